"""The person's data: missing, damaged, renewed."""

import pytest

from app.core.config import Settings
from app.core.errors import ApiError
from app.services.clients import s3_client
from app.services.twin_data import TwinData
from conftest import BACKEND
from support.buckets import new_bucket, point, publish, sample_files
from support.buckets import s3_client as boto_client
from support.site import Site

POINTED = {'path': 'personal_data/facts.json', 'bytes': 2, 'sha256': '0' * 64}


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def bucket(site: Site) -> str:
    """A data bucket of its own, and the twin started on it."""
    name = new_bucket('data')
    publish(name, sample_files(BACKEND / 'data'))
    site.start(DATA_BUCKET=name)
    return name


def data_of(bucket: str, clock: Clock) -> TwinData:
    settings = Settings(environment='dev', account_id='123456789012', data_bucket=bucket)
    return TwinData(settings, s3_client, clock)


def test_says_that_there_is_no_data_yet(site: Site, bucket: str) -> None:
    boto_client().delete_object(Bucket=bucket, Key='current.json')
    answer = site.say('Hello')
    assert (answer.status, answer.code) == (503, 'data_missing')
    assert site.converse.requests == []


def test_says_that_the_bucket_is_gone(site: Site) -> None:
    site.start(DATA_BUCKET='data-that-is-not-there')
    assert site.say('Hello').code == 'data_missing'


@pytest.mark.parametrize(
    ('pointer', 'code'),
    [
        ('text', 'data_invalid'),
        ({'version': '../', 'files': []}, 'data_invalid'),
        ({'version': 'ab', 'files': [{**POINTED, 'path': '../secret.txt'}]}, 'data_invalid'),
        ({'version': 'ab', 'files': []}, 'data_missing'),
        ({'version': 'ab', 'files': [POINTED]}, 'data_missing'),
    ],
)
def test_says_what_is_wrong_with_the_pointer(site: Site, bucket: str, pointer: object, code: str) -> None:
    point(bucket, pointer)
    assert site.say('Hello').code == code


def test_does_not_believe_a_file_that_is_not_what_was_uploaded(site: Site, bucket: str) -> None:
    boto_client().put_object(Bucket=bucket, Key='versions/ab/personal_data/facts.json', Body=b'{}')
    point(bucket, {'version': 'ab', 'files': [POINTED]})
    assert site.say('Hello').code == 'data_invalid'


def test_does_not_take_a_file_that_is_no_text(bucket: str, site: Site) -> None:
    publish(bucket, {'personal_data/me.txt': b'caf\xe9'})
    answer = site.say('Hello')
    assert (answer.status, answer.code) == (503, 'data_invalid')


def test_takes_a_new_version_after_a_minute(bucket: str) -> None:
    clock = Clock()
    data = data_of(bucket, clock)
    assert 'COMAL' in data.files()['personal_data/facts.json']
    publish(bucket, {'personal_data/facts.json': b'{"first": "Logo"}', 'personal_data/linkedin.pdf': b'%PDF-\xff'})
    clock.now += 59
    assert 'COMAL' in data.files()['personal_data/facts.json']
    clock.now += 2
    assert data.files() == {'personal_data/facts.json': '{"first": "Logo"}'}


def test_an_unchanged_version_is_not_read_again(bucket: str) -> None:
    clock = Clock()
    data = data_of(bucket, clock)
    before = data.files()
    clock.now += 61
    assert data.files() is before


def test_goes_on_with_the_old_data_when_the_new_is_damaged_but_not_when_it_was_taken_away(bucket: str) -> None:
    clock = Clock()
    data = data_of(bucket, clock)
    before = data.files()
    point(bucket, 'text')
    clock.now += 61
    assert data.files() is before
    boto_client().delete_object(Bucket=bucket, Key='current.json')
    clock.now += 61
    with pytest.raises(ApiError, match='data_missing'):
        data.files()
