"""Which turns the model is shown."""

from app.chat.history import messages
from app.services.memory import Turn


def turns(*spoken: tuple[str, str]) -> list[Turn]:
    return [Turn.model_validate({'role': role, 'text': text, 'at': ''}) for role, text in spoken]


def said(spoken: list[Turn], message: str, budget: int) -> list[str]:
    return [each['content'][0]['text'] for each in messages(spoken, message, budget)]


def test_begins_and_ends_with_the_visitor() -> None:
    cut_in_half = turns(('assistant', 'a0'), ('user', 'q1'), ('assistant', 'a1'), ('user', 'q2'))
    assert said(cut_in_half, 'now', 100) == ['q1', 'a1', 'now']


def test_leaves_out_the_oldest_when_it_gets_too_long() -> None:
    spoken = turns(('user', 'q' * 50), ('assistant', 'a'), ('user', 'q2'), ('assistant', 'a2'))
    assert said(spoken, 'now', 10) == ['q2', 'a2', 'now']
    assert said(spoken, 'now', 3) == ['now']


def test_leaves_out_blank_turns_which_converse_refuses() -> None:
    assert said(turns(('user', ' '), ('assistant', 'a')), 'now', 100) == ['now']
