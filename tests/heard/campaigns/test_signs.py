"""Known crawlers are told as the list's own way tells them, though few of its patterns are tried."""

import re

import pytest
from crawleruseragents import CRAWLER_USER_AGENTS_DATA, is_crawler
from hypothesis import given
from hypothesis import strategies as st

from heard.campaigns.crawlers import KNOWN_CRAWLERS
from heard.campaigns.signs import USUAL, Signs, needed_letters

NAMES = tuple(name for each in CRAWLER_USER_AGENTS_DATA for name in each.get("instances", ()))


def test_every_crawler_of_the_list_is_told_as_the_list_tells_it() -> None:
    assert len(NAMES) > 1000
    assert [name for name in NAMES if KNOWN_CRAWLERS.are_in(name) != is_crawler(name)] == []


@given(name=st.sampled_from(NAMES), start=st.integers(0, 80), end=st.integers(0, 200))
def test_parts_of_names_are_told_alike(name: str, start: int, end: int) -> None:
    part = name[start:end]
    assert KNOWN_CRAWLERS.are_in(part) == is_crawler(part)


def test_browsers_are_none() -> None:
    assert not KNOWN_CRAWLERS.are_in(USUAL)
    assert not KNOWN_CRAWLERS.are_in("")


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("Googlebot\\/", "Goog"),
        ("HeadlessChrome", "Head"),
        ("^Mozilla\\/5", "Mozi"),
        ("abcd?efgh", "efgh"),
        ("abcde{2}x", "abcd"),
        ("[wW]get", ""),
        ("[]abcd]x", ""),
        ("bot|crawler", ""),
        ("(spider)?", ""),
        ("S[eE][mM]rushBot", "rush"),
        ("abc\\dwxyz", "wxyz"),
        ("a.b", ""),
    ],
)
def test_the_letters_that_a_pattern_needs(pattern: str, needed: str) -> None:
    assert needed_letters(pattern) == needed


@given(
    patterns=st.lists(st.from_regex(r"[a-c]{1,5}[?*+]?[a-c]{0,5}(\[ab\])?[a-c]{0,5}", fullmatch=True), min_size=1),
    text=st.text("abc", max_size=40),
)
def test_what_is_found_is_what_each_pattern_finds(patterns: list[str], text: str) -> None:
    assert Signs(patterns).are_in(text) == any(re.search(pattern, text) for pattern in patterns)


def test_a_pattern_is_found_behind_another_that_needs_the_same_letters() -> None:
    signs = Signs(["spider\\/1", "spider\\/2", "^spid"])
    assert [signs.are_in(name) for name in ("a spider/2", "spider", "a spider/3")] == [True, True, False]
