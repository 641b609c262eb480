"""The cookie that carries the conversation's id. Scripts cannot read it, other sites cannot send it.

Its value is the id (128 random bits) and a seal by which we know our own ids before anything is stored under them: two
tabs that begin at the same moment share one. Conversations that were restored from a backup come with ids of another
deployment's seal: what lies in the bucket is known by its id alone.
"""

import hashlib
import hmac
import re
import secrets
from typing import Annotated

from fastapi import Depends, Request, Response

from app.chat.twin import Twin
from app.core.config import Settings

NAME = 'twin_conversation'
_VALUE = re.compile(r'([0-9a-f]{32})([0-9a-f]{32})')
_MAX_AGE_SECONDS = 30 * 24 * 3600
_LOCAL = (secrets.token_hex(16),)


# A plain function: it may have to look into the bucket, and FastAPI lets it wait in a thread.
def conversation_id(request: Request) -> str:
    """The visitor's conversation id; a new one when the cookie is missing or not ours. Raises Unavailable."""
    found = _VALUE.fullmatch(request.cookies.get(NAME, ''))
    if not found:
        return secrets.token_hex(16)
    twin: Twin = request.app.state.twin
    # A secret that was replaced still opens what it has sealed, until it is replaced once more.
    keys = _keys(request.app.state.settings)
    is_ours = any(hmac.compare_digest(_seal(found[1], key), found[2]) for key in keys)
    return found[1] if is_ours or twin.turns(found[1]) else secrets.token_hex(16)


def set_conversation_id(request: Request, response: Response, value: str) -> None:
    """Hands the id to the visitor's browser."""
    key = _keys(request.app.state.settings)[0]
    sealed = value + _seal(value, key)
    response.set_cookie(
        NAME, sealed, max_age=_MAX_AGE_SECONDS, path='/api', secure=True, httponly=True, samesite='strict'
    )


def _keys(settings: Settings) -> tuple[str, ...]:
    return settings.origin_secrets or _LOCAL


def _seal(value: str, key: str) -> str:
    return hmac.digest(key.encode(), f'{NAME} {value}'.encode(), hashlib.sha256).hex()[:32]


ConversationId = Annotated[str, Depends(conversation_id)]
