"""A caseworker decides pieces one after the other by keyboard alone, turns the keys off, and does without script."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import telling

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

START = "/staff/decide/good-care/?order=oldest"


@pytest.fixture
def reader(staff_story: "Story") -> "Story":
    """A caseworker with the first piece of a set before them."""
    staff_story.given_i_am_signed_in_as("caseworker@good-care")
    staff_story.when_i_go_to(START)
    staff_story.then_i_see("in this set are decided")
    return staff_story


def test_pieces_are_decided_by_keyboard_alone(reader: "Story") -> None:
    page, first = reader.page, reader.page.url
    decided = how_many_are_decided(reader)
    page.keyboard.press("?")
    reader.then_i_see("Forget the letter just pressed")
    reader.then_the_page_is_accessible()
    page.keyboard.press("?")
    food = page.get_by_label(re.compile("^Food and drink"))
    was = food.is_checked()
    food_keys = food.get_attribute("data-keys") or ""
    for key in food_keys.split()[-1]:
        page.keyboard.press(key)
    assert food.is_checked() is not was
    page.keyboard.press("t")
    page.keyboard.press("3")
    assert page.get_by_label(re.compile("^Mixed")).is_checked()
    page.keyboard.press("j")
    reader.then_it_says("You changed something here.")
    assert page.url == first
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address != first)
    assert how_many_are_decided(reader) == decided + 1
    page.keyboard.press("k")
    page.wait_for_url(first)
    assert page.get_by_label(re.compile("^Mixed")).is_checked()


def test_keys_that_are_turned_off_do_nothing(reader: "Story") -> None:
    page, first = reader.page, reader.page.url
    page.keyboard.press("?")
    reader.when_i_press("Turn the keys off")
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.keyboard.press("1")
    assert page.url == first
    page.reload()
    assert page.locator("#form-decide .cw-key:visible").count() == 0


def test_it_is_a_plain_form_without_script(site: "Site", browser: "Browser") -> None:
    with telling(site, browser, screen={"width": 390, "height": 800}, has_script=False) as story:
        story.given_i_am_signed_in_as("second.caseworker@good-care")
        story.when_i_go_to(START)
        first = story.page.url
        story.page.get_by_label(re.compile("^Good")).check()
        story.when_i_press("Accept and go on")
        story.then_i_see("Saved.")
        assert story.page.url != first


def how_many_are_decided(story: "Story") -> int:
    return int(re.sub(r"\D.*", "", story.page.locator("#progress").inner_text()))


def test_two_people_code_apart_and_one_settles_what_they_dispute(
    staff_story: "Story", another_staff_story: "Story"
) -> None:
    analyst, colleague = staff_story, another_staff_story
    analyst.given_i_am_signed_in_as("analyst@good-care")
    analyst.when_i_go_to("/staff/coding/")
    analyst.when_i_follow("Start double coding")
    analyst.when_i_press("Start double coding")
    analyst.then_i_am_told_what_is_wrong(re.compile("Choose two people or more"))
    analyst.when_i_fill("How many pieces", "10")
    for name in analyst.page.locator("[name=coders]").all()[:2]:
        name.check()
    names = [
        analyst.page.locator(f"label[for={box.get_attribute('id')}]").inner_text()
        for box in analyst.page.locator("[name=coders]:checked").all()
    ]
    analyst.when_i_press("Start double coding")
    analyst.then_i_see("Tell the people who code it.")
    analyst.then_it_says(names[0])
    at = analyst.page.url
    colleague.given_i_am_signed_in_as(sign_in_of(analyst, names))
    colleague.when_i_go_to(at.removeprefix(colleague.site.address))
    colleague.when_i_follow("Start coding")
    colleague.then_i_see("Say what you find in the words.")
    for key in ("t", "2", "Enter"):
        colleague.page.keyboard.press(key)
    colleague.then_i_see("You have coded 1 of 10")
    colleague.then_the_page_is_accessible()
    analyst.when_i_press("End the coding now")
    analyst.then_i_see("No piece has been coded by two people yet.")


def sign_in_of(story: "Story", names: list[str]) -> str:
    """The sign-in of one of the people who is not the one who started the set."""
    found = story.site.found("SELECT email FROM accounts_user WHERE full_name IN (?, ?) ORDER BY email", *names)
    emails = [email for (email,) in found if not email.startswith("analyst@")]
    return str(emails[0]).removesuffix(".example.org")
