"""The words of ours on the landing page and the form's fixed words, measured against what a nine-year-old can read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup

from heard.campaigns.models import Audience
from heard.campaigns.pages.greetings import greeting_of
from heard.campaigns.questions.templates import TEMPLATES, equality
from tests.factories.campaigns import CampaignFactory, PlacementFactory, WaveFactory
from tests.factories.places import AreaFactory, OfficeFactory
from tests.heard.campaigns.people import a_form_with_a_question, a_visitor

HIGHEST_GRADE = 4.0
"""Children of nine are in their fourth year of school by the scale of Flesch and Kincaid."""

NAMES = re.compile(r"Parliamentary and Health Service Ombudsman|Local Government and Social Care Ombudsman")
"""What others are called cannot be put more plainly."""


def grade_of(sentences: Iterable[str]) -> float:
    """Return the school year in which such sentences can be read (Flesch and Kincaid, 1975)."""
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z’']+", sentence)]
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / len(list(sentences)) + 11.8 * syllables / len(words) - 15.59


def syllables_of(word: str) -> int:
    """Return about how many syllables an English word has: its groups of vowels, without silent endings."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    plain = re.sub(r"(?<=[^aeiouy])(es|ed|e)$", lambda end: "e" if _sounds(plain, end[0]) else "", plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def _sounds(word: str, end: str) -> bool:
    """Return whether an ending is said: in “wanted”, “places” and “little”."""
    before = word.removesuffix(end)
    if end == "ed":
        return before.endswith(("t", "d"))
    if end == "es":
        return before.endswith(("s", "c", "g", "z", "sh", "ch", "x"))
    return bool(re.search(r"[^aeiouy]l$", before)) or not re.search(r"[aeiouy]", before)


def sentences_of(soup: BeautifulSoup) -> list[str]:
    """Return what a page says; numbers, addresses and names of others are no words of ours."""
    for inner in soup.select("script, style, svg, .heard-number, .heard-phone"):
        inner.decompose()
    blocks = soup.select("h1, h2, h3, p, li, label, dt, dd, .nhsuk-hint, button, summary, legend")
    said = [NAMES.sub("", " ".join(block.get_text(" ").split())) for block in blocks]
    parts = [part.strip() for text in said for part in re.split(r"(?<=[.?!:])\s+", text)]
    return [part for part in parts if re.search(r"[A-Za-z]{2}", part) and "@" not in part]


@pytest.mark.parametrize(
    ("word", "count"),
    [("care", 1), ("people", 2), ("little", 2), ("wanted", 2), ("looked", 1), ("places", 2), ("the", 1), ("area", 2)],
)
def test_syllables_are_counted_about_as_people_say_them(word: str, count: int) -> None:
    assert syllables_of(word) == count


def test_hard_words_are_found_out() -> None:
    plain = ["Tell us what was good or bad.", "You do not have to give your name."]
    hard = ["Submissions regarding commissioned services are anonymised prior to onward dissemination."]

    assert grade_of(plain) < HIGHEST_GRADE < grade_of(hard)


@pytest.mark.django_db
@pytest.mark.parametrize("is_near", [True, False])
def test_the_landing_page_can_be_read_by_a_nine_year_old(is_near: bool) -> None:
    campaign = CampaignFactory.create(
        open=True, slug="care", title="Tell us", summary="", contact_hours="Monday to Friday, 9am to 5pm"
    )
    a_form_with_a_question(campaign, title="Tell us")
    area = AreaFactory.create()
    OfficeFactory.create(name="Near you", areas=[area])
    PlacementFactory.create(campaign=campaign, code="mind-fb", area=area if is_near else None)

    soup = BeautifulSoup(a_visitor().get("/c/care/?p=mind-fb").content, "html.parser")

    sentences = sentences_of(soup)
    assert len(sentences) > 20
    assert grade_of(sentences) < HIGHEST_GRADE, sorted(sentences, key=lambda sentence: -grade_of([sentence]))[:5]


OFFICIAL = equality.PAGES
"""Questions that are asked in the words of the census, so that answers can be compared with it."""

SAID = ("title", "label", "hint", "missing", "words", "text", "lead")


def said_in(data: Any) -> Iterator[str]:
    """Yield the words that a shipped question set says to people."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in SAID and isinstance(value, str):
                yield value
            else:
                yield from said_in(value)
    elif isinstance(data, list | tuple):
        for part in data:
            yield from said_in(part)


@pytest.mark.parametrize("code", list(TEMPLATES))
def test_the_questions_of_the_form_can_be_read_by_a_nine_year_old(code: str) -> None:
    pages = [page for page in TEMPLATES[code].pages if page not in OFFICIAL]
    words = [re.sub(r"\{\w+\}", "the office", text) for text in said_in(pages)]

    sentences = [part for text in words for part in re.split(r"(?<=[.?!:])\s+|\n+", text) if part.strip()]

    assert len(sentences) > 80
    assert grade_of(sentences) < HIGHEST_GRADE, sorted(sentences, key=lambda sentence: -grade_of([sentence]))[:5]


@pytest.mark.parametrize("kind", [*Audience.values, ""])
def test_every_ready_made_greeting_can_be_read_by_a_nine_year_old(kind: str) -> None:
    words = greeting_of(WaveFactory.build(audience_kind=kind, audience="carers"))

    assert grade_of(re.split(r"(?<=[.?!])\s+", words)) < HIGHEST_GRADE, words
