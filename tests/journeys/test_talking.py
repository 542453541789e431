"""The other door: someone who would rather talk finds the number of an office near them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

BOX = "Your postcode, town or council"
COUNTED = "SELECT count(*) FROM campaigns_visit WHERE kind = ? AND visitor_class = 'HUMAN' AND NOT is_test"


def counted(site: "Site") -> dict[str, int]:
    """How often people did each thing at the contact door."""
    return {kind: int(site.first(COUNTED, kind)) for kind in ("LOOKUP", "NUMBER_SHOWN", "CALL_TAP")}


def test_someone_finds_an_office_and_it_is_counted(site: "Site", story: "Story") -> None:
    phone = site.first("SELECT phone FROM places_office WHERE name = 'Speak Up Leeds (fictional)'")
    before = counted(site)
    story.when_i_go_to("/")
    story.then_the_heading_is("Tell Us How It Was")
    story.when_i_press("Find an office")
    story.then_the_heading_is("Talk to someone near you")
    story.then_i_am_told_what_is_wrong("Write a postcode, a town or a council")
    story.when_i_fill(BOX, "Xyzzy")
    story.when_i_press("Find an office")
    story.then_i_see("We found no place called “Xyzzy”.")
    story.when_i_fill(BOX, "L56 2AB")
    story.when_i_press("Find an office")
    story.then_i_see("Did you mean one of these?")
    story.when_i_fill(BOX, "ls6 2ab")
    story.when_i_press("Find an office")
    story.then_i_see("LS6 2AB is in Leeds.")
    story.then_i_see(phone)
    assert "LS6" not in story.page.url.upper()
    number = story.page.locator("main a[href^='tel:']").first
    assert (number.get_attribute("href") or "").removeprefix("tel:") == phone.replace(" ", "")
    after = counted(site)
    assert after["NUMBER_SHOWN"] == before["NUMBER_SHOWN"] + 1
    assert after["LOOKUP"] == before["LOOKUP"] + 3
    story.away = "tel:"
    with story.page.expect_response(lambda response: "/tap/" in response.url) as said:
        number.click()
        number.click()
    assert said.value.status == 204
    assert counted(site)["CALL_TAP"] == before["CALL_TAP"] + 1


def test_someone_finds_an_office_from_the_list_without_script(story_without_script: "Story") -> None:
    story = story_without_script
    story.when_i_go_to("/c/tell-us-how-it-was/contact/")
    story.then_the_heading_is("Talk to someone near you")
    story.when_i_unfold("Choose from a list of areas")
    story.page.locator("details[open] a").first.click()
    story.page.locator("main section a[href^='tel:']").first.wait_for()
    story.then_the_heading_is("Talk to someone near you")
