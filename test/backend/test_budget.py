"""What a day may cost: one count over all instances, and a switch."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from app.core.config import Settings
from app.core.errors import TooManyRequests, Unavailable
from app.services.budget import Budget
from app.services.clients import dynamodb_client
from support.budgets import counted, new_table
from support.site import Site

LATE = datetime(2026, 3, 10, 23, 59, 0, tzinfo=UTC)
NEXT = datetime(2026, 3, 11, 0, 0, 1, tzinfo=UTC)


def budget(table: str, now: datetime = LATE, *, messages: int = 3, tokens: int = 1_000) -> Budget:
    settings = Settings(environment='dev', budget_table=table, messages_a_day=messages, tokens_a_day=tokens)
    return Budget(settings, dynamodb_client, lambda: now)


def test_admits_as_many_messages_as_the_day_has_and_the_next_day_again() -> None:
    table = new_table()
    for _ in range(3):
        budget(table).reserve(10)
    with pytest.raises(TooManyRequests, match='daily_budget_spent') as refused:
        budget(table).reserve(10)
    assert refused.value.retry_after == 60
    assert budget(table, NEXT).reserve(10) == '2026-03-11'
    assert {day: count['messages'] for day, count in counted(table).items()} == {'2026-03-10': 3, '2026-03-11': 1}


def test_never_promises_more_tokens_than_the_day_has() -> None:
    table = new_table()
    one = budget(table, messages=100)
    day = one.reserve(600)
    with pytest.raises(TooManyRequests):
        one.reserve(500)
    one.settle(day, 600, 100)
    one.reserve(900)
    assert counted(table)[day]['tokens'] == 1_000
    with pytest.raises(TooManyRequests):
        one.reserve(1)


@pytest.mark.parametrize(('messages', 'tokens'), [(0, 1_000), (3, 0)])
def test_a_budget_of_nothing_admits_nothing(messages: int, tokens: int) -> None:
    table = new_table()
    with pytest.raises(TooManyRequests):
        budget(table, messages=messages, tokens=tokens).reserve(1)
    assert counted(table) == {}


def test_holds_over_instances_at_the_same_moment() -> None:
    table = new_table()

    def ask(_number: int) -> bool:
        try:
            budget(table, messages=25, tokens=10**9).reserve(7)
        except TooManyRequests:
            return False
        return True

    with ThreadPoolExecutor(16) as instances:
        admitted = list(instances.map(ask, range(100)))
    assert admitted.count(True) == 25
    assert counted(table)['2026-03-10']['tokens'] == 25 * 7


def test_who_cannot_count_does_not_spend(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Unavailable, match='budget_unreadable'):
        budget('no-such-table').reserve(1)
    site.start(BUDGET_TABLE='no-such-table')
    answer = site.say('Hello')
    assert (answer.status, answer.code) == (503, 'budget_unreadable')
    assert site.converse.requests == []
    assert '"code": "ResourceNotFoundException"' in capsys.readouterr().out


def test_a_visitor_is_told_and_the_model_is_not_asked(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.start(DAILY_MESSAGES='2')
    assert [site.say('Hello').status for _ in range(4)] == [200, 200, 429, 429]
    answer = site.say('Hello')
    assert answer.code == 'daily_budget_spent'
    assert 0 < int(answer.headers['retry-after']) <= 86_400
    assert len(site.converse.requests) == 2
    assert '"event": "daily_budget_spent"' in capsys.readouterr().out


def test_what_the_model_took_stands_in_the_count(site: Site) -> None:
    site.say('Hello')
    (day,) = counted(site.budget_table).values()
    assert (day['messages'], day['tokens']) == (1, 15)


def test_a_call_that_failed_costs_a_message_and_no_tokens(site: Site) -> None:
    site.converse.fail(403, 'AccessDeniedException')
    assert site.say('Hello').status == 503
    (day,) = counted(site.budget_table).values()
    assert (day['messages'], day['tokens']) == (1, 0)


@pytest.mark.parametrize('switch', ['false', 'no', 'flase'])
def test_the_switch_turns_the_chat_off_and_nothing_else(site: Site, switch: str) -> None:
    site.start(CHAT_ENABLED=switch)
    answer = site.say('Hello')
    assert (answer.status, answer.code) == (503, 'chat_paused')
    assert 'switched it off' in answer.json['error']['message']
    assert site.converse.requests == []
    assert counted(site.budget_table) == {}
    assert site.get('/api/conversation').status == 200
    assert site.get('/api/health').status == 200


@pytest.mark.parametrize('number', ['many', '-1', '1.5', '1e3'])
def test_a_budget_that_is_no_number_serves_nothing(site: Site, capsys: pytest.CaptureFixture[str], number: str) -> None:
    site.start(DAILY_MESSAGES=number)
    assert site.say('Hello').code == 'misconfigured'
    assert 'whole numbers' in capsys.readouterr().out


def test_a_deployed_twin_without_a_budget_serves_nothing(site: Site) -> None:
    site.start(BUDGET_TABLE='')
    assert site.say('Hello').code == 'misconfigured'
    site.start(BUDGET_TABLE='', ENVIRONMENT='local')
    assert site.say('Hello').status == 200
