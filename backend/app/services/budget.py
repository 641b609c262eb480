"""What the model may cost a day: counted in one DynamoDB item a day, so that the limit holds over all instances."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from app.core.config import Settings
from app.core.errors import TooManyRequests, Unavailable
from app.core.logs import log
from app.services.clients import DynamoDB, error_code

_COUNT = 'ADD messages :one, tokens :tokens'
_ROOM = 'attribute_not_exists(messages) OR (messages < :messages AND tokens <= :room)'


class Budget:
    """Takes from the day's messages and tokens before the model is asked. Days are UTC's."""

    def __init__(
        self,
        settings: Settings,
        dynamodb: Callable[[], DynamoDB],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._dynamodb = dynamodb
        self._now = now

    def reserve(self, tokens: int) -> str:
        """Takes one message and these tokens; gives the day that they were taken from, for `settle`.

        Raises TooManyRequests daily_budget_spent, and Unavailable budget_unreadable: who cannot count does not spend.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        now = self._now()
        day, most = f'{now:%Y-%m-%d}', self._settings
        if not most.budget_table:
            return day
        room = most.tokens_a_day - tokens
        if most.messages_a_day < 1 or room < 0:
            raise _spent(now)
        try:
            self._dynamodb().update_item(
                **self._item(day),
                UpdateExpression=_COUNT,
                ConditionExpression=_ROOM,
                ExpressionAttributeValues={
                    ':one': {'N': '1'},
                    ':tokens': {'N': str(tokens)},
                    ':messages': {'N': str(most.messages_a_day)},
                    ':room': {'N': str(room)},
                },
            )
        except (ClientError, BotoCoreError) as error:
            code = error_code(error)
            if code == 'ConditionalCheckFailedException':
                raise _spent(now) from error
            log(logging.ERROR, 'budget_failed', code=code, table=most.budget_table)
            raise Unavailable('budget_unreadable') from error
        return day

    def settle(self, day: str, reserved: int, used: int) -> None:
        """Puts what was really used in the place of what was reserved. A failure costs room, and never money."""
        from botocore.exceptions import BotoCoreError, ClientError

        if not self._settings.budget_table or used == reserved:
            return
        try:
            self._dynamodb().update_item(
                **self._item(day),
                UpdateExpression='ADD tokens :change',
                ExpressionAttributeValues={':change': {'N': str(used - reserved)}},
            )
        except (ClientError, BotoCoreError) as error:
            log(logging.WARNING, 'budget_not_settled', code=error_code(error), table=self._settings.budget_table)

    def _item(self, day: str) -> dict[str, object]:
        return {'TableName': self._settings.budget_table, 'Key': {'day': {'S': day}}}


def _spent(now: datetime) -> TooManyRequests:
    # The alarm "budget" looks for this event.
    log(logging.WARNING, 'daily_budget_spent')
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
    message = 'The twin has answered as many questions as it may in one day. Please come back tomorrow.'
    return TooManyRequests('daily_budget_spent', message, retry_after=max(1, int((midnight - now).total_seconds())))
