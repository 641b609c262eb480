"""A person with five megabytes of life, drawn from a seed: the same for everybody who runs the tests."""

import random
from dataclasses import dataclass

_TOWNS = [
    'Arnhem',
    'Bergen',
    'Cork',
    'Delft',
    'Espoo',
    'Faro',
    'Ghent',
    'Haarlem',
    'Izmir',
    'Jena',
    'Krakow',
    'Lyon',
    'Malmo',
    'Namur',
    'Odense',
    'Porto',
]
_TRADES = [
    'bakery',
    'brewery',
    'clinic',
    'ferry',
    'gallery',
    'harbour',
    'hospital',
    'hotel',
    'library',
    'museum',
    'nursery',
    'orchard',
    'school',
    'theatre',
]
_TOOLS = [
    'Ada',
    'Clojure',
    'Elixir',
    'Erlang',
    'Fortran',
    'Haskell',
    'Julia',
    'Kotlin',
    'Lua',
    'OCaml',
    'Perl',
    'Prolog',
    'Ruby',
    'Scala',
    'Swift',
    'Zig',
]
_THINGS = [
    'archive',
    'atlas',
    'beacon',
    'calendar',
    'catalogue',
    'dashboard',
    'forecast',
    'ledger',
    'planner',
    'portal',
    'register',
    'simulator',
]
_FILLER = (
    'The team met twice a week, wrote down what it had learnt and changed the plan where it was wrong. Most of the '
    'work was ordinary: reading old code, asking people what they really needed, and removing what nobody used. '
    'In the end the handover took a month, and the documentation was read more often than I had expected.'
)
_SYLLABLES = [
    'ba',
    'ce',
    'di',
    'fo',
    'gu',
    'ha',
    'ke',
    'li',
    'mo',
    'nu',
    'pa',
    're',
    'si',
    'to',
    'vu',
    'wa',
    'xe',
    'yi',
    'zo',
    'bra',
    'cle',
    'dro',
    'fla',
    'gri',
]


@dataclass(frozen=True)
class Question:
    """What a visitor asks, and words of the one entry that answers it."""

    ask: str
    needs: str


def large_person(megabytes: float = 5.0, seed: int = 7) -> tuple[dict[str, str], list[Question]]:
    """Files of a life's projects, a year each, and questions about entries spread over all of them."""
    draw = random.Random(seed)  # noqa: S311
    files = {
        'personal_data/facts.json': '{"full_name": "Robin Large", "home": "Delft", "born": "1961"}',
        'personal_data/summary.txt': 'I am Robin Large and have built small programs for small places all my life.',
    }
    questions: list[Question] = []
    size, year = 0, 1980
    while size < megabytes * 1_000_000:
        entries = []
        for _ in range(180):
            entry, question = _entry(draw, year)
            entries.append(entry)
            questions.append(question)
        files[f'personal_data/projects/{year}.md'] = f'# Projects of {year}\n\n' + '\n\n'.join(entries)
        size += len(files[f'personal_data/projects/{year}.md'])
        year += 1
    return files, draw.sample(questions, 300)


def _entry(draw: random.Random, year: int) -> tuple[str, Question]:
    town, trade, tool, thing = (draw.choice(words) for words in (_TOWNS, _TRADES, _TOOLS, _THINGS))
    name, owner = _name(draw), _name(draw)
    days, saved = draw.randint(20, 400), draw.randint(1_000, 99_999)
    text = (
        f'## {name}\n\nIn {year} I built a {thing} called {name} for the {trade} of {owner} in {town}, in {tool}. '
        f'It took {days} days. {_FILLER} It saved {saved} hours of waiting, and {owner} sent a postcard.'
    )
    ask = draw.choice(
        [
            f'What is {name}?',
            f'Which language did you write {name} in?',
            f'How long did the {thing} for {owner} take?',
            f'What did you build for {owner} in {town}?',
            f'Did you ever work for the {trade} of {owner}?',
            f'How many hours of waiting did {name} save?',
        ]
    )
    return text, Question(ask, f'called {name} for the {trade} of {owner}')


def _name(draw: random.Random) -> str:
    return ''.join(draw.choice(_SYLLABLES) for _ in range(draw.randint(3, 4))).capitalize()
