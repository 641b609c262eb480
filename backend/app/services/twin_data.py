"""The person's data, as `current.json` in the data bucket points to it."""

import logging
import time
from collections.abc import Callable
from threading import Lock

from app.core.config import Settings
from app.core.errors import ApiError, Unavailable
from app.core.logs import log
from app.services.clients import S3, error_code
from app.services.data_version import Files, read_version

POINTER = 'current.json'
_GONE = {'NoSuchKey', 'NoSuchBucket', '404'}


class TwinData:
    """Reads the data once an instance, and looks for a newer version at most once in `data_cache_seconds`."""

    def __init__(self, settings: Settings, s3: Callable[[], S3], clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._s3 = s3
        self._clock = clock
        self._lock = Lock()
        self._files: Files = {}
        self._etag = ''
        self._checked = 0.0

    def files(self) -> Files:
        """Path below the version → text. Raises Unavailable: data_missing, data_unreadable, data_invalid."""
        with self._lock:
            if self._etag and self._clock() - self._checked < self._settings.data_cache_seconds:
                return self._files
            try:
                self._refresh()
            except ApiError as error:
                if not self._etag or error.code == 'data_missing':
                    raise
                log(logging.WARNING, 'data_kept_old', code=error.code)
            self._checked = self._clock()
            return self._files

    def _refresh(self) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        bucket = {'Bucket': self._settings.data_bucket, 'ExpectedBucketOwner': self._settings.account_id}
        condition = {'IfNoneMatch': self._etag} if self._etag else {}
        try:
            answer = self._s3().get_object(**bucket, Key=POINTER, **condition)
            self._files = read_version(self._s3(), bucket, answer['Body'].read())
            self._etag = answer['ETag']
        except (ClientError, BotoCoreError) as error:
            code = error_code(error)
            if code in ('304', 'NotModified'):
                return
            log(logging.ERROR, 'data_read_failed', code=code, bucket=self._settings.data_bucket)
            raise Unavailable('data_missing' if code in _GONE else 'data_unreadable') from error
        log(logging.INFO, 'data_read', files=len(self._files), characters=sum(map(len, self._files.values())))
