"""Conditions read as sentences."""

from typing import Any

import pytest

from evidence.journey import load_pages
from evidence.journey.conditions import load_condition
from heard.campaigns.questions.saying import questions_by_slug, said
from heard.campaigns.questions.templates import TEMPLATES

QUESTIONS = questions_by_slug(load_pages(TEMPLATES["regulator"].pages))


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (None, ""),
        ({"question": "tone", "is": ["BAD", "GOOD"]}, "“Kind of experience” is “Good” or “Bad”"),
        ({"question": "tone", "is_not": ["GOOD"]}, "“Kind of experience” is not “Good”"),
        ({"question": "age", "is": ["no"]}, "“16 or over” is “No”"),
        ({"question": "service", "part": "kind", "is": ["HOSPICE"]}, "“Service” is “Hospice”"),
        ({"question": "gone", "is": ["x"]}, "“gone” is “x”"),
        (
            {"all": [{"question": "age", "is": ["no"]}, {"question": "risk", "is": ["no"]}]},
            "“16 or over” is “No” and “Someone at risk now” is “No”",
        ),
        (
            {"any": [{"question": "age", "is": ["no"]}, {"question": "risk", "is": ["no"]}]},
            "“16 or over” is “No” or “Someone at risk now” is “No”",
        ),
    ],
)
def test_a_condition_is_said_by_the_short_names_and_answers_that_people_see(
    condition: dict[str, Any] | None, sentence: str
) -> None:
    assert said(load_condition(condition), QUESTIONS) == sentence
