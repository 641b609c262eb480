"""Fixtures: a moto server for S3, a small server that speaks Converse, and the twin in front of both."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

BACKEND = Path(__file__).resolve().parents[2] / 'backend'
sys.path.insert(0, str(BACKEND))

from support.buckets import new_bucket, publish, sample_files  # noqa: E402
from support.converse import ConverseServer  # noqa: E402
from support.moto import start_moto  # noqa: E402
from support.site import Site  # noqa: E402


@pytest.fixture(scope='session', autouse=True)
def emulated_aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConverseServer]:
    """Nothing of the machine's own credentials, configuration or network is in reach of a test."""
    with start_moto() as endpoint, ConverseServer() as converse, pytest.MonkeyPatch.context() as patch:
        nowhere = str(tmp_path_factory.mktemp('aws') / 'absent')
        for name, value in {
            'AWS_ENDPOINT_URL': endpoint,
            'AWS_ENDPOINT_URL_BEDROCK_RUNTIME': converse.url,
            'AWS_ACCESS_KEY_ID': 'test',
            'AWS_SECRET_ACCESS_KEY': 'test',
            'AWS_REGION': 'eu-central-1',
            'AWS_DEFAULT_REGION': 'eu-central-1',
            'AWS_CONFIG_FILE': nowhere,
            'AWS_SHARED_CREDENTIALS_FILE': nowhere,
            'AWS_EC2_METADATA_DISABLED': 'true',
            'NO_PROXY': '127.0.0.1',
        }.items():
            patch.setenv(name, value)
        for name in ('AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL_S3'):
            patch.delenv(name, raising=False)
        yield converse


@pytest.fixture
def converse(emulated_aws: ConverseServer) -> ConverseServer:
    """The model's server, with nothing recorded and nothing planned."""
    emulated_aws.reset()
    return emulated_aws


@pytest.fixture(scope='session')
def sample_data() -> str:
    """A bucket with the sample person's data; tests only read it."""
    bucket = new_bucket('data')
    publish(bucket, sample_files(BACKEND / 'data'))
    return bucket


@pytest.fixture
def site(
    converse: ConverseServer, sample_data: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Site:
    """A twin with the sample person's data, a memory of its own, and the real handler. Its log goes to `capsys`."""
    site = Site(monkeypatch, converse, sample_data)
    site.start()
    capsys.readouterr()
    return site
