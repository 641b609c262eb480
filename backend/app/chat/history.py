"""The conversation so far as Converse wants it: user and assistant in turn, the user first and last."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from app.services.memory import Turn

Message = dict[str, Any]


def messages(turns: Sequence[Turn], message: str, budget: int) -> list[Message]:
    """The newest exchanges whose words fit `budget` characters, then the visitor's message."""
    kept: list[Turn] = []
    left = budget
    for question, answer in reversed(_exchanges(turns)):
        left -= len(question.text) + len(answer.text)
        if left < 0:
            break
        kept[:0] = [question, answer]
    return [*(_message(turn.role, turn.text) for turn in kept), _message('user', message)]


def _exchanges(turns: Sequence[Turn]) -> list[tuple[Turn, Turn]]:
    """Pairs of a question and its answer; a turn without its other half is left out."""
    return [
        (first, second)
        for first, second in pairwise(turns)
        if first.role == 'user' and second.role == 'assistant' and first.text.strip() and second.text.strip()
    ]


def _message(role: str, text: str) -> Message:
    return {'role': role, 'content': [{'text': text}]}
