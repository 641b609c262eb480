"""A moto server as a process of its own, on a free loopback port."""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def start_moto() -> Iterator[str]:
    """Yields the server's address; stops the server afterwards."""
    if importlib.util.find_spec('moto') is None:
        pytest.exit('These tests need moto: pip install -r backend/requirements-dev.txt', returncode=1)
    command = [sys.executable, '-m', 'moto.server', '-H', '127.0.0.1', '-p', '0']
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
