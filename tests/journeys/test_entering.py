"""A caseworker takes a call, enters a paper form and logs an enquiry, each by keys, each page accessible."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys import telling

if TYPE_CHECKING:
    from tests.journeys.story import Story


@pytest.fixture
def caseworker(staff_story: "Story") -> "Story":
    """A caseworker where every entry begins."""
    staff_story.given_i_am_signed_in_as("caseworker@good-care")
    staff_story.when_i_go_to("/staff/entry/")
    staff_story.then_the_heading_is("Phone and paper")
    return staff_story


def when_i_answer(story: "Story", label: str) -> None:
    story.when_i_choose(label)
    story.page.keyboard.press("Control+Enter")


def test_a_call_is_taken_cut_off_gone_on_with_and_read_back(caseworker: "Story") -> None:
    story, words = caseworker, f"They never rang back about the {telling.rare_word()}."
    story.when_i_follow(re.compile("Take a call"))
    story.then_the_heading_is("Take a call")
    story.when_i_press("Begin the call")
    story.then_i_am_told_what_is_wrong(re.compile("Read the words out"))
    story.when_i_choose(re.compile("I read this out word for word"))
    story.when_i_press("Begin the call")
    story.then_the_heading_is("What kind of experience")
    story.page.keyboard.press("1")
    story.page.keyboard.press("Control+Enter")
    story.then_the_heading_is("Whose care")
    story.when_i_go_to("/staff/entry/")
    story.then_i_see("You have begun")
    story.page.locator("table a").first.click()
    story.then_the_heading_is("Whose care")
    when_i_answer(story, "My own care")
    when_i_answer(story, "Yes")
    when_i_answer(story, "No")
    story.then_the_heading_is("Which service")
    story.when_i_unfold("I cannot find it")
    story.when_i_fill("Which service is it?", "The clinic by the station")
    story.when_i_continue()
    story.when_i_fill(re.compile("Give us your feedback"), words)
    story.when_i_continue()
    story.when_i_continue()
    when_i_answer(story, "No")
    story.then_the_heading_is("Who may read what you told us")
    story.when_i_continue()
    when_i_answer(story, "No")
    story.when_i_continue()
    story.then_the_heading_is("Read the answers back")
    story.then_it_says(words)
    story.when_i_fill(re.compile("Your own note"), "Was in a hurry.")
    story.when_i_press("Send")
    story.then_the_heading_is("It is in")
    story.when_i_choose("Read out")
    story.when_i_press("Finish")
    story.then_the_heading_is("Phone and paper")


def test_a_paper_form_is_entered_and_its_number_is_refused_the_second_time(caseworker: "Story") -> None:
    story, number = caseworker, f"W-{telling.rare_word()}"
    story.when_i_follow(re.compile("Enter what was written"))
    story.then_the_heading_is("Enter what was written")
    where = story.page.url
    for _ in range(2):
        story.when_i_go_to(where)
        story.when_i_fill("Number on the paper form", number)
        story.page.locator("[name=words]").fill("The ward was clean and the ")
        story.page.keyboard.press("Alt+u")
        story.when_i_press("Send, and enter the next")
        story.page.wait_for_load_state()
    story.then_i_am_told_what_is_wrong(re.compile(rf"Form {number.upper()} was entered by Nerys Quartey"))
    assert "[cannot be read]" in story.page.locator("[name=words]").input_value()


def test_an_enquiry_is_logged_by_three_choices_and_counted_apart(caseworker: "Story") -> None:
    story, asked = caseworker, f"Where is a dentist near the {telling.rare_word()}?"
    story.when_i_go_to("/staff/enquiries/new/")
    story.then_the_heading_is("Log an enquiry")
    story.when_i_press("Log it")
    story.then_i_am_told_what_is_wrong(re.compile("What was it about"))
    story.when_i_choose("Finding an NHS dentist")
    story.when_i_choose("Told whom to turn to")
    story.when_i_fill(re.compile("What they asked"), asked)
    story.when_i_press("Log it")
    story.then_i_see("The enquiry is logged.")
    story.when_i_go_to("/staff/enquiries/")
    story.then_i_see(asked)
    story.page.locator("table a").first.click()
    story.then_the_heading_is("Enquiry of")
    story.when_i_go_to("/staff/enquiries/")
    story.when_i_follow("Figures")
    story.then_the_heading_is("Enquiries in figures")
    story.then_it_says("Finding an NHS dentist")


def test_a_form_is_printed_from_the_landing_page_without_signing_in(story: "Story") -> None:
    story.when_i_go_to("/c/tell-us-how-it-was/")
    story.then_it_says("Would you rather write?")
    link = story.page.get_by_role("link", name=re.compile("^Print a form: Give feedback on care")).first
    answer = story.page.request.get(f"{story.site.address}{link.get_attribute('href')}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
