"""Files of the person's data as delimited passages of the system text."""

import logging
import re
from collections.abc import Mapping

from app.core.logs import log

_FIRST = ('facts', 'summary', 'me', 'style', 'experience', 'education', 'skills', 'qna', 'sources')
_CUT = '\n[the rest of this file is left out]'
_DELIMITER = re.compile(r'<(?=\s*/?\s*(?:passage|instructions)\b)', re.IGNORECASE)
_HARMLESS = '\u2039'  # looks like the bracket that it replaces
_SMALLEST_PIECE = 200


def passages(files: Mapping[str, str], budget: int) -> str:
    """The files in order of worth, whole while `budget` characters last; one may be cut at a line's end."""
    written: list[str] = []
    left = budget
    for path in sorted(files, key=_rank):
        content = neutralised(files[path].strip())
        if not content:
            continue
        if len(content) > left:
            log(logging.WARNING, 'data_cut', path=path, characters=len(content), kept=max(left, 0))
            content = _cut(content, left)
            left = 0
        left -= len(content)
        if content:
            written.append(delimited('passage', path, content))
    return '\n\n'.join(written)


def delimited(tag: str, source: str, content: str) -> str:
    """Content between an opening and a closing line that name where it comes from."""
    return f'<{tag} source="{source.replace(chr(34), "")}">\n{content}\n</{tag}>'


def neutralised(content: str) -> str:
    """Takes from the content the power to open or close a passage; a reader sees the same words."""
    return _DELIMITER.sub(_HARMLESS, content)


def _rank(path: str) -> tuple[int, str]:
    name = path.rsplit('/', 1)[-1].split('.', 1)[0]
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), path)


def _cut(content: str, left: int) -> str:
    if left < _SMALLEST_PIECE:
        return ''
    return content[:left].rsplit('\n', 1)[0] + _CUT
