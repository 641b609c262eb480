"""The OpenAPI description, held against what the application answers to hundreds of drawn requests of every kind."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import unsupported_method

from app.core.config import Settings
from app.main import create_app
from support.buckets import new_bucket
from support.budgets import new_table
from support.converse import ConverseServer
from support.site import Site

OPERATIONS = [
    ('GET', '/health'),
    ('GET', '/api/health'),
    ('POST', '/api/chat'),
    ('GET', '/api/conversation'),
    ('DELETE', '/api/conversation'),
]


@pytest.fixture(scope='module')
def described(emulated_aws: ConverseServer, sample_data: str) -> Iterator[BaseSchema]:
    """Read from the running application, as a developer's tools do."""
    emulated_aws.reset()
    local = Settings(
        environment='local',
        account_id='123456789012',
        data_bucket=sample_data,
        memory_bucket=new_bucket('memory'),
        budget_table=new_table(),
        bedrock_model_id='eu.amazon.nova-lite-v1:0',
        messages_a_day=1_000_000,
        tokens_a_day=1_000_000_000_000,
        log_level='ERROR',
    )
    yield schemathesis.openapi.from_asgi('/api/openapi.json', create_app(local))
    emulated_aws.reset()


def test_describes_every_route(described: BaseSchema) -> None:
    found = {(method.upper(), path) for path, item in described.raw_schema['paths'].items() for method in item}
    assert found == set(OPERATIONS)


@pytest.mark.parametrize(
    ('method', 'path', 'mode'),
    # Only the chat takes something in that could be wrong.
    [*((*each, GenerationMode.POSITIVE) for each in OPERATIONS), ('POST', '/api/chat', GenerationMode.NEGATIVE)],
)
def test_every_answer_is_a_described_one(described: BaseSchema, method: str, path: str, mode: GenerationMode) -> None:
    """No 5xx, no status, type or shape that is not described; what is described as wrong is refused, the rest taken."""

    @settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    def holds(case: schemathesis.Case[Any]) -> None:
        viewer = f'198.51.{random.randrange(256)}.{random.randrange(256)}'  # noqa: S311
        # CloudFront shows the chat page for a 404, and another method is a 400 here: nothing answers 405.
        case.call_and_validate(headers={'x-forwarded-for': viewer}, excluded_checks=[unsupported_method])

    holds()


def test_a_deployed_twin_describes_itself_to_nobody(site: Site) -> None:
    for path in ('/api/openapi.json', '/api/docs', '/openapi.json', '/docs', '/redoc'):
        assert site.get(path).code == 'unknown_path'
