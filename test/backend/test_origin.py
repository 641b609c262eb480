"""Only what came through CloudFront is served."""

import pytest

from support.site import Site


@pytest.mark.parametrize('secret', [None, '', 'slot-one-secre', 'slot-one-secret,slot-two-secret', 'sl\u00f6t'])
@pytest.mark.parametrize('path', ['/api/health', '/api/conversation', '/api/nothing-here', '/health/', '//health'])
def test_refuses_without_the_secret(site: Site, path: str, secret: str | None) -> None:
    answer = site.get(path, secret=secret)
    assert (answer.status, answer.code) == (403, 'not_through_the_site')


@pytest.mark.parametrize('secret', ['slot-one-secret', 'slot-two-secret'])
def test_takes_either_secret_while_they_rotate(site: Site, secret: str) -> None:
    assert site.get('/api/health', secret=secret).status == 200


def test_a_refused_message_never_reaches_the_model(site: Site) -> None:
    assert site.say('Hello', secret='guess').status == 403
    assert site.converse.requests == []


@pytest.mark.parametrize(
    'variables',
    [
        {'ORIGIN_SECRETS': ''},
        {'ORIGIN_SECRETS': ' , '},
        {'ENVIRONMENT': ''},
        {'ACCOUNT_ID': '12345'},
        {'DATA_BUCKET': ''},
        {'MEMORY_BUCKET': ''},
        {'BEDROCK_MODEL_ID': ''},
        {'CORS_ORIGINS': '*'},
    ],
)
@pytest.mark.parametrize('path', ['/health', '/api/health', '/api/conversation'])
def test_serves_nothing_while_misconfigured(
    site: Site, capsys: pytest.CaptureFixture[str], path: str, variables: dict[str, str]
) -> None:
    site.start(**variables)
    answer = site.get(path, secret='')
    assert (answer.status, answer.code) == (503, 'misconfigured')
    assert next(iter(variables)) in capsys.readouterr().out


def test_runs_without_secrets_on_a_developers_machine(site: Site) -> None:
    site.start(ENVIRONMENT='local', ORIGIN_SECRETS='')
    assert site.get('/api/health', secret=None).json['environment'] == 'local'


def test_asks_for_secrets_on_a_developers_machine_when_there_are_some(site: Site) -> None:
    site.start(ENVIRONMENT='local')
    assert site.get('/api/health', secret=None).status == 403
