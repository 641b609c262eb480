"""API Gateway HTTP API events, payload version 2.0, as they reach the function from behind CloudFront."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

EDGE = '130.176.0.9'


def make_event(
    method: str, path: str, *, body: bytes | None, headers: dict[str, str], cookies: list[str], viewer: str
) -> dict[str, Any]:
    """Header names come in lower case, and several values joined by commas.

    A body comes as text when its type is a text's, base64-encoded otherwise.
    """
    request = {
        'method': method,
        'path': path,
        'protocol': 'HTTP/1.1',
        'sourceIp': EDGE,
        'userAgent': 'Amazon CloudFront',
    }
    claimed = headers.pop('x-forwarded-for', '')
    event: dict[str, Any] = {
        'version': '2.0',
        'routeKey': 'ANY /api/{proxy+}',
        'rawPath': path,
        'rawQueryString': '',
        'headers': {
            'host': 'abcdefghij.execute-api.eu-central-1.amazonaws.com',
            'x-forwarded-for': ', '.join(filter(None, [claimed, viewer, EDGE])),
            'x-forwarded-proto': 'https',
            'x-forwarded-port': '443',
            **headers,
        },
        'requestContext': {
            'accountId': '123456789012',
            'apiId': 'abcdefghij',
            'domainName': 'abcdefghij.execute-api.eu-central-1.amazonaws.com',
            'domainPrefix': 'abcdefghij',
            'http': request,
            'requestId': 'JKJaXmPLvHcESHA=',
            'routeKey': 'ANY /api/{proxy+}',
            'stage': '$default',
            'time': '10/Mar/2025:12:00:00 +0000',
            'timeEpoch': 1741608000000,
        },
        'isBase64Encoded': False,
    }
    if cookies:
        event['cookies'] = cookies
    if body is not None:
        is_text = headers.get('content-type', '').startswith('application/json')
        event['isBase64Encoded'] = not is_text
        event['body'] = body.decode(errors='replace') if is_text else base64.b64encode(body).decode()
        event['headers'].setdefault('content-length', str(len(body)))
    return event


@dataclass
class Context:
    """The part of Lambda's context object that is used."""

    aws_request_id: str = '3f0c1d6e-0000-4000-8000-000000000001'


@dataclass
class Answer:
    """What the function gave back to API Gateway."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: list[str] = field(default_factory=list)

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        """The code of an error, after a look at its shape."""
        assert set(self.json) == {'error'}
        assert set(self.json['error']) == {'code', 'message'}
        return str(self.json['error']['code'])
