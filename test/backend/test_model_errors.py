"""Bedrock's failures: told apart for the visitor, named for the owner."""

import json

import boto3
import pytest
from botocore.config import Config

from app.chat.history import messages
from app.chat.model import Model
from app.core.config import Settings
from app.core.errors import UpstreamFailed
from support.converse import ConverseServer
from support.site import Site


@pytest.mark.parametrize(
    ('status', 'aws', 'expected', 'code', 'requests'),
    [
        (429, 'ThrottlingException', 429, 'model_busy', 1),
        (400, 'ServiceQuotaExceededException', 429, 'model_busy', 1),
        (403, 'AccessDeniedException', 503, 'model_unusable', 1),
        (400, 'ValidationException', 503, 'model_unusable', 1),
        (404, 'ResourceNotFoundException', 503, 'model_unusable', 1),
        (403, 'ExpiredTokenException', 503, 'model_unusable', 1),
        (424, 'ModelErrorException', 502, 'model_failed', 1),
        (408, 'ModelTimeoutException', 502, 'model_timeout', 1),
        (500, 'InternalServerException', 502, 'model_failed', 2),
        (503, 'ServiceUnavailableException', 502, 'model_failed', 2),
    ],
)
def test_tells_errors_apart(
    site: Site, capsys: pytest.CaptureFixture[str], status: int, aws: str, expected: int, code: str, requests: int
) -> None:
    site.converse.fail(status, aws, 'arn:aws:iam::123456789012:role/inside', times=2)
    answer = site.say('Hello')
    assert (answer.status, answer.code) == (expected, code)
    assert ('retry-after' in answer.headers) == (expected == 429)
    assert len(site.converse.requests) == requests
    assert aws not in answer.text
    assert 'inside' not in answer.text
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (line,) = [line for line in lines if line['event'] == 'model_failed']
    assert (line['code'], line['model']) == (aws, 'eu.amazon.nova-lite-v1:0')
    assert bool(line['advice']) == (expected == 503)
    assert answer.cookies == []


def test_a_passing_failure_is_not_noticed(site: Site) -> None:
    site.converse.fail(503, 'ServiceUnavailableException')
    assert site.say('Hello').status == 200
    assert len(site.converse.requests) == 2


@pytest.mark.parametrize('blocks', [[], [{'text': ' \n'}], [{'reasoningContent': {'reasoningText': {'text': 'hm'}}}]])
def test_an_empty_reply_is_an_error_and_not_remembered(site: Site, blocks: list[dict[str, str]]) -> None:
    site.converse.blocks = blocks
    assert site.say('Hello').code == 'empty_reply'
    assert 'Contents' not in site.s3.list_objects_v2(Bucket=site.memory_bucket)


def test_a_silent_model_is_given_up(converse: ConverseServer) -> None:
    converse.hangs = True
    impatient = boto3.client('bedrock-runtime', config=Config(read_timeout=0.2, retries={'total_max_attempts': 1}))
    model = Model(Settings(environment='dev', bedrock_model_id='m'), lambda: impatient)
    try:
        with pytest.raises(UpstreamFailed, match='model_timeout'):
            model.ask('system', messages([], 'Hello'))
    finally:
        converse.released.set()
