"""A manager makes a campaign from nothing, tries it out, opens it, passes its links on, pauses it and closes it."""

import re
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.journeys import telling

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

TODAY = date.fromtimestamp(time.time())
LAST_DAY = TODAY + timedelta(days=30)


def test_a_campaign_is_made_tried_opened_and_closed(site: "Site", staff_story: "Story", story: "Story") -> None:
    title = f"Speak of {telling.rare_word()}"
    staff_story.given_i_am_signed_in_as("manager@good-care")
    when_a_manager_plans_a_campaign(staff_story, title)
    at = staff_story.page.url
    when_two_organisations_get_forms(staff_story)
    when_a_wave_and_a_partner_are_added(staff_story)
    address = when_a_link_is_placed(staff_story)
    then_a_test_form_is_not_counted(site, staff_story, story, at)
    when_the_campaign_is_opened(staff_story, at)
    then_the_link_leads_to_the_landing_page(story, address, title)
    then_the_qr_code_is_downloaded(staff_story, address)
    then_pausing_and_closing_say_where_to_turn(staff_story, story, at, address)


def when_a_manager_plans_a_campaign(story: "Story", title: str) -> None:
    story.when_i_go_to("/staff/campaigns/")
    story.then_the_heading_is("Campaigns")
    story.when_i_follow("Create a campaign")
    story.then_the_heading_is("Create a campaign")
    story.when_i_press("Create the campaign")
    story.then_i_am_told_what_is_wrong(re.compile("Name of the campaign"))
    story.when_i_fill("Name of the campaign", title)
    story.when_i_fill(re.compile("What it is for"), "A made-up campaign about waiting rooms.")
    story.when_i_date("First day", TODAY)
    story.when_i_date("Last day", TODAY - timedelta(days=1))
    story.when_i_press("Create the campaign")
    story.then_i_am_told_what_is_wrong("The last day must be on or after the first day")
    story.when_i_date("Last day", LAST_DAY)
    story.when_i_press("Create the campaign")
    story.then_the_heading_is(title)
    story.then_i_see("Before it can open")


def when_two_organisations_get_forms(story: "Story") -> None:
    story.when_i_follow("Add a form")
    story.then_the_heading_is("Add a form")
    story.when_i_press("Add the form")
    story.then_i_am_told_what_is_wrong(re.compile("Questions"))
    for organisation, name, template in (
        ("Office for Good Care", "Tell the regulator", 0),
        ("Speak Up Network", "Tell the network", 1),
    ):
        story.when_i_pick("Organisation", re.compile(organisation))
        story.when_i_fill("Name of the form", name)
        story.page.get_by_role("radio").nth(template).check()
        story.when_i_press("Add the form")
        story.then_i_see(name)
        if not template:
            story.when_i_follow("Add a form")


def when_a_wave_and_a_partner_are_added(story: "Story") -> None:
    story.when_i_follow("Add a wave")
    story.then_the_heading_is("Add a wave")
    story.when_i_press("Add the wave")
    story.then_i_am_told_what_is_wrong(re.compile("Name of the wave"))
    story.when_i_fill("Name of the wave", "Carers")
    story.when_i_fill("Who it is for", "unpaid carers")
    story.when_i_date("First day", TODAY)
    story.when_i_date("Last day", LAST_DAY)
    story.when_i_press("Add the wave")
    story.then_i_see("unpaid carers")
    story.when_i_follow("Add a partner")
    story.then_the_heading_is("Add a partner")
    story.when_i_press("Add the partner")
    story.then_i_am_told_what_is_wrong(re.compile("Organisation"))
    story.when_i_pick("Organisation", re.compile("Carers' Lantern"))
    story.when_i_press("Add the partner")
    story.then_i_see("Carers' Lantern (fictional)")


def when_a_link_is_placed(story: "Story") -> str:
    story.when_i_follow("Place a link")
    story.then_the_heading_is("Place a link")
    story.when_i_press("Place the link")
    story.then_i_am_told_what_is_wrong(re.compile("Where it leads"))
    story.when_i_pick("Where people see the link", re.compile("Facebook"))
    story.when_i_fill(re.compile("Which post"), "Launch video")
    story.when_i_choose("No")
    story.when_i_pick(re.compile("Partner who passes it on"), re.compile("Carers' Lantern"))
    story.when_i_pick("Wave (optional)", "Carers")
    story.when_i_choose("An address on another website")
    story.when_i_fill("Address outside this site", "https://stranger.example.com/")
    story.when_i_press("Place the link")
    story.then_i_am_told_what_is_wrong(re.compile("No other website is on the campaign's list"))
    story.when_i_choose("The landing page")
    story.when_i_press("Place the link")
    story.then_i_see("The same link to try out: it is never counted")
    return str(story.page.get_by_label("The link", exact=True).input_value())


