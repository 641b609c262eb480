"""Log lines: JSON, with ids and sizes, and nobody's words."""

import json

import pytest

from support.site import Site, cookie_value


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_tells_sizes_and_not_words(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.converse.blocks = [{'text': 'secret-reply'}]
    cookie = cookie_value(site.say('secret-question'))
    site.get('/api/secret-path', cookie=cookie)
    out = capsys.readouterr().out
    assert 'secret' not in out
    assert cookie not in out
    assert 'COMAL' not in out
    assert '203.0.113.7' not in out
    found = {line['event']: line for line in map(json.loads, out.splitlines())}
    assert found['replied']['message_characters'] == len('secret-question')
    assert found['replied']['request_id'] == found['request']['request_id']
    assert found['request']['request_id'] == '3f0c1d6e-0000-4000-8000-000000000001'
    assert found['model_answered']['input_tokens'] == 10


def test_a_bug_of_ours_is_a_502_and_a_line_with_its_place(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr('app.chat.prompt.Prompt.system_text', lambda *_: dict[str, str]()['secret-question'])
    answer = site.say('secret-question')
    assert (answer.status, answer.code) == (502, 'unexpected_error')
    (line,) = [line for line in lines(capsys) if line['event'] == 'unexpected_error']
    assert line['error'] == 'KeyError'
    assert 'twin.py' in str(line['at'])
    assert 'secret-question' not in json.dumps(line) + answer.text


def test_the_level_is_settable(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.start(LOG_LEVEL='ERROR')
    site.say('Hello')
    assert lines(capsys) == []
    site.start(LOG_LEVEL='nonsense')
    site.get('/api/health')
    (line,) = lines(capsys)
    assert (line['route'], line['status']) == ('/api/health', 200)
