"""What is not a request of ours is refused, in JSON, and never repeated."""

import json

import pytest

from support.site import Site

CANARY = 'canary-7f3a'
JSON = {'content-type': 'application/json'}


@pytest.mark.parametrize(
    ('body', 'code'),
    [
        (b'', 'invalid_body'),
        (b'{', 'invalid_body'),
        (b'null', 'invalid_body'),
        (b'[]', 'invalid_body'),
        (b'"canary-7f3a"', 'invalid_body'),
        (b'{}', 'invalid_body'),
        (b'{"message": null}', 'invalid_body'),
        (b'{"message": 7}', 'invalid_body'),
        (b'{"message": true}', 'invalid_body'),
        (b'{"message": NaN}', 'invalid_body'),
        (b'{"message": -Infinity}', 'invalid_body'),
        (b'NaN', 'invalid_body'),
        (b'{"message": ["canary-7f3a"]}', 'invalid_body'),
        (b'{"message": {"text": "canary-7f3a"}}', 'invalid_body'),
        (b'{"message": "hi", "canary-7f3a": NaN}', 'invalid_body'),
        (b'{"message": "hi", "role": "canary-7f3a"}', 'invalid_body'),
        (b'{"message": "canary-7f3a \\ud800"}', 'invalid_body'),
        (b'{"message": "\\udc00 canary-7f3a"}', 'invalid_body'),
        (b'{"message": "canary-7f3a\n"}', 'invalid_body'),
        (b'[' * 30_000, 'invalid_body'),
        (b'{"message":' * 2_500, 'invalid_body'),
        (b'{"message": ' + b'9' * 10_000 + b'}', 'invalid_body'),
        (b'{"message": ""}', 'empty_message'),
        (b'{"message": " \\n\\t\\u2003"}', 'empty_message'),
        (json.dumps({'message': CANARY * 200}).encode(), 'message_too_long'),
    ],
)
def test_refuses_a_body_that_is_no_message(site: Site, body: bytes, code: str) -> None:
    answer = site.request('POST', '/api/chat', body=body, headers=JSON)
    assert (answer.status, answer.code) == (400, code)
    assert CANARY not in answer.text
    assert site.converse.requests == []


def test_refuses_text_that_is_not_utf_8(site: Site) -> None:
    headers = {'content-type': 'Application/Json'}
    answer = site.request('POST', '/api/chat', body=b'{"message": "\xff\xfe canary-7f3a"}', headers=headers)
    assert (answer.status, answer.code) == (400, 'invalid_body')
    assert CANARY not in answer.text


@pytest.mark.parametrize('content_type', ['', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])
def test_refuses_what_does_not_call_itself_json(site: Site, content_type: str) -> None:
    headers = {'content-type': content_type} if content_type else {}
    answer = site.request('POST', '/api/chat', body=b'{"message": "hi"}', headers=headers)
    assert (answer.status, answer.code) == (415, 'json_expected')


@pytest.mark.parametrize('declared', ['', '10', '20000000', '9' * 5000])
def test_refuses_a_large_body_whatever_it_declares(site: Site, declared: str) -> None:
    headers = {**JSON, 'content-length': declared} if declared else JSON
    answer = site.request('POST', '/api/chat', body=b'{"message": "' + b'a' * 35_000 + b'"}', headers=headers)
    assert (answer.status, answer.code) == (413, 'body_too_large')


@pytest.mark.parametrize(
    'path',
    ['/', '/api', '/api/', '/api/canary-7f3a', '/api/health/', '/docs', '/redoc', '/openapi.json', '/api/%2e%2e'],
)
def test_never_answers_404(site: Site, path: str) -> None:
    answer = site.get(path)
    assert (answer.status, answer.code) == (400, 'unknown_path')
    assert CANARY not in answer.text


@pytest.mark.parametrize(
    ('method', 'path'),
    [
        ('GET', '/api/chat'),
        ('PUT', '/api/chat'),
        ('POST', '/api/health'),
        ('DELETE', '/api/chat'),
        ('PUT', '/api/conversation'),
        ('OPTIONS', '/api/chat'),
    ],
)
def test_refuses_other_methods(site: Site, method: str, path: str) -> None:
    answer = site.request(method, path)
    assert (answer.status, answer.code) == (400, 'wrong_method')
