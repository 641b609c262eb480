"""The conversation so far as Converse wants it: user and assistant in turn, the user first and last."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from app.core.tokens import tokens_of
from app.services.memory import Turn

Message = dict[str, Any]
Exchange = tuple[Turn, Turn]


def newest_exchanges(turns: Sequence[Turn], most_turns: int, most_tokens: int) -> list[Exchange]:
    """Questions with their answers, oldest first: as many of the newest as fit both limits."""
    kept: list[Exchange] = []
    left = most_tokens
    for exchange in reversed(_exchanges(turns)[-(most_turns // 2) :] if most_turns > 1 else []):
        left -= sum(tokens_of(turn.text) for turn in exchange)
        if left < 0:
            break
        kept.insert(0, exchange)
    return kept


def messages(exchanges: Sequence[Exchange], message: str) -> list[Message]:
    """What was said, then the visitor's message."""
    said = [_message(turn.role, turn.text) for exchange in exchanges for turn in exchange]
    return [*said, _message('user', message)]


def _exchanges(turns: Sequence[Turn]) -> list[Exchange]:
    """Pairs of a question and its answer; a turn without its other half is left out."""
    return [
        (first, second)
        for first, second in pairwise(turns)
        if first.role == 'user' and second.role == 'assistant' and first.text.strip() and second.text.strip()
    ]


def _message(role: str, text: str) -> Message:
    return {'role': role, 'content': [{'text': text}]}
