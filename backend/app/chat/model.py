"""One question to the model, by Bedrock's Converse."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.chat.history import Message
from app.chat.model_errors import is_passing, model_error
from app.core.config import Settings
from app.core.errors import UpstreamFailed
from app.core.logs import log
from app.services.clients import Bedrock

# A second try is made only when the first failed at once: both together stay below API Gateway's 30 seconds.
_AT_ONCE_SECONDS = 4.0


@dataclass(frozen=True)
class ModelReply:
    """The model's words, and the tokens that AWS counted for question and answer (0: it did not say)."""

    text: str
    tokens: int


class Model:
    """Asks the model that the settings name."""

    def __init__(self, settings: Settings, bedrock: Callable[[], Bedrock]) -> None:
        self._settings = settings
        self._bedrock = bedrock

    def ask(self, system: str, conversation: list[Message]) -> ModelReply:
        """The reply. Raises TooManyRequests, Unavailable or UpstreamFailed."""
        from botocore.exceptions import BotoCoreError, ClientError

        started = time.monotonic()
        try:
            try:
                return self._once(system, conversation)
            except (ClientError, BotoCoreError) as error:
                if not is_passing(error) or time.monotonic() - started > _AT_ONCE_SECONDS:
                    raise
                return self._once(system, conversation)
        except (ClientError, BotoCoreError) as error:
            raise model_error(error, self._settings.bedrock_model_id) from error

    def _once(self, system: str, conversation: list[Message]) -> ModelReply:
        answer = self._bedrock().converse(
            modelId=self._settings.bedrock_model_id,
            system=[{'text': system}],
            messages=conversation,
            inferenceConfig={'maxTokens': self._settings.max_reply_tokens},
        )
        return self._read(answer)

    def _read(self, answer: Mapping[str, Any]) -> ModelReply:
        blocks = answer.get('output', {}).get('message', {}).get('content', [])
        text = '\n\n'.join(block['text'].strip() for block in blocks if block.get('text', '').strip())
        usage = answer.get('usage', {})
        log(
            logging.INFO,
            'model_answered',
            model=self._settings.bedrock_model_id,
            stop_reason=answer.get('stopReason'),
            input_tokens=usage.get('inputTokens'),
            output_tokens=usage.get('outputTokens'),
            characters=len(text),
        )
        if not text:
            raise UpstreamFailed('empty_reply', 'The twin had no answer to that. Please put it another way.')
        return ModelReply(text, int(usage.get('inputTokens') or 0) + int(usage.get('outputTokens') or 0))
