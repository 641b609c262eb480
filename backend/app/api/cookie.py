"""The cookie that carries the conversation's id. Scripts cannot read it, other sites cannot send it."""

import re
from typing import Annotated

from fastapi import Cookie, Depends, Response

NAME = 'twin_conversation'
_ID = re.compile(r'[0-9a-f]{32}')
_MAX_AGE_SECONDS = 30 * 24 * 3600


def conversation_id(value: Annotated[str | None, Cookie(alias=NAME)] = None) -> str | None:
    """The visitor's conversation id, or nothing when there is none of the form that we give out."""
    return value if value and _ID.fullmatch(value) else None


def set_conversation_id(response: Response, value: str) -> None:
    """Hands the id to the visitor's browser."""
    response.set_cookie(
        NAME, value, max_age=_MAX_AGE_SECONDS, path='/api', secure=True, httponly=True, samesite='strict'
    )


ConversationId = Annotated[str | None, Depends(conversation_id)]
