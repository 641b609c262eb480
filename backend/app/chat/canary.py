"""Notices a reply that recites the instructions, and lets it not out."""

import logging
import re
import secrets

from app.core.logs import log

_INSTEAD = 'I would rather not recite what I was told. Ask me about my work and the things I like instead.'
_SHORTEST = 60
_BETWEEN = re.compile(r'[\W_]+')


class Canary:
    """A word that no visitor can know. It stands in the instructions, so whoever says it has recited them."""

    def __init__(self) -> None:
        self.word = f'kanari{secrets.token_hex(6)}'

    def checked(self, reply: str, instructions: str) -> str:
        """The reply, or a sentence in its place when it holds the word or a whole line of the instructions."""
        said = _plain(reply)
        lines = (_plain(line) for line in instructions.splitlines())
        if self.word not in said and not any(line in said for line in lines if len(line) >= _SHORTEST):
            return reply
        log(logging.WARNING, 'instructions_recited', characters=len(reply))
        return _INSTEAD


def _plain(text: str) -> str:
    """Letters and digits alone: spelling a word with dots or spaces in between hides it from nobody."""
    return _BETWEEN.sub('', text).lower()
