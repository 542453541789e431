"""A caseworker opens contact details for a reason; where two people are needed, a colleague agrees first."""

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.story import Story

WHY = "What you need it for, in your own words"
SENTENCE = "They asked us to ring about the appointment."


def case_with_contact(story: "Story", organisation: str) -> str:
    """A case of the organisation whose person left contact details and may be reached."""
    number = story.site.first(
        "SELECT c.id FROM casework_case c JOIN feedback_piece p ON p.id = c.piece_id"
        " JOIN feedback_contact k ON k.submission_id = p.submission_id"
        " JOIN feedback_wrappedkey w ON w.submission_id = p.submission_id"
        " JOIN feedback_sealingkey s ON s.id = w.sealing_key_id AND s.organisation_id = c.organisation_id"
        " JOIN accounts_organisation o ON o.id = c.organisation_id"
        " JOIN feedback_text t ON t.piece_id = p.id AND t.redacted <> ''"
        " WHERE o.slug = ? AND c.read_at IS NOT NULL ORDER BY c.id DESC LIMIT 1",
        organisation,
    )
    return f"/staff/cases/{number}/"


def given_i_am(story: "Story", who: str) -> None:
    """Another person sits down at the same browser."""
    story.context.clear_cookies()
    story.given_i_am_signed_in_as(who)


def when_i_show_that_it_is_me(story: "Story") -> None:
    """Enter the password once more, where the sign-in of this story was a while ago."""
    story.page.wait_for_url(re.compile(r"/open/|/rule/|/openings/\d+/|/reauthenticate/"))
    if story.page.locator("h1").inner_text() == "Show that it is you":
        story.when_i_fill("Password", story.site.password)
        story.when_i_continue()


@pytest.fixture
def caseworker(staff_story: "Story") -> "Story":
    staff_story.given_i_am_signed_in_as("caseworker@good-care")
    return staff_story


def test_contact_details_are_opened_once_for_a_reason(caseworker: "Story") -> None:
    story = caseworker
    case = case_with_contact(story, "good-care")
    story.when_i_go_to(case)
    story.when_i_follow("Open the contact details")
    when_i_show_that_it_is_me(story)
    story.then_the_heading_is("Open the contact details")
    story.when_i_press("Open it once")
    story.then_i_am_told_what_is_wrong("Choose a reason")
    story.when_i_choose("Someone may come to serious harm")
    story.when_i_fill(WHY, SENTENCE)
    story.when_i_press("Open it once")
    story.then_the_heading_is("Contact details")
    story.then_it_says("This is shown once.")
    shown = story.page.locator(".cw-opened__value").first.inner_text()
    story.page.reload()
    story.then_i_see("Who opened what")
    story.then_it_does_not_say(shown)
    story.then_it_says(SENTENCE)
    story.then_it_says("Nerys Quartey")


def test_back_from_what_was_opened_leads_to_a_page_also_after_a_slip(caseworker: "Story") -> None:
    story = caseworker
    story.when_i_go_to(case_with_contact(story, "good-care"))
    story.when_i_follow("Open the contact details")
    when_i_show_that_it_is_me(story)
    story.when_i_press("Open it once")
    story.then_i_am_told_what_is_wrong("Choose a reason")
    story.when_i_choose("Someone may come to serious harm")
    story.when_i_fill(WHY, SENTENCE)
    story.when_i_press("Open it once")
    story.then_the_heading_is("Contact details")
    story.when_i_go_back()
    story.then_the_heading_is("Open the contact details")


def test_words_are_read_as_they_were_written_and_left_with_done(caseworker: "Story") -> None:
    story = caseworker
    story.when_i_go_to(case_with_contact(story, "good-care"))
    story.when_i_follow(re.compile("Read it as they wrote it"))
    when_i_show_that_it_is_me(story)
    story.then_the_heading_is("as it was written")
    story.when_i_choose("The redacted copy cannot be understood")
    story.when_i_fill(WHY, "The name of the ward is gone.")
    story.when_i_press("Open it once")
    story.then_the_heading_is("as it was written")
    story.when_i_press("Done")
    story.then_i_see("The name of the ward is gone.")


def test_where_two_people_are_needed_a_colleague_agrees_first(
    caseworker: "Story", another_staff_story: "Story"
) -> None:
    colleague = another_staff_story
    given_two_people_decide(colleague, "Two people")
    try:
        case = when_the_first_asks(caseworker)
        when_the_second_agrees(colleague)
        caseworker.when_i_go_to(case)
        caseworker.when_i_follow(re.compile("^Open it once"))
        caseworker.then_the_heading_is("A request to open something sealed")
        caseworker.when_i_press("Open it once")
        caseworker.then_the_heading_is("Contact details")
    finally:
        given_two_people_decide(colleague, "One person")


def given_two_people_decide(story: "Story", choice: str) -> None:
    given_i_am(story, "administrator@good-care")
    story.when_i_go_to("/staff/openings/of/good-care/rule/")
    when_i_show_that_it_is_me(story)
    story.then_the_heading_is("Who decides that something is opened")
    story.when_i_choose(choice)
    story.when_i_press("Save")
    story.then_i_see("The rule is saved. It holds from now on.")


def when_the_first_asks(story: "Story") -> str:
    case = case_with_contact(story, "good-care")
    story.when_i_go_to(case)
    story.when_i_follow("Open the contact details")
    when_i_show_that_it_is_me(story)
    story.when_i_choose("To reply to the person, as they allowed")
    story.when_i_fill(WHY, SENTENCE)
    story.when_i_press("Ask a second person")
    story.then_i_see("Waits for a second person")
    return case


def when_the_second_agrees(story: "Story") -> None:
    given_i_am(story, "second.caseworker@good-care")
    story.when_i_follow("Openings (1)")
    story.then_the_heading_is("What was opened")
    story.when_i_follow(re.compile("^Decide"), within=story.page.locator("main"))
    when_i_show_that_it_is_me(story)
    story.then_the_heading_is("Nerys Quartey asks to open something sealed")
    story.when_i_press("Save")
    story.then_i_am_told_what_is_wrong("Choose whether you agree")
    story.when_i_choose("Yes, I agree")
    story.when_i_press("Save")
    story.then_i_see("You agreed.")
