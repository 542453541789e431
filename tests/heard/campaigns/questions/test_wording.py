"""Every word of a shipped question set can be found, and changed where it was found."""

from typing import Any

import pytest

from heard.campaigns.questions.templates import TEMPLATES
from heard.campaigns.questions.wording import LISTS_OF_WORDS, WORDS, places_in, reworded

ROWS = [
    pytest.param(row, id=f"{template}-{row['slug']}")
    for template, shipped in TEMPLATES.items()
    for page in shipped.pages
    for row in ({key: value for key, value in page.items() if key != "questions"}, *page.get("questions", ()))
]


def words_of(value: Any, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [words for name, one in value.items() for words in words_of(one, name)]
    if isinstance(value, list | tuple):
        return [words for one in value for words in ([one] if key in LISTS_OF_WORDS else words_of(one, key))]
    return [value] if key in WORDS else []


@pytest.mark.parametrize("row", ROWS)
def test_finds_every_word_that_people_read(row: dict[str, Any]) -> None:
    assert sorted(place.words for place in places_in(row)) == sorted(words_of(row))


@pytest.mark.parametrize("row", ROWS)
def test_each_place_is_where_a_rewording_changes_that_word_alone(row: dict[str, Any]) -> None:
    for place in places_in(row):
        changed = reworded(row, place=place.path, words="Other words")
        expected = ["Other words" if one.path == place.path else one.words for one in places_in(row)]
        assert [one.words for one in places_in(changed)] == expected


def test_says_where_words_stand_and_when_they_are_shown() -> None:
    row = {"sections": [{"points": ["a"]}, {"points": ["b", "c"], "show_when": {"question": "age", "is": ["no"]}}]}
    last = list(places_in(row))[-1]
    assert (last.path, last.kind, last.numbers) == ("sections.1.points.1", "sections.points", (2, 2))
    assert last.when == {"question": "age", "is": ["no"]}
