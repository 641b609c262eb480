"""Files cut into pieces that each can stand alone in a prompt."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LONGEST = 600
_NEW_THOUGHT = re.compile(r'\n(?=\s*\n)|\n(?=#{1,6} |- |\* |\d+\. |\S[^\n]{0,60}:)')
_HEADING = re.compile(r'^(#{1,6} .+|[^\s#-][^\n:]{0,60}:)\s*$')


@dataclass(frozen=True, eq=False)
class Piece:
    """A few lines of one file: `heading` is the last one above them, `place` their order among all pieces."""

    source: str
    place: int
    heading: str
    text: str


def pieces_of(files: Mapping[str, str]) -> list[Piece]:
    """Every file's pieces in the files' order; joined again they are the file but for empty lines."""
    return [
        Piece(source, place, heading, text)
        for place, (source, heading, text) in enumerate(
            (source, heading, text) for source, content in files.items() for heading, text in _cut(content)
        )
    ]


def _cut(content: str) -> Iterator[tuple[str, str]]:
    """Whole paragraphs, list entries and sections while they stay below `_LONGEST` characters."""
    heading, above, piece = '', '', ''
    for thought in _thoughts(content):
        if piece and len(piece) + len(thought) > _LONGEST:
            yield above, piece
            above, piece = heading, ''
        piece = f'{piece}\n{thought}' if piece else thought
        for line in thought.splitlines():
            if found := _HEADING.match(line):
                heading = found[1].strip('# :')
    if piece:
        yield above, piece


def _thoughts(content: str) -> Iterator[str]:
    for thought in _NEW_THOUGHT.split(content):
        lines = thought.strip('\n')
        while len(lines) > _LONGEST:
            end = _end_within(lines)
            yield lines[:end].rstrip()
            lines = lines[end:].lstrip()
        if lines.strip():
            yield lines


def _end_within(lines: str) -> int:
    """Where to cut what is too long: after a line, a sentence, a word, or where it must be."""
    start = lines[:_LONGEST]
    for mark in ('\n', '. ', ' '):
        if (end := start.rfind(mark)) > _LONGEST // 2:
            return end + len(mark)
    return _LONGEST
