"""JSON log lines: sizes, ids, codes and times, never a visitor's or the owner's words."""

import hashlib
import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import extract_tb

request_id: ContextVar[str] = ContextVar('request_id', default='')
"""The id of the request being served, on every line it causes."""

_logger = logging.getLogger('twin')


class JsonFormatter(logging.Formatter):
    """One line, one JSON object, so that CloudWatch Logs Insights finds the fields by name."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for one record."""
        line: dict[str, object] = {
            'time': datetime.fromtimestamp(record.created, UTC).isoformat(timespec='milliseconds'),
            'level': record.levelname,
            'event': getattr(record, 'event', record.name),
            'request_id': request_id.get(),
            **getattr(record, 'fields', {}),
        }
        if not hasattr(record, 'event'):
            line['message'] = record.getMessage()
        return json.dumps(line, default=str)


class StdoutHandler(logging.Handler):
    """Writes to whatever stdout is at that moment: the Lambda runtime puts its own in place."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes one line at once, since a frozen function flushes nothing."""
        sys.stdout.write(self.format(record) + '\n')
        sys.stdout.flush()


def start_logging(level: str) -> None:
    """Sends our lines to stdout, and other libraries' warnings with them."""
    handler = StdoutHandler()
    handler.setFormatter(JsonFormatter())
    logging.getLogger().handlers[:] = [handler]
    logging.getLogger().setLevel(logging.WARNING)
    _logger.setLevel(level if level in logging.getLevelNamesMapping() else 'INFO')


def log(level: int, event: str, **fields: object) -> None:
    """Writes one line: `event` is a stable name, `fields` its numbers and ids."""
    _logger.log(level, event, extra={'event': event, 'fields': fields})


def where_it_failed(error: BaseException) -> dict[str, object]:
    """Type and code positions of an exception. Its text is left out: it may hold what somebody wrote."""
    frames = extract_tb(error.__traceback__)[-6:]
    return {'error': type(error).__name__, 'at': [f'{frame.filename}:{frame.lineno} {frame.name}' for frame in frames]}


def fingerprint(secret: str) -> str:
    """A short stand-in for an id that is as good as a password, enough to find its lines."""
    return hashlib.sha256(secret.encode()).hexdigest()[:12]
