"""Languages: English stays English however short or odd; another language is told and named."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text import LONGEST_TEXT, find_languages
from evidence.text.language import LANGUAGES

WRITTEN = Path(__file__).parents[3] / "bench" / "languages.csv"


def language(text: str, hint: str | None = None) -> str:
    found, unprocessed = find_languages([text], hints=[hint])
    assert not unprocessed
    return found[0].language


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Very good",
        "Everyone was so kind to my mum on the ward",
        "staff r lovley but apointment was canceld agen",
        "Paracetamol",
        "A&E",
        "Nothing!",
        "",
        "10/10",
        "😀😀😀",
        "\u200b",
        "WAITED 6 HRS IN CORRIDOR",
        "B bay, Ward A1",
        "B bay, AMU",
        "Ward A1, B bay 7",
    ],
)
def test_english_and_what_is_too_short_to_tell_is_english(text: str) -> None:
    assert language(text) == "en"


@pytest.mark.slow
def test_every_comment_written_in_another_language_is_told_and_nearly_all_are_named() -> None:
    with WRITTEN.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    longer = [row for row in rows if len(row["words"].split()) >= 3]
    told = [language(row["words"]) for row in longer]
    assert "en" not in told
    assert sum(one == row["language"] for one, row in zip(told, longer, strict=True)) >= 0.95 * len(longer)


def test_the_form_decides_for_two_words_that_are_not_english() -> None:
    assert language("Bardzo dziękuję") == "en"
    assert language("Bardzo dziękuję", "pl") == "pl"
    assert language("Diolch yn fawr", "cy") == "cy"


@pytest.mark.parametrize("words", ["florp blint gromble", "snurk wibbet trel", "brimp skoonk flet dorvin"])
def test_a_few_made_up_words_are_in_the_language_of_their_form(words: str) -> None:
    assert language(words) == "en"
    assert language(words, "cy") == "cy"


@pytest.mark.parametrize("hint", ["pl", "cy", "ur", "en-easy"])
def test_english_by_another_languages_form_is_english(hint: str) -> None:
    assert language("Thank you", hint) == "en"
    assert language("Nobody answered the phone for three days", hint) == "en"


def test_a_word_in_another_script_needs_no_length() -> None:
    assert language("شکریہ", "ur-pk") == "ur"
    assert language("谢谢") == "zh"


def test_what_cannot_be_seen_between_letters_changes_nothing() -> None:
    assert language("Nikt nie m\u200bówił po polsku i ma\u200dma nic nie rozumiała") == "pl"


def test_a_text_that_is_too_long_is_listed() -> None:
    found, unprocessed = find_languages(["ok then", "x" * (LONGEST_TEXT + 1)])
    assert [one.index for one in found] == [0]
    assert [one.index for one in unprocessed] == [1]


def test_hints_stand_beside_the_texts() -> None:
    with pytest.raises(ValueError, match="one for each"):
        find_languages(["one", "two"], hints=["pl"])


@given(st.text(max_size=200))
def test_any_text_has_a_language(text: str) -> None:
    assert language(text) in LANGUAGES
