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
