"""A deployed twin as the tests see it: its buckets, its data, and its handler."""

import asyncio
import importlib
import json
from copy import copy
from threading import current_thread, main_thread
from typing import Any

import pytest

from support.buckets import new_bucket, s3_client
from support.budgets import new_table
from support.converse import ConverseServer
from support.events import Answer, Context, make_event

SECRET = 'slot-one-secret'


class Site:
    """Speaks to the twin as CloudFront does."""

    def __init__(self, patch: pytest.MonkeyPatch, converse: ConverseServer, data_bucket: str) -> None:
        self.converse = converse
        self.s3 = s3_client()
        self.data_bucket = data_bucket
        self.memory_bucket = new_bucket('memory')
        self.budget_table = new_table()
        self._patch = patch

    def start(self, **variables: str) -> None:
        """Starts the function anew with its environment variables; names in `variables` replace the usual ones."""
        usual = {
            'ENVIRONMENT': 'dev',
            'PROJECT_NAME': 'sample',
            'APP_VERSION': '1.2.3',
            'ACCOUNT_ID': '123456789012',
            'DATA_BUCKET': self.data_bucket,
            'MEMORY_BUCKET': self.memory_bucket,
            'BUDGET_TABLE': self.budget_table,
            'BEDROCK_MODEL_ID': 'eu.amazon.nova-lite-v1:0',
            'ORIGIN_SECRETS': f'{SECRET},slot-two-secret',
            'CORS_ORIGINS': '',
            'LOG_LEVEL': 'INFO',
        }
        for key, value in {**usual, **variables}.items():
            self._patch.setenv(key, value)
        import app.handler

        self.handler = importlib.reload(app.handler).handler

    def through(self, handler: Any) -> 'Site':
        """The same twin, answered by one of its instances."""
        other = copy(self)
        other.handler = handler
        return other

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        cookie: str = '',
        viewer: str = '203.0.113.7',
        secret: str | None = SECRET,
    ) -> Answer:
        """One request; `secret` is the header that CloudFront adds."""
        sent = {**({} if secret is None else {'x-origin-verify': secret}), **(headers or {})}
        cookies = [f'twin_conversation={cookie}'] if cookie else []
        event = make_event(method, path, body=body, headers=sent, cookies=cookies, viewer=viewer)
        if current_thread() is not main_thread():
            # The handler's adapter takes its thread's loop, and only the main thread has one by itself.
            asyncio.set_event_loop(asyncio.new_event_loop())
        answer = self.handler(event, Context())
        assert answer['statusCode'] not in (404, 422, 500)
        return Answer(answer['statusCode'], answer['headers'], answer['body'], answer.get('cookies', []))

    def get(self, path: str, **options: Any) -> Answer:
        """One GET."""
        return self.request('GET', path, **options)

    def say(self, message: object, **options: Any) -> Answer:
        """POST /api/chat with this message."""
        body = json.dumps({'message': message}).encode()
        return self.request('POST', '/api/chat', body=body, headers={'content-type': 'application/json'}, **options)

    def stored(self, cookie: str) -> Any:
        """The conversation as it lies in the bucket."""
        key = key_of(cookie)
        return json.loads(self.s3.get_object(Bucket=self.memory_bucket, Key=key)['Body'].read())


def cookie_value(answer: Answer) -> str:
    """What an answer hands out to find the conversation again."""
    return answer.cookies[0].split(';')[0].split('=')[1]


def key_of(cookie: str) -> str:
    """Where the conversation of a cookie lies: its first half is the id, its second our seal."""
    return f'conversations/{cookie[:32]}.json'
