"""The labelled sets keep their halves apart, and hold no words of people."""

import re
from importlib.resources import files

from evidence.text.risk.labelled import NO_HARM, Part, examples
from evidence.text.risk.rules import shipped


def test_no_example_stands_in_both_halves():
    tuning, held = ({one.text for one in examples(part)} for part in Part)
    assert not tuning & held


def test_every_harm_of_the_rules_has_examples_in_both_halves():
    for part in Part:
        assert {one.harm for one in examples(part)} == {*shipped().harms, NO_HARM}


def test_comments_are_known_by_digest_alone():
    file = files("evidence.text.risk").joinpath("data/judged_comments.txt")
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) > 1_000
    assert all(re.fullmatch(r"[0-9a-f]{12} (yes|perhaps|no) (drawn|screened)", line) for line in lines)
