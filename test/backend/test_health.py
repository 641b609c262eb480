"""GET /health and GET /api/health."""

import subprocess
import sys

import pytest

from conftest import BACKEND
from support.site import Site

OK = {'status': 'ok', 'environment': 'dev', 'version': '1.2.3'}


@pytest.mark.parametrize(('path', 'secret'), [('/api/health', 'slot-one-secret'), ('/health', None)])
def test_says_where_and_in_which_version_it_runs(site: Site, path: str, secret: str | None) -> None:
    answer = site.get(path, secret=secret)
    assert (answer.status, answer.json) == (200, OK)
    assert answer.headers['content-type'] == 'application/json'
    assert answer.headers['cache-control'] == 'no-store'
    assert answer.cookies == []


@pytest.mark.usefixtures('site')
def test_is_answered_without_loading_boto3() -> None:
    program = (
        'import sys\n'
        'from support.events import Context, make_event\n'
        'import app.handler\n'
        "event = make_event('GET', '/health', body=None, headers={}, cookies=[], viewer='203.0.113.7')\n"
        "assert app.handler.handler(event, Context())['statusCode'] == 200\n"
        "assert not {'boto3', 'botocore'} & set(sys.modules)\n"
    )
    folders = [str(BACKEND), str(BACKEND.parent / 'test' / 'backend')]
    script = f'import sys; sys.path[:0] = {folders!r}\n{program}'
    result = subprocess.run([sys.executable, '-c', script], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
