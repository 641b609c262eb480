"""A conversation with the twin, from a visitor's message to a remembered reply."""

import logging
from datetime import UTC, datetime
from threading import Lock

from app.chat.history import messages, newest_exchanges
from app.chat.model import Model
from app.chat.prompt import Prompt
from app.chat.suggestions import suggestions_from
from app.core.config import Settings
from app.core.errors import ApiError, Unavailable
from app.core.logs import fingerprint, log
from app.core.tokens import tokens_of
from app.services.budget import Budget
from app.services.data_version import Files
from app.services.memory import Conversation, Memory, Turn
from app.services.twin_data import TwinData


class Twin:
    """Puts data, memory, budget and model together."""

    def __init__(self, settings: Settings, data: TwinData, memory: Memory, budget: Budget, model: Model) -> None:
        self._settings = settings
        self._data = data
        self._memory = memory
        self._budget = budget
        self._model = model
        self._lock = Lock()
        self._prepared: tuple[Files, Prompt] | None = None

    def reply(self, message: str, conversation_id: str) -> str:
        """Answers a message and remembers both."""
        if not self._settings.chat_enabled:
            raise Unavailable('chat_paused', 'The twin takes a break: its owner has switched it off for now.')
        prompt = self._prompt()
        asked = _now()
        before = self._memory.read(conversation_id) or Conversation()
        text = prompt.checked(self._ask(prompt, before, message))
        turns = [Turn(role='user', text=message, at=asked), Turn(role='assistant', text=text, at=_now())]
        self._memory.append(conversation_id, before, turns)
        log(
            logging.INFO,
            'replied',
            conversation=fingerprint(conversation_id),
            message_characters=len(message),
            reply_characters=len(text),
            turns_before=len(before.turns),
        )
        return text

    def turns(self, conversation_id: str) -> list[Turn]:
        """What this visitor and the twin said so far."""
        known = self._memory.read(conversation_id)
        return known.turns if known else []

    def forget(self, conversation_id: str) -> None:
        """Deletes a conversation for good."""
        self._memory.delete(conversation_id)
        log(logging.INFO, 'forgotten', conversation=fingerprint(conversation_id))

    def suggestions(self) -> list[str]:
        """Questions to begin with. Never a reason to fail: what is wrong with the data is said when it is needed."""
        try:
            return suggestions_from(self._data.files())
        except ApiError:
            return []

    def _ask(self, prompt: Prompt, before: Conversation, message: str) -> str:
        most = self._settings
        said = newest_exchanges(before.turns, most.max_history_turns, most.max_history_tokens)
        earlier = [question.text for question, _ in reversed(said)][:1]
        system, conversation = prompt.system_text([message, *earlier]), messages(said, message)
        spoken = sum(tokens_of(part['content'][0]['text']) for part in conversation)
        reserved = tokens_of(system) + spoken + most.max_reply_tokens
        day = self._budget.reserve(reserved)
        used = 0
        try:
            reply = self._model.ask(system, conversation)
            used = reply.tokens or reserved
        finally:
            self._budget.settle(day, reserved, used)
        return reply.text

    def _prompt(self) -> Prompt:
        files = self._data.files()
        with self._lock:
            if self._prepared is None or self._prepared[0] is not files:
                self._prepared = (files, Prompt(files, self._settings.max_data_tokens))
            return self._prepared[1]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec='milliseconds')
