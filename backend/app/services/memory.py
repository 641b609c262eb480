"""Conversations in the memory bucket: `conversations/<id>.json`, written only over what was read."""

import logging
import secrets
from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, ValidationError

from app.core.config import Settings
from app.core.errors import Unavailable
from app.core.logs import fingerprint, log
from app.services.clients import S3, error_code

_CHANGED_MEANWHILE = {'PreconditionFailed', 'ConditionalRequestConflict', '412', '409'}
_GONE = {'NoSuchKey', '404'}
_ATTEMPTS = 5


class Turn(BaseModel):
    """One side's words; `at` is UTC in ISO 8601."""

    role: Literal['user', 'assistant']
    text: str
    at: str


class Conversation(BaseModel):
    """What is stored; `etag` is S3's and stands for the state that was read (empty: not stored yet)."""

    turns: list[Turn] = []
    etag: str = ''


def new_conversation_id() -> str:
    """128 random bits: knowing it is what gives access to the conversation."""
    return secrets.token_hex(16)


class Memory:
    """Reads and appends; two requests at the same time lose no turn."""

    def __init__(self, settings: Settings, s3: Callable[[], S3]) -> None:
        self._settings = settings
        self._s3 = s3

    def read(self, conversation_id: str) -> Conversation | None:
        """The conversation, or nothing when there is none of that id. Raises Unavailable memory_unreadable."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            answer = self._s3().get_object(**self._address(conversation_id))
            content, etag = answer['Body'].read(), str(answer['ETag'])
        except (ClientError, BotoCoreError) as error:
            if error_code(error) == 'NoSuchKey':
                return None
            log(logging.ERROR, 'memory_read_failed', code=error_code(error), bucket=self._settings.memory_bucket)
            raise Unavailable('memory_unreadable') from error
        try:
            return Conversation(turns=Conversation.model_validate_json(content).turns, etag=etag)
        except ValidationError:
            log(logging.ERROR, 'memory_invalid', conversation=fingerprint(conversation_id))
            return Conversation(etag=etag)

    def append(self, conversation_id: str, read: Conversation, turns: list[Turn]) -> None:
        """Adds turns to what was read, or, when somebody wrote in between, to what is there now.

        A conversation that was deleted in between stays deleted. A failure is logged and not raised: the reply is
        there and paid for, and the visitor gets it.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        base: Conversation | None = read
        for _ in range(_ATTEMPTS):
            try:
                base = base or self._read_again(conversation_id, read)
                if base:
                    self._write(conversation_id, base, turns)
                return
            except (ClientError, BotoCoreError, Unavailable) as error:
                code = error_code(error)
                if code in _GONE and read.etag:
                    return
                if code not in _CHANGED_MEANWHILE:
                    break
                base = None
        log(logging.ERROR, 'memory_write_failed', code=code, conversation=fingerprint(conversation_id))

    def delete(self, conversation_id: str) -> None:
        """Takes a conversation out of the bucket, with the versions that a bucket may keep.

        Raises Unavailable memory_not_deleted; what is left is deleted by asking again.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        address = self._address(conversation_id)
        bucket = {name: address[name] for name in ('Bucket', 'ExpectedBucketOwner')}
        try:
            # A version that a request in flight adds meanwhile is found by the next look.
            for _ in range(_ATTEMPTS):
                listed = self._s3().list_object_versions(**bucket, Prefix=address['Key'])
                found = [*listed.get('Versions', ()), *listed.get('DeleteMarkers', ())]
                if not found:
                    return
                for version in found:
                    self._s3().delete_object(**address, VersionId=version['VersionId'])
        except (ClientError, BotoCoreError) as error:
            log(logging.ERROR, 'memory_delete_failed', code=error_code(error), bucket=self._settings.memory_bucket)
            raise Unavailable('memory_not_deleted') from error

    def _read_again(self, conversation_id: str, read: Conversation) -> Conversation | None:
        there = self.read(conversation_id)
        return there or (None if read.etag else Conversation())

    def _write(self, conversation_id: str, base: Conversation, turns: list[Turn]) -> None:
        kept = (base.turns + turns)[-self._settings.max_turns_kept :]
        body = Conversation(turns=kept).model_dump_json(exclude={'etag'}).encode()
        condition = {'IfMatch': base.etag} if base.etag else {'IfNoneMatch': '*'}
        address = self._address(conversation_id)
        self._s3().put_object(**address, **condition, Body=body, ContentType='application/json')

    def _address(self, conversation_id: str) -> dict[str, str]:
        return {
            'Bucket': self._settings.memory_bucket,
            'Key': f'conversations/{conversation_id}.json',
            'ExpectedBucketOwner': self._settings.account_id,
        }
