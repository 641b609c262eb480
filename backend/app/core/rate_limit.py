"""How often one visitor may ask, counted in this instance's memory."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

from app.core.errors import TooManyRequests

_MAX_VISITORS = 10_000


class RateLimiter:
    """A sliding window a visitor. The visitors seen longest ago are forgotten beyond `_MAX_VISITORS`."""

    def __init__(self, limit: int, window_seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._window = window_seconds
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def admit(self, visitor: str) -> None:
        """Counts one request; raises TooManyRequests, with the seconds to wait, above the limit."""
        now = self._clock()
        with self._lock:
            times = self._seen.setdefault(visitor, deque())
            self._seen.move_to_end(visitor)
            if len(self._seen) > _MAX_VISITORS:
                self._seen.popitem(last=False)
            while times and times[0] <= now - self._window:
                times.popleft()
            if len(times) >= self._limit:
                raise TooManyRequests(retry_after=max(1, math.ceil(times[0] + self._window - now)))
            times.append(now)
