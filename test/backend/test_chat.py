"""POST /api/chat, as it goes well."""

import re

from support.site import Site, cookie_value


def test_answers_with_the_models_words(site: Site) -> None:
    answer = site.say('Which was your first programming language?')
    assert (answer.status, answer.json) == (200, {'reply': 'Takk, that is a good question.'})


def test_hands_out_a_cookie_that_scripts_and_other_sites_cannot_use(site: Site) -> None:
    cookie = site.say('Hello').cookies[0]
    assert re.match(r'twin_conversation=[0-9a-f]{64};', cookie)
    attributes = {part.strip().lower() for part in cookie.split(';')[1:]}
    assert attributes == {'httponly', 'secure', 'samesite=strict', 'path=/api', 'max-age=2592000'}


def test_sends_the_model_the_persons_data_and_the_message(site: Site) -> None:
    site.say('  Which was your first programming language?\n')
    (request,) = site.converse.requests
    assert site.converse.models == ['eu.amazon.nova-lite-v1:0']
    assert request['messages'] == [
        {'role': 'user', 'content': [{'text': 'Which was your first programming language?'}]}
    ]
    (system,) = request['system']
    assert '<passage source="personal_data/facts.json">' in system['text']
    assert 'COMAL' in system['text']
    assert request['inferenceConfig'] == {'maxTokens': 800}


def test_continues_the_conversation_of_the_cookie(site: Site) -> None:
    cookie = cookie_value(site.say('My name is Ada.'))
    site.converse.blocks = [{'reasoningContent': {'reasoningText': {'text': 'hm'}}}, {'text': 'Ada.'}, {'text': 'Yes.'}]
    answer = site.say('What is my name?', cookie=cookie)
    assert answer.json == {'reply': 'Ada.\n\nYes.'}
    assert cookie_value(answer) == cookie
    said = [(message['role'], message['content'][0]['text']) for message in site.converse.requests[1]['messages']]
    assert said == [
        ('user', 'My name is Ada.'),
        ('assistant', 'Takk, that is a good question.'),
        ('user', 'What is my name?'),
    ]


def test_takes_the_longest_message_in_every_way_of_writing_json(site: Site) -> None:
    longest = '\U0001f30a' * 2000
    assert site.say(longest).status == 200
    assert site.converse.requests[0]['messages'][0]['content'][0]['text'] == longest


def test_takes_a_charset_in_the_content_type(site: Site) -> None:
    headers = {'content-type': 'Application/JSON; charset=utf-8'}
    answer = site.request('POST', '/api/chat', body='{"message": "På gjensyn"}'.encode(), headers=headers)
    assert answer.status == 200
