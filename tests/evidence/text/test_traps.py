"""Traps written by hand: what looks ordinary and must be hidden, and what looks like a name and must stay."""

import re
from pathlib import Path

import pytest

from evidence.text import redact

TRAPS = Path(__file__).parent / "traps"


def lines(name):
    text = (TRAPS / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def marked(line):
    """Return the line without its marks, and where the places are that must be hidden."""
    places, plain, is_open = [], "", False
    for part in re.split(r"([{}])", line):
        if part in "{}" and part:
            is_open = part == "{"
            continue
        if is_open:
            places += [len(plain) + at for at, char in enumerate(part) if char.isalnum()]
        plain += part
    return plain, places


@pytest.mark.parametrize("line", lines("hidden.txt"))
def test_what_must_be_hidden_is(line):
    text, places = marked(line)
    hidden = {place for span in redact([text])[0][0].spans for place in range(span.start, span.end)}
    assert "".join(text[place] for place in places if place not in hidden) == ""


@pytest.mark.parametrize("line", lines("stays.txt"))
def test_what_must_stay_does(line):
    assert redact([line])[0][0].text == line


def test_there_are_as_many_traps_as_we_say():
    assert len(lines("hidden.txt")) >= 150
    assert len(lines("stays.txt")) >= 150
