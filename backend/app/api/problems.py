"""How the OpenAPI description tells of answers other than the wanted ones."""

from typing import Any

from pydantic import BaseModel

_MEANING = {
    400: 'Not a request of ours.',
    403: 'It did not come through the site.',
    413: 'Too large.',
    415: 'Not JSON by its own description.',
    429: 'Too often, or all that may be spent in one day is; Retry-After says how many seconds to wait.',
    502: 'A service behind us failed; trying again may help.',
    503: 'The owner of the twin has to mend something.',
}


class ProblemText(BaseModel):
    """A stable code, and a sentence for people."""

    code: str
    message: str


class Problem(BaseModel):
    """The body of every answer that is not a success."""

    error: ProblemText


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses` of a route."""
    return {status: {'model': Problem, 'description': _MEANING[status]} for status in statuses}
