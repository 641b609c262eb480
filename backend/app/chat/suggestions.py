"""First questions for a visitor, from the questions that the owner has answered in the data."""

import re
from collections.abc import Mapping

_MOST = 4
_LONGEST = 90
_ANSWERED = re.compile(r'(?:^|/)(?:qna|faq|questions)\.[a-z]+$')
# The same key in YAML and JSON, and a line that begins with "Q:".
_EVERY_LINE = re.IGNORECASE | re.MULTILINE
_QUESTION = re.compile(r"""^[\s\-{]*["']?(?:question|q)["']?\s*:\s*["']?(.+?\?)["']?,?\s*$""", _EVERY_LINE)


def suggestions_from(files: Mapping[str, str]) -> list[str]:
    """At most four, from the whole of the file rather than its beginning; none when there is no such file."""
    found = [
        question.strip()
        for path in sorted(files)
        if _ANSWERED.search(path)
        for question in _QUESTION.findall(files[path])
        if len(question) <= _LONGEST
    ]
    questions = list(dict.fromkeys(found))
    step = max(1, len(questions) // _MOST)
    return questions[::step][:_MOST]
