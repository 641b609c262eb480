"""What is kept of a conversation, and that nothing of it gets lost."""

from typing import Any

import pytest

from app.core.config import Settings
from app.services.clients import s3_client
from app.services.memory import Conversation, Memory, Turn, new_conversation_id
from support.site import Site, cookie_value, key_of


def turn(text: str) -> Turn:
    return Turn(role='user', text=text, at='2025-03-10T12:00:00+00:00')


@pytest.fixture
def memory(site: Site) -> Memory:
    settings = Settings(
        environment='dev', account_id='123456789012', memory_bucket=site.memory_bucket, max_turns_kept=4
    )
    return Memory(settings, s3_client)


def texts(memory: Memory, conversation_id: str) -> list[str]:
    read = memory.read(conversation_id)
    return [each.text for each in read.turns] if read else []


def test_keeps_the_newest_turns(memory: Memory) -> None:
    name = new_conversation_id()
    for number in range(4):
        memory.append(name, memory.read(name) or Conversation(), [turn(f'q{number}'), turn(f'a{number}')])
    assert texts(memory, name) == ['q2', 'a2', 'q3', 'a3']


def test_two_writers_lose_nothing(memory: Memory) -> None:
    name = new_conversation_id()
    memory.append(name, Conversation(), [turn('first')])
    read = memory.read(name)
    assert read
    memory.append(name, read, [turn('one tab')])
    memory.append(name, read, [turn('other tab')])
    assert texts(memory, name) == ['first', 'one tab', 'other tab']


def test_two_first_writers_lose_nothing(memory: Memory) -> None:
    name = new_conversation_id()
    for text in ('one', 'other'):
        memory.append(name, Conversation(), [turn(text)])
    assert texts(memory, name) == ['one', 'other']


def test_a_damaged_conversation_starts_anew(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    cookie = cookie_value(site.say('Hello'))
    site.s3.put_object(Bucket=site.memory_bucket, Key=key_of(cookie), Body=b'{"turns": 7}')
    assert site.get('/api/conversation', cookie=cookie).json['turns'] == []
    assert cookie_value(site.say('Hello again', cookie=cookie)) == cookie
    assert site.stored(cookie)['turns'][0]['text'] == 'Hello again'
    assert 'memory_invalid' in capsys.readouterr().out


def test_the_reply_is_given_when_it_cannot_be_kept(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.converse.before_reply = lambda: site.s3.delete_bucket(Bucket=site.memory_bucket)
    assert site.say('Hello').status == 200
    assert '"event": "memory_write_failed"' in capsys.readouterr().out


def test_a_memory_that_cannot_be_read_is_said_before_the_model_is_asked(site: Site) -> None:
    site.start(MEMORY_BUCKET='memory-that-is-not-there')
    answer = site.say('Hello')
    assert (answer.status, answer.code) == (503, 'memory_unreadable')
    assert site.converse.requests == []


def test_every_request_names_the_owner_and_every_write_a_condition(site: Site) -> None:
    sent: list[tuple[str, dict[str, Any]]] = []

    def record(model: Any, params: dict[str, Any], **_rest: object) -> None:
        sent.append((model.name, params['headers']))

    events = s3_client().meta.events  # type: ignore[attr-defined]
    events.register('before-call.s3', record)
    try:
        cookie = cookie_value(site.say('Hello'))
        site.say('Hello again', cookie=cookie)
    finally:
        events.unregister('before-call.s3', record)
    assert {headers['x-amz-expected-bucket-owner'] for _, headers in sent} == {'123456789012'}
    writes = [headers for operation, headers in sent if operation == 'PutObject']
    assert writes[0]['If-None-Match'] == '*'
    assert writes[1]['If-Match'].startswith('"')
