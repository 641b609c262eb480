"""The requirement files: what goes to Lambda, whole, pinned and hashed."""

import re

import pytest

from conftest import BACKEND

FILES = ['requirements.txt', 'requirements-runtime.txt', 'requirements-local.txt', 'requirements-dev.txt']


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r'^([a-z0-9-]+)==(\S+)', (BACKEND / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize('name', FILES)
def test_every_line_is_a_pin_or_its_hashes(name: str) -> None:
    lines = [line.strip(' \\') for line in (BACKEND / name).read_text().splitlines()]
    wanted = r'[a-z0-9-]+==[\w.]+( ; .+)?|--hash=sha256:[0-9a-f]{64}'
    assert [line for line in lines if line and not line.startswith('#') and not re.fullmatch(wanted, line)] == []


def test_the_layer_has_no_more_than_the_application_needs() -> None:
    assert {'fastapi', 'mangum', 'pydantic', 'pydantic-core', 'starlette'} <= set(pins('requirements.txt'))
    assert not {'boto3', 'botocore', 'uvicorn', 'httpx', 'pyyaml'} & set(pins('requirements.txt'))


def test_the_tests_run_on_what_is_deployed() -> None:
    deployed = pins('requirements.txt') | pins('requirements-runtime.txt')
    assert deployed.items() <= pins('requirements-dev.txt').items()
