"""Reads a chat request: small, JSON, and exactly one message. What was sent is never repeated in an answer."""

from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, ValidationError

from app.core.config import Settings
from app.core.errors import BadRequest, TooLarge, WrongMediaType


class ChatRequest(BaseModel):
    """The body of POST /api/chat."""

    model_config = ConfigDict(extra='forbid', strict=True)

    message: str


# The body is read by hand, so that its size counts before it is parsed; the description says the same to programs.
REQUEST_BODY: dict[str, Any] = {
    'requestBody': {
        'required': True,
        'content': {
            'application/json': {
                'schema': {
                    **ChatRequest.model_json_schema(),
                    'properties': {
                        'message': {
                            'type': 'string',
                            'minLength': 1,
                            'maxLength': Settings.max_message_characters,
                            # Python's idea of a blank is wider than a regular expression's.
                            'pattern': r'[!-~\u00a1-\u1000]',
                        }
                    },
                }
            }
        },
    }
}


async def read_chat_request(request: Request) -> ChatRequest:
    """Raises WrongMediaType, TooLarge or BadRequest, in this order, before the message is looked at."""
    settings: Settings = request.app.state.settings
    media_type = request.headers.get('content-type', '').split(';', 1)[0].strip().lower()
    if media_type != 'application/json':
        raise WrongMediaType
    try:
        # pydantic's own parser has a depth limit and refuses lone surrogates and text that is not UTF-8.
        parsed = ChatRequest.model_validate_json(await _read(request, settings.max_body_bytes))
    except ValidationError as error:
        raise BadRequest('invalid_body', 'Send a JSON object with one text, "message", and nothing else.') from error
    message = parsed.message.strip()
    if not message:
        raise BadRequest('empty_message', 'The message is empty.')
    if len(message) > settings.max_message_characters:
        limit = settings.max_message_characters
        raise BadRequest('message_too_long', f'A message may have {limit} characters. Please shorten it.')
    return ChatRequest(message=message)


async def _read(request: Request, limit: int) -> bytes:
    declared = request.headers.get('content-length', '')
    if declared.isdecimal() and int(declared[:20]) > limit:
        raise TooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge
    return bytes(body)


ChatBody = Annotated[ChatRequest, Depends(read_chat_request)]
