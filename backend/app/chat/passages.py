"""The person's data as delimited passages of the system text: all of it when it fits, else what the question needs."""

import logging
import re
from collections.abc import Iterable, Mapping
from itertools import chain, groupby

from app.chat.index import Index
from app.chat.pieces import Piece, pieces_of
from app.core.logs import log
from app.core.tokens import tokens_of

_FIRST = ('facts', 'summary', 'me', 'style', 'experience', 'education', 'skills', 'qna', 'sources')
_DELIMITER = re.compile(r'<(?=\s*/?\s*(?:passage|instructions)\b)', re.IGNORECASE)
_HARMLESS = '\u2039'  # looks like the bracket that it replaces
_SHARE_OF_THE_FIRST = 4
_GAP = '\n[…]\n'


class Passages:
    """One version of the data, ready to be chosen from. `budget` is in tokens, as `tokens_of` estimates them."""

    def __init__(self, files: Mapping[str, str], budget: int) -> None:
        self._budget = budget
        self._files = {
            path: content for path in sorted(files, key=_rank) if (content := neutralised(files[path].strip()))
        }
        self._whole = '\n\n'.join(delimited('passage', path, content) for path, content in self._files.items())
        self._fits = tokens_of(self._whole) <= budget
        self._pieces = [] if self._fits else pieces_of(self._files)
        self._index = None if self._fits else Index(self._pieces)
        if self._index:
            log(logging.INFO, 'data_indexed', pieces=len(self._pieces), tokens=tokens_of(self._whole), budget=budget)

    def text(self, questions: Iterable[str]) -> str:
        """The passages for these questions of the visitor, the newest first, in the order of the files."""
        if self._index is None:
            return self._whole
        # Who the person is comes along whatever is asked, then the questions' share, then what else has room.
        chosen = _taken(self._pieces, self._budget // _SHARE_OF_THE_FIRST)
        ranked = chain.from_iterable(self._index.ranked(question) for question in questions)
        chosen = _taken(chain(chosen, ranked, self._pieces), self._budget)
        ordered = sorted(chosen, key=lambda piece: piece.place)
        return '\n\n'.join(
            delimited('passage', source, _joined(group))
            for source, group in groupby(ordered, lambda piece: piece.source)
        )


def delimited(tag: str, source: str, content: str) -> str:
    """Content between an opening and a closing line that name where it comes from."""
    return f'<{tag} source="{source.replace(chr(34), "")}">\n{content}\n</{tag}>'


def neutralised(content: str) -> str:
    """Takes from the content the power to open or close a passage; a reader sees the same words."""
    return _DELIMITER.sub(_HARMLESS, content)


def _rank(path: str) -> tuple[int, str]:
    name = path.rsplit('/', 1)[-1].split('.', 1)[0]
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), path)


def _taken(pieces: Iterable[Piece], budget: int) -> list[Piece]:
    """The first pieces, each once, until the next would not fit; its frame and the gap before it count."""
    taken: dict[Piece, None] = {}
    for piece in pieces:
        if piece in taken:
            continue
        budget -= tokens_of(delimited('passage', piece.source, _shown(piece) + _GAP))
        if budget < 0:
            break
        taken[piece] = None
    return list(taken)


def _shown(piece: Piece) -> str:
    return f'({piece.heading})\n{piece.text}' if piece.heading else piece.text


def _joined(group: Iterable[Piece]) -> str:
    """Neighbours read on; a gap shows where something is left out, and then the heading is said again."""
    text, after = '', -1
    for piece in group:
        text += f'\n{piece.text}' if piece.place == after else (_GAP if text else '') + _shown(piece)
        after = piece.place + 1
    return text