def then_a_test_form_is_not_counted(site: "Site", manager: "Story", visitor: "Story", at: str) -> None:
    visitor.when_i_go_to(str(manager.page.get_by_label(re.compile("The same link to try out")).input_value()))
    visitor.then_i_see("This is a preview.")
    visitor.when_i_follow("Tell the regulator")
    visitor.then_i_see("This is a test. What is sent here is marked, and never counted.")
    telling.when_i_tell_of_myself(visitor, tone="Good")
    telling.when_i_describe_the_service(visitor, "A waiting room")
    visitor.when_i_fill(telling.WORDS, "This is only a try.")
    visitor.when_i_continue()
    visitor.when_i_continue()
    visitor.then_the_heading_is(telling.ANOTHER)
    telling.when_i_finish(visitor)
    telling.when_i_send_it(visitor)
    slug = at.rstrip("/").rsplit("/", 1)[1]
    manager.when_i_go_to(f"/staff/live/{slug}/")
    manager.then_the_heading_is("Live figures")
    figures = manager.page.locator("#live-figures .heard-stat__figure").all_inner_texts()
    assert set(figures) <= {"0", "–"}, figures
    assert site.first("SELECT is_test FROM feedback_submission ORDER BY received_at DESC LIMIT 1") == 1


def when_the_campaign_is_opened(story: "Story", at: str) -> None:
    story.when_i_go_to(at)
    assert story.page.get_by_role("link", name="Open the campaign").count() == 0, "nobody to call, and yet it opens"
    story.when_i_follow("A phone number for people who need help")
    story.then_the_heading_is("Change the campaign")
    story.when_i_fill(re.compile("Phone number for people"), "nonsense")
    story.when_i_press("Save")
    story.then_i_am_told_what_is_wrong(re.compile("phone number", re.IGNORECASE))
    story.when_i_fill(re.compile("Phone number for people"), "020 7946 0777")
    story.when_i_press("Save")
    story.when_i_follow("Choose what the landing page offers")
    story.then_the_heading_is("Choose what the landing page offers")
    story.when_i_choose("Talk to someone near them, then tell us")
    story.when_i_press("Save")
    story.when_i_follow("Open the campaign")
    story.then_the_heading_is(re.compile("^Open "))
    story.when_i_press("Open the campaign")
    story.then_it_says("Pause the campaign")
    story.then_the_page_is_accessible()


def then_the_link_leads_to_the_landing_page(story: "Story", address: str, title: str) -> None:
    story.when_i_go_to(address)
    story.then_the_heading_is(title)
    story.then_it_says("We would like to hear from unpaid carers.")
    doors = story.page.locator(".heard-door__title").all_inner_texts()
    assert doors[0] == "Talk to someone near you"


def then_the_qr_code_is_downloaded(story: "Story", address: str) -> None:
    code = address.rstrip("/").rsplit("/", 1)[1]
    story.when_i_follow(code)
    story.then_the_heading_is(code)
    story.when_i_fill("Width in centimetres", "1")
    story.when_i_press("Download the QR code")
    story.then_i_am_told_what_is_wrong(re.compile("Width in centimetres"))
    for kind, beginning in (("SVG", b"<?xml"), ("PNG", b"\x89PNG")):
        story.when_i_choose(kind)
        story.when_i_fill("Width in centimetres", "4")
        with story.page.expect_download() as download:
            story.when_i_press("Download the QR code")
        assert download.value.path().read_bytes().startswith((beginning, b"<svg"))
    story.when_i_follow("Back")


def then_pausing_and_closing_say_where_to_turn(manager: "Story", visitor: "Story", at: str, address: str) -> None:
    for step, heading in (("Pause the campaign", "is taking a break"), ("Close the campaign", "has ended")):
        manager.when_i_go_to(at)
        manager.when_i_follow(step)
        manager.then_the_heading_is(re.compile(step.split(" ", maxsplit=1)[0]))
        manager.when_i_press(step)
        manager.then_it_says("Links of this campaign")
        visitor.when_i_go_to(address)
        visitor.then_the_heading_is(re.compile(heading))
        visitor.then_it_says("020 7946 0777")


@pytest.mark.parametrize("code", ["no-such-link", "TELLUSHOWITWAS", "%00", "a" * 60])
def test_a_link_that_nobody_knows_gets_a_helpful_page(story: "Story", code: str) -> None:
    story.when_i_go_to(f"/l/{code}")
    story.then_i_see(re.compile("We do not know this link|Tell Us How It Was"))
