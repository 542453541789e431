"""A caseworker takes a case, decides, notes, closes the risk and refers it; its history says who did what."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys import telling

if TYPE_CHECKING:
    from tests.journeys.story import Story

QUEUE = "/staff/queue/good-care/"
REASON = "The ward sister and I spoke; the person is safe and knows whom to call."


@pytest.fixture
def caseworker(staff_story: "Story") -> "Story":
    """A caseworker at their queue."""
    staff_story.given_i_am_signed_in_as("caseworker@good-care")
    staff_story.when_i_go_to(QUEUE)
    staff_story.then_the_heading_is("Queue")
    return staff_story


def test_a_case_is_taken_decided_noted_closed_and_referred(caseworker: "Story") -> None:
    story, note = caseworker, f"I rang the ward about the {telling.rare_word()}."
    story.when_i_go_to(f"{QUEUE}?risk=OPEN&status=NEW&assigned=nobody")
    story.page.locator(".cw-line__title a").first.click()
    story.then_i_see("Someone may be at risk")
    at = story.page.url
    story.when_i_press("Assign to me")
    story.then_i_see("Saved who works on this case.")
    story.when_i_press("Add the note")
    story.then_i_am_told_what_is_wrong(re.compile("Add a note"))
    story.when_i_fill("Add a note", note)
    story.when_i_press("Add the note")
    story.then_i_see("Your note is saved.")
    when_the_risk_is_closed(story)
    when_tone_and_themes_are_decided(story)
    when_it_is_referred(story)
    story.when_i_go_to(at)
    then_the_history_tells_it_all(story, note)


def when_the_risk_is_closed(story: "Story") -> None:
    story.when_i_press("Close the risk")
    story.then_i_am_told_what_is_wrong(re.compile("Why"))
    story.page.locator(".cw-risk textarea").fill(REASON)
    story.when_i_press("Close the risk")
    story.then_i_see("The risk is closed.")


def when_tone_and_themes_are_decided(story: "Story") -> None:
    story.when_i_choose("Mixed", within=story.page.locator(".cw-tone"))
    story.when_i_press("Save the tone")
    story.then_i_see("The tone is saved.")
    folded = story.page.locator("details.cw-group:not([open]) > summary")
    while folded.count():
        folded.first.click()
    box = story.page.get_by_label(re.compile("Food and drink"))
    box.check()
    story.then_the_page_is_accessible()
    story.when_i_press("Save the themes")
    story.then_i_see("The themes are saved.")


def when_it_is_referred(story: "Story") -> None:
    story.when_i_choose("Referred")
    story.when_i_press("Save the status")
    story.then_i_am_told_what_is_wrong(re.compile("Referred to"))
    story.when_i_fill("Referred to", "County council, adult safeguarding")
    story.when_i_press("Save the status")
    story.then_i_see("Saved where this case stands.")


def then_the_history_tells_it_all(story: "Story", note: str) -> None:
    story.then_it_says(note)
    story.then_it_says("With Nerys Quartey")
    story.then_it_says(REASON)
    story.then_it_says("County council, adult safeguarding")
    history = story.page.get_by_role("heading", name="What was done").locator("xpath=following-sibling::*[1]")
    told = history.inner_text()
    assert told.count("Nerys Quartey") >= 5, told
    assert note not in told


def test_two_caseworkers_do_not_overwrite_each_other(caseworker: "Story", another_staff_story: "Story") -> None:
    caseworker.when_i_go_to(f"{QUEUE}?status=NEW&assigned=nobody")
    caseworker.page.locator(".cw-line__title a").nth(3).click()
    caseworker.then_i_see("About this piece")
    other = another_staff_story
    other.given_i_am_signed_in_as("second.caseworker@good-care")
    other.when_i_go_to(caseworker.page.url)
    other.then_i_see("About this piece")
    other.when_i_press("Assign to me")
    other.then_i_see("Saved who works on this case.")
    caseworker.when_i_press("Assign to me")
    caseworker.then_i_see("What changed meanwhile")


def test_filters_stay_in_the_address_and_can_be_taken_away(caseworker: "Story") -> None:
    story = caseworker
    story.when_i_pick("Tone", "Good")
    story.when_i_unfold("More filters")
    story.when_i_pick("Channel", "Web form")
    story.when_i_press("Show")
    story.then_the_heading_is("Queue")
    assert "tone=GOOD" in story.page.url
    chips = story.page.locator(".cw-chip")
    assert chips.count() == 2
    story.page.locator(".cw-line__title a").first.click()
    story.then_i_see("About this piece")
    story.when_i_follow("Back")
    story.then_the_heading_is("Queue")
    assert "tone=GOOD" in story.page.url
    chips.first.click()
    story.page.wait_for_url(re.compile("^(?!.*tone=GOOD.*channel=WEB)"))
    story.when_i_follow("Clear all filters")
    story.then_the_heading_is("Queue")
    assert chips.count() == 0


def test_a_wrong_filter_is_said_and_asks_for_nothing(caseworker: "Story") -> None:
    caseworker.when_i_go_to(f"{QUEUE}?since=2026-02-31")
    caseworker.then_i_am_told_what_is_wrong(re.compile("is not a day"))
