"""A conversation with the twin, from a visitor's message to a remembered reply."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from app.chat.history import messages
from app.chat.model import Model
from app.chat.prompt import system_text
from app.core.config import Settings
from app.core.logs import fingerprint, log
from app.services.memory import Conversation, Memory, Turn, new_conversation_id
from app.services.twin_data import TwinData


@dataclass(frozen=True)
class Reply:
    """The twin's words, and the id under which the conversation goes on."""

    text: str
    conversation_id: str


class Twin:
    """Puts data, memory and model together."""

    def __init__(self, settings: Settings, data: TwinData, memory: Memory, model: Model) -> None:
        self._settings = settings
        self._data = data
        self._memory = memory
        self._model = model

    def reply(self, message: str, conversation_id: str | None) -> Reply:
        """Answers a message. An id that we do not know is not taken over: the visitor gets one of ours."""
        files = self._data.files()
        asked = _now()
        known = self._memory.read(conversation_id) if conversation_id else None
        used_id = conversation_id if conversation_id and known else new_conversation_id()
        before = known or Conversation()
        conversation = messages(before.turns, message, self._settings.max_history_characters)
        text = self._model.ask(system_text(files, self._settings.max_data_characters), conversation)
        turns = [Turn(role='user', text=message, at=asked), Turn(role='assistant', text=text, at=_now())]
        self._memory.append(used_id, before, turns)
        log(
            logging.INFO,
            'replied',
            conversation=fingerprint(used_id),
            message_characters=len(message),
            reply_characters=len(text),
            turns_before=len(before.turns),
        )
        return Reply(text, used_id)

    def turns(self, conversation_id: str | None) -> list[Turn]:
        """What this visitor and the twin said so far."""
        known = self._memory.read(conversation_id) if conversation_id else None
        return known.turns if known else []


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec='milliseconds')
