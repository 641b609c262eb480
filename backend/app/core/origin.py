"""Nobody gets in round CloudFront: it adds a secret header, and here it is asked for."""

import hmac
import logging

from starlette.types import ASGIApp, Receive, Scope, Send

from app.core.config import Settings
from app.core.errors import Forbidden, Unavailable
from app.core.logs import log

OPEN_PATH = '/health'


class OriginGuard:
    """ASGI middleware that refuses what did not come through the site, and everything while misconfigured."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raises Unavailable or Forbidden before a byte of the body is read."""
        if scope['type'] == 'http':
            self._check(scope)
        await self._app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        if self._settings.problems:
            log(logging.ERROR, 'misconfigured', problems=self._settings.problems)
            raise Unavailable('misconfigured')
        secrets = self._settings.origin_secrets
        if not secrets or scope['path'] == OPEN_PATH:
            return
        offered = next((value for name, value in scope['headers'] if name == b'x-origin-verify'), b'')
        # Every secret is compared, and in constant time, so that nothing is learnt from how long it took.
        matches = [hmac.compare_digest(offered, secret.encode()) for secret in secrets]
        if not any(matches):
            raise Forbidden('not_through_the_site')
