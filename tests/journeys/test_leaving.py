"""The quick exit, on every public page, with script and without."""

from typing import TYPE_CHECKING

import pytest

from tests.journeys import telling

if TYPE_CHECKING:
    from tests.journeys.story import Story

LEAVE = "Leave this site quickly"
ELSEWHERE = "<!doctype html><title>Weather</title><h1>Rain later</h1>"
WORDS = "The consultant called me a nuisance."


def given_there_is_somewhere_to_go(story: "Story") -> None:
    """The neutral place outside is played by a stub: nothing is asked of anybody."""
    story.away = "https://www.bbc.co.uk/weather"
    story.context.route(
        f"{story.away}**", lambda route: route.fulfill(body=ELSEWHERE, content_type="text/html; charset=utf-8")
    )


@pytest.fixture
def at_the_words(story: "Story") -> "Story":
    """Someone who has just written what happened."""
    given_there_is_somewhere_to_go(story)
    when_i_write_something_private(story)
    return story


def when_i_write_something_private(story: "Story") -> None:
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story, tone="Good")
    telling.when_i_describe_the_service(story, "The heart clinic")
    story.then_the_heading_is(telling.WORDS)
    story.when_i_fill(telling.WORDS, WORDS)
    story.when_i_continue()
    story.then_the_heading_is(telling.WANTED)
    story.when_i_follow("Back")
    story.then_the_heading_is(telling.WORDS)
    assert story.page.get_by_label(telling.WORDS).input_value() == WORDS


def then_i_am_elsewhere(story: "Story") -> None:
    story.page.wait_for_url(f"{story.away}**")
    story.page.get_by_role("heading", name="Rain later").wait_for()


def then_going_back_shows_nothing(story: "Story") -> None:
    for _ in range(3):
        story.page.go_back(wait_until="commit")
        story.page.wait_for_timeout(500)
        assert WORDS not in story.page.content()
    then_i_am_elsewhere(story)


def test_a_press_leaves_and_going_back_shows_nothing(at_the_words: "Story") -> None:
    at_the_words.when_i_follow(LEAVE)
    then_i_am_elsewhere(at_the_words)
    then_going_back_shows_nothing(at_the_words)


def test_pressing_escape_three_times_leaves(at_the_words: "Story") -> None:
    for _ in range(3):
        at_the_words.page.keyboard.press("Escape")
    then_i_am_elsewhere(at_the_words)
    then_going_back_shows_nothing(at_the_words)


def test_the_way_out_works_without_script_and_nothing_was_kept_by_the_browser(story_without_script: "Story") -> None:
    story = story_without_script
    given_there_is_somewhere_to_go(story)
    when_i_write_something_private(story)
    answer = story.page.reload()
    assert answer is not None
    assert "no-store" in answer.headers["cache-control"]
    story.when_i_follow(LEAVE)
    then_i_am_elsewhere(story)


@pytest.mark.parametrize("path", ["/", "/c/tell-us-how-it-was/contact/", "/l/no-such-link", telling.HOME + "start/"])
def test_every_public_page_has_the_way_out(story: "Story", path: str) -> None:
    given_there_is_somewhere_to_go(story)
    story.when_i_go_to(path)
    story.then_the_page_is_accessible()
    story.when_i_follow(LEAVE)
    then_i_am_elsewhere(story)
