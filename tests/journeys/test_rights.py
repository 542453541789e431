"""A privacy lead logs what someone asks by law, takes more time for it, and answers it."""

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.story import Story

PRIVACY = "/staff/privacy/of/good-care/"


@pytest.fixture
def lead(staff_story: "Story") -> "Story":
    """A privacy lead at what waits for them."""
    staff_story.given_i_am_signed_in_as("privacy@good-care")
    staff_story.when_i_go_to(PRIVACY)
    staff_story.then_the_heading_is(re.compile("Privacy"))
    return staff_story


def test_a_request_is_logged_given_more_time_and_answered(lead: "Story") -> None:
    story = lead
    story.when_i_go_to(f"{PRIVACY}requests/new/")
    story.when_i_press("Log it")
    story.then_i_am_told_what_is_wrong(re.compile("Choose what they ask for"))
    story.when_i_choose("To have something put right")
    story.when_i_press("Log it")
    story.then_i_see("The request is logged. You have one month from the day it came.")
    at = story.page.url
    story.when_i_go_to(f"{at}more-time/")
    story.when_i_press("Save")
    story.then_i_am_told_what_is_wrong(re.compile("Write why you need more time"))
    story.when_i_fill("Why do you need two more months?", "It is one of many.")
    story.when_i_press("Save")
    story.then_i_see("You have two more months. Tell the person why.")
    story.when_i_go_to(f"{at}answer/")
    story.when_i_choose("Done as asked")
    story.when_i_press("Save")
    story.then_i_see("The request is answered.")


def test_each_page_of_privacy_is_accessible(lead: "Story") -> None:
    for part in ("", "holds/new/", "retention/", "particulars/"):
        lead.when_i_go_to(f"{PRIVACY}{part}")
        lead.then_the_page_is_accessible()
