"""The outermost layer: one log line a request, and no exception ever gets past it."""

import logging
import time
import uuid

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.errors import ApiError, UpstreamFailed
from app.core.logs import log, request_id, where_it_failed
from app.core.responses import error_response


class RequestBoundary:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; a bug of ours becomes a 502 and a log line with its place."""
        if scope['type'] != 'http':
            await self._app(scope, receive, send)
            return
        request_id.set(_id_of(scope))
        started = time.perf_counter()
        status = 0

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message['type'] == 'http.response.start':
                status = message['status']
                headers = MutableHeaders(scope=message)
                headers['cache-control'] = 'no-store'
                headers['x-content-type-options'] = 'nosniff'
            await send(message)

        try:
            await self._app(scope, receive, send_marked)
        except ApiError as error:
            await error_response(error)(scope, receive, send_marked)
        except Exception as error:
            log(logging.ERROR, 'unexpected_error', **where_it_failed(error))
            if status:
                raise
            bug = UpstreamFailed('unexpected_error', 'Something went wrong on our side. Please try again.')
            await error_response(bug)(scope, receive, send_marked)
        finally:
            milliseconds = round((time.perf_counter() - started) * 1000, 1)
            log(logging.INFO, 'request', method=scope['method'], route=_route(scope), status=status, ms=milliseconds)


def _id_of(scope: Scope) -> str:
    context = scope.get('aws.context')
    return str(getattr(context, 'aws_request_id', '') or uuid.uuid4())


def _route(scope: Scope) -> str:
    """The route's pattern: the path itself may hold anything that a visitor typed."""
    return str(getattr(scope.get('route'), 'path', 'none'))
