"""Which turns the model is shown."""

from app.chat.history import messages, newest_exchanges
from app.services.memory import Turn


def turns(*spoken: tuple[str, str]) -> list[Turn]:
    return [Turn.model_validate({'role': role, 'text': text, 'at': ''}) for role, text in spoken]


def said(spoken: list[Turn], message: str, most_tokens: int, most_turns: int = 20) -> list[str]:
    exchanges = newest_exchanges(spoken, most_turns, most_tokens)
    return [each['content'][0]['text'] for each in messages(exchanges, message)]


def test_begins_and_ends_with_the_visitor() -> None:
    cut_in_half = turns(('assistant', 'a0'), ('user', 'q1'), ('assistant', 'a1'), ('user', 'q2'))
    assert said(cut_in_half, 'now', 100) == ['q1', 'a1', 'now']


def test_leaves_out_the_oldest_when_it_gets_too_long() -> None:
    spoken = turns(('user', 'q' * 50), ('assistant', 'a'), ('user', 'q2'), ('assistant', 'a2'))
    assert said(spoken, 'now', 5) == ['q2', 'a2', 'now']
    assert said(spoken, 'now', 1) == ['now']


def test_leaves_out_the_oldest_when_there_are_too_many() -> None:
    spoken = turns(*[(role, f'{role[0]}{number}') for number in range(5) for role in ('user', 'assistant')])
    assert said(spoken, 'now', 1000, 4) == ['u3', 'a3', 'u4', 'a4', 'now']
    assert said(spoken, 'now', 1000, 1) == ['now']


def test_leaves_out_blank_turns_which_converse_refuses() -> None:
    assert said(turns(('user', ' '), ('assistant', 'a')), 'now', 100) == ['now']
