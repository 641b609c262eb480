"""GET /api/conversation: one's own turns, and nobody else's."""

import pytest

from support.site import Site, cookie_value


def test_gives_back_what_was_said(site: Site) -> None:
    cookie = cookie_value(site.say('My name is Ada.'))
    answer = site.get('/api/conversation', cookie=cookie)
    assert answer.status == 200
    assert [(turn['role'], turn['text']) for turn in answer.json['turns']] == [
        ('user', 'My name is Ada.'),
        ('assistant', 'Takk, that is a good question.'),
    ]
    assert all(turn['at'].endswith('+00:00') for turn in answer.json['turns'])


@pytest.mark.parametrize('cookie', ['', 'a' * 32, 'A' * 32, '../secrets', 'a' * 31, 'a' * 5000, '%00'])
def test_is_empty_for_an_unknown_cookie(site: Site, cookie: str) -> None:
    site.say('My name is Ada.')
    assert site.get('/api/conversation', cookie=cookie).json == {'turns': []}


@pytest.mark.parametrize('cookie', ['a' * 32, '../../elsewhere', 'A' * 32])
def test_never_takes_over_an_id_that_the_visitor_made_up(site: Site, cookie: str) -> None:
    given = cookie_value(site.say('Hello', cookie=cookie))
    assert given != cookie
    assert len(site.stored(given)['turns']) == 2
    listed = site.s3.list_objects_v2(Bucket=site.memory_bucket)['Contents']
    assert [item['Key'] for item in listed] == [f'conversations/{given}.json']
