"""GET and DELETE /api/conversation: one's own turns, and nobody else's."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support.site import Site, cookie_value, key_of


def test_gives_back_what_was_said(site: Site) -> None:
    cookie = cookie_value(site.say('My name is Ada.'))
    answer = site.get('/api/conversation', cookie=cookie)
    assert answer.status == 200
    assert [(turn['role'], turn['text']) for turn in answer.json['turns']] == [
        ('user', 'My name is Ada.'),
        ('assistant', 'Takk, that is a good question.'),
    ]
    assert all(turn['at'].endswith('+00:00') for turn in answer.json['turns'])


@pytest.mark.parametrize('cookie', ['', 'a' * 32, 'a' * 64, 'A' * 32, '../secrets', 'a' * 31, 'a' * 5000, '%00'])
def test_is_empty_for_an_unknown_cookie(site: Site, cookie: str) -> None:
    site.say('My name is Ada.')
    assert site.get('/api/conversation', cookie=cookie).json['turns'] == []


@pytest.mark.parametrize('cookie', ['a' * 32, 'a' * 64, '../../elsewhere', 'A' * 64])
def test_never_takes_over_an_id_that_the_visitor_made_up(site: Site, cookie: str) -> None:
    given = cookie_value(site.say('Hello', cookie=cookie))
    assert given != cookie
    assert len(site.stored(given)['turns']) == 2
    listed = site.s3.list_objects_v2(Bucket=site.memory_bucket)['Contents']
    assert [item['Key'] for item in listed] == [key_of(given)]


def test_an_id_that_nothing_lies_under_goes_on_only_with_its_own_seal(site: Site) -> None:
    one, other = cookie_value(site.get('/api/conversation')), cookie_value(site.get('/api/conversation'))
    assert cookie_value(site.say('Mine', cookie=one))[:32] == one[:32]
    for forged in (other[:32] + one[32:], other[:-1] + ('0' if other[-1] != '0' else '1'), other[:32]):
        assert cookie_value(site.say('Yours', cookie=forged))[:32] != other[:32]


def test_a_restored_conversation_goes_on_with_the_cookie_of_before(site: Site) -> None:
    cookie = cookie_value(site.say('Hello'))
    site.start(ORIGIN_SECRETS='of-another-deployment,and-its-next')
    answer = site.get('/api/conversation', cookie=cookie, secret='of-another-deployment')
    assert len(answer.json['turns']) == 2
    assert cookie_value(answer)[:32] == cookie[:32]
    assert cookie_value(answer) != cookie


def test_a_secret_that_is_being_replaced_still_opens_its_cookies(site: Site) -> None:
    cookie = cookie_value(site.say('Hello'))
    site.start(ORIGIN_SECRETS='slot-three-secret,slot-one-secret')
    assert len(site.get('/api/conversation', cookie=cookie).json['turns']) == 2


def test_two_tabs_that_begin_together_share_a_conversation(site: Site) -> None:
    cookie = cookie_value(site.get('/api/conversation'))
    with ThreadPoolExecutor(4) as tabs:
        answers = list(tabs.map(lambda number: site.say(f'Tab {number}', cookie=cookie), range(4)))
    assert [answer.status for answer in answers] == [200] * 4
    assert {cookie_value(answer) for answer in answers} == {cookie}
    said = {turn['text'] for turn in site.get('/api/conversation', cookie=cookie).json['turns']}
    assert said >= {f'Tab {number}' for number in range(4)}


def test_two_instances_lose_no_turn(site: Site) -> None:
    cookie = cookie_value(site.say('First'))
    handlers = [site.handler]
    site.start()
    handlers.append(site.handler)

    def say(number: int) -> int:
        return site.through(handlers[number % 2]).say(f'Message {number}', cookie=cookie).status

    with ThreadPoolExecutor(4) as visitors:
        assert list(visitors.map(say, range(4))) == [200] * 4
    said = {turn['text'] for turn in site.get('/api/conversation', cookie=cookie).json['turns']}
    assert said >= {'First', *(f'Message {number}' for number in range(4))}


def test_suggests_the_questions_that_the_owner_has_answered(site: Site) -> None:
    suggested = site.get('/api/conversation').json['suggestions']
    assert len(suggested) == 4
    assert 'What was your first programming language?' in suggested
    cookie = cookie_value(site.say('Hello'))
    assert site.get('/api/conversation', cookie=cookie).json['suggestions'] == []


def test_data_that_is_missing_only_takes_the_suggestions(site: Site) -> None:
    site.start(DATA_BUCKET='data-that-is-not-there')
    answer = site.get('/api/conversation')
    assert (answer.status, answer.json) == (200, {'turns': [], 'suggestions': []})


@pytest.mark.parametrize('versioned', [False, True])
def test_deleting_leaves_nothing_in_the_bucket(site: Site, versioned: bool) -> None:
    if versioned:
        site.s3.put_bucket_versioning(Bucket=site.memory_bucket, VersioningConfiguration={'Status': 'Enabled'})
    cookie = cookie_value(site.say('My name is Ada.'))
    site.say('Again', cookie=cookie)
    kept = cookie_value(site.say('Another visitor'))
    answer = site.request('DELETE', '/api/conversation', cookie=cookie)
    assert (answer.status, answer.text) == (204, '')
    assert cookie_value(answer)[:32] not in (cookie[:32], kept[:32])
    listed = site.s3.list_object_versions(Bucket=site.memory_bucket)
    assert {item['Key'] for item in [*listed['Versions'], *listed.get('DeleteMarkers', [])]} == {key_of(kept)}
    assert site.get('/api/conversation', cookie=cookie).json['turns'] == []
    assert site.request('DELETE', '/api/conversation', cookie=cookie).status == 204


def test_a_reply_on_its_way_does_not_bring_a_deleted_conversation_back(site: Site) -> None:
    cookie = cookie_value(site.say('First'))
    site.converse.before_reply = lambda: site.request('DELETE', '/api/conversation', cookie=cookie)
    assert site.say('Second', cookie=cookie).status == 200
    assert 'Contents' not in site.s3.list_objects_v2(Bucket=site.memory_bucket)


def test_what_cannot_be_deleted_is_said(site: Site) -> None:
    site.start(MEMORY_BUCKET='memory-that-is-not-there')
    answer = site.request('DELETE', '/api/conversation')
    assert (answer.status, answer.code) == (503, 'memory_not_deleted')
