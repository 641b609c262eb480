"""Which pieces of the data fit a question: SQLite's full-text search (FTS5), in memory, ranked by BM25."""

import logging
import re
import sqlite3
from collections.abc import Sequence

from app.chat.pieces import Piece
from app.core.logs import log

# A word in the file's name or in the heading above tells more about a piece than one in its text.
_FOUND = 'SELECT rowid FROM pieces WHERE pieces MATCH ? ORDER BY bm25(pieces, 3.0, 3.0, 1.0) LIMIT ?'
_TABLE = (
    "CREATE VIRTUAL TABLE pieces USING fts5(source, heading, text, tokenize = 'porter unicode61 remove_diacritics 2')"
)
_WORD = re.compile(r'\w+')
_MOST_WORDS = 64
_MOST_FOUND = 500
_SHORTEST_BEGINNING = 5
_SAYS_NOTHING = """
a about am an and are as at be been but by can could did do does for from had has have he her his how i if in is it its
me my of on or our she so some tell that the their them there these they this to up us was we were what when where which
who why will with would you your
"""
_SILENT = frozenset(_SAYS_NOTHING.split())
# What people ask about a person, in the words that files about persons use.
_KINDRED = (
    ('live', 'location', 'city', 'home', 'based', 'address'),
    ('work', 'job', 'company', 'employer', 'position', 'experience', 'role', 'career'),
    ('study', 'studied', 'education', 'university', 'degree', 'school', 'institution', 'thesis', 'graduated'),
    ('skill', 'skills', 'proficiency', 'technology', 'expertise', 'good', 'know'),
    ('hobby', 'hobbies', 'interests', 'fun', 'spare', 'free'),
    ('contact', 'email', 'reach', 'linkedin'),
    ('project', 'projects', 'built', 'build', 'made'),
)


class Index:
    """Built once for a version of the data; asking takes about a millisecond a megabyte."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        # FastAPI asks from several threads; after this, nobody writes.
        self._table = sqlite3.connect(':memory:', check_same_thread=False)
        try:
            self._table.execute(_TABLE)
        except sqlite3.OperationalError:
            log(logging.ERROR, 'index_unavailable', sqlite=sqlite3.sqlite_version)
            self._table.close()
            self._pieces = ()
            return
        rows = ((each.place + 1, each.source, each.heading, each.text) for each in pieces)
        self._table.executemany('INSERT INTO pieces (rowid, source, heading, text) VALUES (?, ?, ?, ?)', rows)

    def ranked(self, question: str) -> list[Piece]:
        """Pieces that share a word with the question, the rarest first; then those with a similar word."""
        asked = _words(question)
        if not asked or not self._pieces:
            return []
        kindred = {word for group in _KINDRED if not asked.isdisjoint(group) for word in group}
        # "proud" is not the stem of "proudest", nor "certificate" of "certified"; their beginnings are.
        begun = {f'{word}*' for word in asked if len(word) >= _SHORTEST_BEGINNING}
        return list(dict.fromkeys([*self._find(asked), *self._find(kindred - asked | begun)]))

    def _find(self, words: set[str]) -> list[Piece]:
        if not words:
            return []
        wanted = ' OR '.join(f'"{word.rstrip("*")}"{"*" if word.endswith("*") else ""}' for word in sorted(words))
        return [self._pieces[place - 1] for (place,) in self._table.execute(_FOUND, (wanted, _MOST_FOUND))]


def _words(question: str) -> set[str]:
    words = dict.fromkeys(word for word in _WORD.findall(question.lower()) if word not in _SILENT)
    return set(list(words)[:_MOST_WORDS])
