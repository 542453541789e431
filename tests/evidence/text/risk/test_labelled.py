"""The labelled sets keep their halves apart, and hold no words of people."""

import re
from hashlib import sha256
from importlib.resources import files

import pytest

from evidence.text.risk.labelled import NO_HARM, Part, examples
from evidence.text.risk.measuring import SET_ASIDE
from evidence.text.risk.rules import shipped


def test_no_example_stands_on_two_sheets():
    texts = [text for part in Part for text in {one.text for one in examples(part)}]
    assert len(texts) == len(set(texts))


@pytest.mark.slow
def test_hardly_a_sentence_set_aside_is_said_alike_in_what_is_learnt_from():
    learnt = [_words(one.text) for one in examples(Part.TUNING)]
    aside = [_words(one.text) for part in SET_ASIDE for one in examples(part) if one.harm != NO_HARM]
    alike = [words for words in aside if max(len(words & other) / len(words | other) for other in learnt) > 0.55]
    assert len(alike) <= 5


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("set-aside", "38a3fb849d06129dbdc78020aedb44765d185d26f14f97398be1d3fd00f262ee"),
        ("set-aside-2", "60da9372f367130d88ca39873379e1afa5696761ec60f10b91a33f31e2009abc"),
    ],
)
def test_what_was_set_aside_before_the_rules_changed_is_unchanged(name, digest):
    assert sha256(files("evidence.text.risk").joinpath(f"data/{name}.txt").read_bytes()).hexdigest() == digest


def test_every_harm_of_the_rules_has_examples_on_each_sheet():
    for part in Part:
        assert {one.harm for one in examples(part)} == {*shipped().harms, NO_HARM}


def test_comments_are_known_by_digest_alone():
    file = files("evidence.text.risk").joinpath("data/judged_comments.txt")
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) > 1_000
    assert all(re.fullmatch(r"[0-9a-f]{12} (yes|perhaps|no) (drawn|screened)", line) for line in lines)


def _words(text):
    return frozenset(re.findall(r"[a-z]+", text.lower()))
