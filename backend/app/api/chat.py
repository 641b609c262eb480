"""The conversation's two ends: saying something, and reading what was said."""

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from app.api.body import ChatBody
from app.api.cookie import ConversationId, set_conversation_id
from app.api.limits import limit_chats, limit_reads
from app.chat.twin import Twin
from app.services.memory import Turn

router = APIRouter(prefix='/api')


class ChatReply(BaseModel):
    """The twin's words."""

    reply: str


class Turns(BaseModel):
    """This visitor's conversation, oldest turn first."""

    turns: list[Turn]


# Plain functions: boto3 waits, and FastAPI lets it wait in a thread.
@router.post('/chat', dependencies=[Depends(limit_chats)])
def chat(request: Request, response: Response, body: ChatBody, conversation_id: ConversationId) -> ChatReply:
    """Answers one message and sets the cookie that continues the conversation."""
    twin: Twin = request.app.state.twin
    reply = twin.reply(body.message, conversation_id)
    set_conversation_id(response, reply.conversation_id)
    return ChatReply(reply=reply.text)


@router.get('/conversation', dependencies=[Depends(limit_reads)])
def conversation(request: Request, conversation_id: ConversationId) -> Turns:
    """The visitor's own turns; without a known cookie there are none."""
    twin: Twin = request.app.state.twin
    return Turns(turns=twin.turns(conversation_id))
