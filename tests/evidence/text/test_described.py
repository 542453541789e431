"""Themes by rule: what the written examples say, and nothing for ordinary comments on health care."""

import time

import pytest

from evidence.text import LONGEST_TEXT, find_described
from evidence.text.described import examples, how_right


def themes(text: str) -> set[str]:
    return {theme.code for theme in find_described([text])[0][0].themes}


def test_at_least_a_third_of_the_examples_is_held_back_and_each_theme_is_among_them() -> None:
    held = [one for one in examples() if one.is_held_back]
    assert len(held) > len(examples()) / 3
    assert set(how_right()) == {theme for one in held for theme in one.themes}


@pytest.mark.parametrize("code", sorted(how_right()))
def test_a_rule_is_right_on_the_examples_that_it_was_not_tuned_on(code: str) -> None:
    told = how_right()[code]
    assert told.right >= 0.85 * told.found
    assert told.right >= 0.85 * told.there


def test_a_probability_says_no_more_than_the_few_examples_allow() -> None:
    found = find_described(["The care home staff never talk to Mum."])[0][0].themes[0]
    assert found.code == "care-home-quality"
    assert 0.4 < found.probability < 0.8
    assert found.why == "Read from the words “care home”."


def test_ordinary_comments_on_health_care_meet_no_rule() -> None:
    for one in examples():
        if not one.themes and one.is_held_back:
            assert themes(one.words) in (set(), {"remote-online"})


def test_curly_apostrophes_and_line_ends_make_no_difference() -> None:
    assert themes("Carer’s\nallowance is too little") == {"carers-support"}


def test_a_text_of_the_longest_length_takes_moments() -> None:
    started = time.process_time()
    find_described([("carers i look after my " * 6_000)[:LONGEST_TEXT]])
    assert time.process_time() - started < 2


def test_what_is_no_text_is_listed() -> None:
    assert [one.index for one in find_described(["x" * (LONGEST_TEXT + 1), "ok"])[1]] == [0]
