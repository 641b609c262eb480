"""A moto server as a process of its own, on a free loopback port."""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# AWS decides a condition and writes in one; moto looks, and then writes what another thread may have changed meanwhile.
_PROGRAM = """
import threading
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

application = DomainDispatcherApplication(create_backend_app)
one_at_a_time = threading.Lock()


def serve(environ, start_response):
    conditional = environ['REQUEST_METHOD'] == 'PUT' and ('HTTP_IF_MATCH' in environ or 'HTTP_IF_NONE_MATCH' in environ)
    if not conditional and not environ.get('HTTP_X_AMZ_TARGET', '').startswith('DynamoDB_'):
        return application(environ, start_response)
    with one_at_a_time:
        return [b''.join(application(environ, start_response))]


run_simple('127.0.0.1', 0, serve, threaded=True)
"""


@contextmanager
def start_moto() -> Iterator[str]:
    """Yields the server's address; stops the server afterwards."""
    if importlib.util.find_spec('moto') is None:
        pytest.exit('These tests need moto: pip install -r backend/requirements-dev.txt', returncode=1)
    command = [sys.executable, '-c', _PROGRAM]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        yield _address(server)
    finally:
        server.terminate()
        server.wait()


def _address(server: 'subprocess.Popen[str]') -> str:
    said = ''
    for line in server.stderr or ():
        said += line
        if found := re.search(r'Running on (http://127\.0\.0\.1:\d+)', line):
            _drain(server)
            return found[1]
    pytest.exit(f'The moto server did not start:\n{said}', returncode=1)


def _drain(server: 'subprocess.Popen[str]') -> None:
    """Its access log would fill the pipe and then stop the server."""
    from threading import Thread

    assert server.stderr
    Thread(target=server.stderr.read, daemon=True).start()
