"""Other sites' pages may call only when the owner names them."""

from support.site import Site

ASK = {'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type'}


def test_is_closed_by_default(site: Site) -> None:
    answer = site.get('/api/health', headers={'origin': 'https://elsewhere.example'})
    assert not [name for name in answer.headers if name.startswith('access-control')]


def test_names_the_origins_that_the_owner_named(site: Site) -> None:
    site.start(CORS_ORIGINS='https://ada.example, https://www.ada.example')
    answer = site.request('OPTIONS', '/api/chat', headers={'origin': 'https://ada.example', **ASK})
    assert answer.status == 200
    assert answer.headers['access-control-allow-origin'] == 'https://ada.example'
    assert answer.headers['access-control-allow-credentials'] == 'true'


def test_refuses_the_others(site: Site) -> None:
    site.start(CORS_ORIGINS='https://ada.example')
    answer = site.request('OPTIONS', '/api/chat', headers={'origin': 'https://ada.example.evil.example', **ASK})
    assert answer.status == 400
    assert 'access-control-allow-origin' not in answer.headers
