"""The conversation's ends: saying something, reading what was said, and having it forgotten."""

import secrets

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from app.api.body import REQUEST_BODY, ChatBody
from app.api.cookie import ConversationId, set_conversation_id
from app.api.limits import limit_chats, limit_reads
from app.api.problems import problems
from app.chat.twin import Twin
from app.services.memory import Turn

router = APIRouter(prefix='/api', tags=['conversation'])


class ChatReply(BaseModel):
    """The twin's words."""

    reply: str


class Turns(BaseModel):
    """This visitor's conversation, oldest turn first; before it begins, questions to begin with."""

    turns: list[Turn]
    suggestions: list[str] = []


# Plain functions: boto3 waits, and FastAPI lets it wait in a thread.
@router.post(
    '/chat',
    dependencies=[Depends(limit_chats)],
    openapi_extra=REQUEST_BODY,
    responses=problems(400, 403, 413, 415, 429, 502, 503),
)
def chat(request: Request, response: Response, body: ChatBody, conversation_id: ConversationId) -> ChatReply:
    """Answers one message and sets the cookie that continues the conversation."""
    twin: Twin = request.app.state.twin
    reply = twin.reply(body.message, conversation_id)
    set_conversation_id(request, response, conversation_id)
    return ChatReply(reply=reply)


@router.get('/conversation', dependencies=[Depends(limit_reads)], responses=problems(403, 429, 502, 503))
def conversation(request: Request, response: Response, conversation_id: ConversationId) -> Turns:
    """The visitor's own turns, and a cookie for who has none yet."""
    twin: Twin = request.app.state.twin
    set_conversation_id(request, response, conversation_id)
    turns = twin.turns(conversation_id)
    return Turns(turns=turns, suggestions=[] if turns else twin.suggestions())


@router.delete(
    '/conversation', dependencies=[Depends(limit_reads)], status_code=204, responses=problems(403, 429, 502, 503)
)
def forget(request: Request, response: Response, conversation_id: ConversationId) -> None:
    """Deletes the visitor's conversation and hands out a cookie for another one."""
    twin: Twin = request.app.state.twin
    twin.forget(conversation_id)
    set_conversation_id(request, response, secrets.token_hex(16))
