"""How often one visitor may ask."""

import pytest

from app.core.errors import TooManyRequests
from app.core.rate_limit import RateLimiter
from app.core.visitor import viewer_address, visitor_of
from support.site import Site


def test_slides() -> None:
    now = 0.0
    limiter = RateLimiter(2, 60, lambda: now)
    limiter.admit('a')
    now = 10.5
    limiter.admit('a')
    with pytest.raises(TooManyRequests) as refused:
        limiter.admit('a')
    assert refused.value.retry_after == 50
    limiter.admit('b')
    now = 60.0
    limiter.admit('a')


def test_forgets_the_oldest_visitor_rather_than_growing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('app.core.rate_limit._MAX_VISITORS', 2)
    limiter = RateLimiter(1, 60, lambda: 0.0)
    for visitor in ('a', 'b', 'c'):
        limiter.admit(visitor)
    limiter.admit('a')
    with pytest.raises(TooManyRequests):
        limiter.admit('c')


def test_a_visitor_cannot_talk_without_end_whatever_address_is_claimed(site: Site) -> None:
    for number in range(20):
        claim = {'x-forwarded-for': f'198.51.100.{number}'}
        assert site.request('POST', '/api/chat', body=b'', headers=claim).status == 415
    answer = site.say('Hello')
    assert (answer.status, answer.code) == (429, 'too_many_requests')
    assert 1 <= int(answer.headers['retry-after']) <= 60
    assert site.say('Hello', viewer='203.0.113.8').status == 200
    assert site.get('/api/conversation').status == 200


@pytest.mark.parametrize(
    ('forwarded', 'expected'),
    [
        (['203.0.113.7', 'edge'], '203.0.113.7'),
        (['claimed', '203.0.113.7', 'edge'], '203.0.113.7'),
        (['claimed', 'edge', '203.0.113.7', 'edge'], '203.0.113.7'),
        (['claimed', '203.0.113.7'], '203.0.113.7'),
        (['edge'], 'edge'),
        ([], 'edge'),
    ],
)
def test_the_viewer_is_the_entry_that_cloudfront_wrote(forwarded: list[str], expected: str) -> None:
    assert viewer_address(forwarded, 'edge') == expected


@pytest.mark.parametrize(
    ('address', 'expected'),
    [
        ('203.0.113.7', '203.0.113.7'),
        ('::ffff:203.0.113.7', '203.0.113.7'),
        ('2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'),
        ('nonsense', 'unknown'),
    ],
)
def test_an_ipv6_household_is_one_visitor(address: str, expected: str) -> None:
    assert visitor_of({'client': (address, 0), 'headers': []}) == expected
