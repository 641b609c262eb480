"""A small HTTP server that speaks Bedrock's Converse, and does what a test plans for it."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote


class ConverseServer:
    """Records every request; answers `reply`, or the planned errors first."""

    def __init__(self) -> None:
        self.reset()
        self._server = ThreadingHTTPServer(('127.0.0.1', 0), _handler(self))
        self.url = f'http://127.0.0.1:{self._server.server_port}'

    def reset(self) -> None:
        """Forgets what was recorded and planned."""
        self.requests: list[dict[str, Any]] = []
        self.models: list[str] = []
        self.errors: list[tuple[int, str, str]] = []
        self.blocks: list[dict[str, Any]] = [{'text': 'Takk, that is a good question.'}]
        self.hangs = False
        self.reply_from: Callable[[dict[str, Any]], str] | None = None
        self.before_reply: Callable[[], object] | None = None
        self.released = Event()

    def fail(self, status: int, code: str, message: str = 'planned', *, times: int = 1) -> None:
        """Plans an error in the shape that AWS gives it."""
        self.errors += [(status, code, message)] * times

    def __enter__(self) -> 'ConverseServer':
        Thread(target=self._server.serve_forever, kwargs={'poll_interval': 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()


def _handler(converse: ConverseServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers['content-length']))
            converse.models.append(unquote(self.path.split('/')[2]))
            converse.requests.append(json.loads(body))
            if converse.hangs:
                converse.released.wait()
                return
            if converse.before_reply:
                converse.before_reply()
            if converse.errors:
                status, code, message = converse.errors.pop(0)
                self._answer(status, {'message': message}, {'x-amzn-errortype': code})
                return
            blocks = [{'text': converse.reply_from(json.loads(body))}] if converse.reply_from else converse.blocks
            reply = {'role': 'assistant', 'content': blocks}
            usage = {'inputTokens': 10, 'outputTokens': 5, 'totalTokens': 15}
            answer = {'output': {'message': reply}, 'stopReason': 'end_turn', 'usage': usage}
            self._answer(200, {**answer, 'metrics': {'latencyMs': 1}}, {})

        def _answer(self, status: int, body: dict[str, Any], headers: dict[str, str]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            for name, value in {
                'content-type': 'application/json',
                'content-length': str(len(content)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Quiet."""

    return Handler
