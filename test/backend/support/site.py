"""A deployed twin as the tests see it: its buckets, its data, and its handler."""

import importlib
import json
from typing import Any

import pytest

from support.buckets import new_bucket, s3_client
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
            'BEDROCK_MODEL_ID': 'eu.amazon.nova-lite-v1:0',
            'ORIGIN_SECRETS': f'{SECRET},slot-two-secret',
            'CORS_ORIGINS': '',
            'LOG_LEVEL': 'INFO',
        }
        for key, value in {**usual, **variables}.items():
            self._patch.setenv(key, value)
        import app.handler

        self.handler = importlib.reload(app.handler).handler

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

    def stored(self, conversation_id: str) -> Any:
        """The conversation as it lies in the bucket."""
        key = f'conversations/{conversation_id}.json'
        return json.loads(self.s3.get_object(Bucket=self.memory_bucket, Key=key)['Body'].read())


def cookie_value(answer: Answer) -> str:
    """The conversation's id that an answer hands out."""
    return answer.cookies[0].split(';')[0].split('=')[1]
