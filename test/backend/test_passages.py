"""Whether the passage that answers a question is in the prompt: a set of questions, and a life of five megabytes."""

import json
from pathlib import Path

import pytest

from app.chat.passages import Passages
from app.chat.pieces import pieces_of
from app.core.config import Settings
from app.core.tokens import tokens_of
from conftest import BACKEND
from support.buckets import sample_files
from support.large_person import large_person

SAMPLE = {path: content.decode() for path, content in sample_files(BACKEND / 'data').items()}
SET = json.loads((Path(__file__).parent / 'questions.json').read_text())
WANTED = 0.95
BUDGET = Settings.max_data_tokens


def without_passage(passages: Passages, questions: list[tuple[str, str]]) -> list[str]:
    return [ask for ask, needs in questions if needs not in passages.text([ask])]


@pytest.mark.parametrize('budget', [BUDGET, 1_500])
def test_the_right_passage_of_the_sample_person(budget: int) -> None:
    questions = [(each['ask'], each['needs']) for each in SET]
    assert all(any(needs in content for content in SAMPLE.values()) for _, needs in questions)
    data = {path: content for path, content in SAMPLE.items() if path.startswith('personal_data/')}
    missed = without_passage(Passages(data, budget), questions)
    assert len(missed) <= (1 - WANTED) * len(questions), missed


def test_the_right_passage_of_five_megabytes() -> None:
    files, questions = large_person()
    assert sum(map(len, files.values())) >= 5_000_000
    passages = Passages(files, BUDGET)
    missed = without_passage(passages, [(each.ask, each.needs) for each in questions])
    assert len(missed) <= (1 - WANTED) * len(questions), missed
    assert 'Robin Large' in passages.text([questions[0].ask])


def test_the_budget_holds_and_is_used() -> None:
    files, questions = large_person(1.0)
    passages = Passages(files, 6_000)
    for ask in [questions[0].ask, 'What have you built in your life?', 'zzz', '', '?!', '"\' OR NEAR(*', 'ß' * 2000]:
        assert 4_000 < tokens_of(passages.text([ask])) <= 6_000


def test_a_question_that_goes_on_finds_what_it_goes_on_about() -> None:
    files, questions = large_person(1.0)
    passages = Passages(files, 4_000)
    for earlier in questions[:20]:
        assert earlier.needs in passages.text(['And how was that?', earlier.ask])


def test_passages_keep_the_order_of_their_files_and_show_what_is_left_out() -> None:
    files = {'a.md': '\n\n'.join(f'## Part {n}\n\n{"word " * 100}needle{n}' for n in range(40))}
    text = Passages(files, 2_000).text(['needle31 needle12'])
    assert text.count('<passage source="a.md">') == 1
    assert text.index('needle12') < text.index('needle31')
    assert '[…]' in text


def test_pieces_lose_nothing() -> None:
    files, _ = large_person(0.2)
    files['personal_data/long.txt'] = 'word ' * 5_000
    files['personal_data/one.json'] = json.dumps({f'key {n}': 'value' * 3 for n in range(500)})
    for path, content in files.items():
        joined = ' '.join(piece.text for piece in pieces_of({path: content}))
        assert joined.split() == content.split() or joined.replace(' ', '') == content.replace(' ', '')
