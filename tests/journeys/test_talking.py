"""The other door: someone who would rather talk finds the number of an office near them."""

from functools import partial
from typing import TYPE_CHECKING

from tests.journeys.counted import counted, counts_once, tap_twice

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

BOX = "Your postcode, town or council"


def look_for(story: "Story", place: str, *, told: str) -> None:
    """Look for someone near a place, and be told this."""
    story.when_i_fill(BOX, place)
    story.when_i_press("Find an office")
    story.then_i_see(told)


def load_again(story: "Story") -> None:
    """Load the page anew."""
    story.page.reload()


def test_someone_finds_an_office_and_it_is_counted(site: "Site", story: "Story") -> None:
    phone = site.first("SELECT phone FROM places_office WHERE name = 'Speak Up Leeds (fictional)'")
    look_ups = counted(site, "LOOKUP")
    story.when_i_go_to("/")
    story.then_the_heading_is("Tell Us How It Was")
    story.when_i_press("Find an office")
    story.then_the_heading_is("Talk to someone near you")
    story.then_i_am_told_what_is_wrong("Write a postcode, a town or a council")
    assert counted(site, "LOOKUP") == look_ups
    counts_once(site, "LOOKUP", lambda: look_for(story, "Xyzzy", told="We found no place called “Xyzzy”."))
    counts_once(site, "LOOKUP", lambda: look_for(story, "L56 2AB", told="Did you mean one of these?"))
    counts_once(site, "LOOKUP", lambda: look_for(story, "ls6 2ab", told="LS6 2AB is in Leeds."))
    story.then_i_see(phone)
    assert "LS6" not in story.page.url.upper()
    number = story.page.locator("main a[href^='tel:']").first
    assert (number.get_attribute("href") or "").removeprefix("tel:") == phone.replace(" ", "")
    counts_once(site, "NUMBER_SHOWN", partial(load_again, story))
    story.away = "tel:"
    counts_once(site, "CALL_TAP", partial(tap_twice, story, number))


def test_someone_finds_an_office_from_the_list_without_script(story_without_script: "Story") -> None:
    story = story_without_script
    story.when_i_go_to("/c/tell-us-how-it-was/contact/")
    story.then_the_heading_is("Talk to someone near you")
    story.when_i_unfold("Choose from a list of areas")
    story.page.locator("details[open] a").first.click()
    story.page.locator("main section a[href^='tel:']").first.wait_for()
    story.then_the_heading_is("Talk to someone near you")
