"""The database cannot be written while people tell us something: their words stay on the screen."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from tests.journeys import telling

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

WORDS = "The bell by my bed was not plugged in for a week."


@contextmanager
def nothing_can_be_written(site: "Site") -> Iterator[None]:
    """Someone else holds the database for longer than the site waits, as a full disk would."""
    with closing(sqlite3.connect(site.home / "heard.sqlite3", timeout=60, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            holder.execute("ROLLBACK")


def test_words_that_cannot_be_saved_stay_on_the_screen_and_are_sent_again(site: "Site", story: "Story") -> None:
    story.expects_trouble = True
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story, tone="Good")
    telling.when_i_describe_the_service(story, "The ward with the blue doors")
    story.then_the_heading_is(telling.WORDS)
    story.when_i_fill(telling.WORDS, WORDS)
    story.context.set_default_timeout(90_000)
    with nothing_can_be_written(site):
        story.when_i_continue()
        story.page.get_by_role("heading", name="Sorry, we could not save that").wait_for()
        story.then_i_see("It is our fault, not yours.")
        assert story.page.get_by_label("What you wrote").input_value() == WORDS
        assert story.page.locator("main a[href='tel:02079460123']").count() == 1
    story.when_i_press("Try again")
    story.then_the_heading_is(telling.WANTED)
    story.when_i_follow("Back")
    story.then_the_heading_is(telling.WORDS)
    assert story.page.get_by_label(telling.WORDS).input_value() == WORDS


def test_a_link_leads_on_although_its_click_cannot_be_counted(site: "Site", story: "Story") -> None:
    story.expects_trouble = True
    with nothing_can_be_written(site):
        story.when_i_go_to("/l/tellushowitwas-fb")
        story.then_the_heading_is("Tell Us How It Was")
