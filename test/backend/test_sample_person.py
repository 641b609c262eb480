"""The sample person's files: complete, readable, invented, and within what the model is given."""

import json
import re

import pytest

from app.chat.prompt import Prompt
from app.core.config import Settings
from conftest import BACKEND
from support.buckets import sample_files

FILES = {path: content.decode() for path, content in sample_files(BACKEND / 'data').items()}
PERSON = [
    'summary.txt',
    'facts.json',
    'style.txt',
    'me.txt',
    'skills.yml',
    'education.yml',
    'experience.yml',
    'qna.yml',
]
PROMPTS = ['system_prompt.txt', 'critical_rules.txt', 'proficiency_levels.json']
KNOWN = [
    *(f'personal_data/{name}' for name in [*PERSON, 'sources.json']),
    *(f'prompts/{name}' for name in PROMPTS),
]


def test_has_every_known_file() -> None:
    assert sorted(FILES) == sorted(KNOWN)


@pytest.mark.parametrize('path', [path for path in KNOWN if path.endswith('.json')])
def test_json_is_json(path: str) -> None:
    assert isinstance(json.loads(FILES[path]), dict)


def test_every_level_of_skill_is_explained() -> None:
    used = set(re.findall(r'level: (\w+)', FILES['personal_data/skills.yml']))
    assert used == set(json.loads(FILES['prompts/proficiency_levels.json']))


@pytest.mark.parametrize('path', KNOWN)
def test_holds_no_address_or_number_of_anybody(path: str) -> None:
    assert not re.search(r'@|https?://|www\.|\+\d{2}|\d{6,}', FILES[path])


def test_fits_whole() -> None:
    text = Prompt(FILES, Settings(environment='dev').max_data_tokens).system_text([])
    assert 'left out' not in text
    for path in KNOWN:
        assert f'source="{path}"' in text
