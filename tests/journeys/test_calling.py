"""Calling from the landing page itself: someone near where that is known, else the campaign's own line."""

from typing import TYPE_CHECKING

from tests.journeys.test_talking import COUNTED

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story


def counted(site: "Site") -> dict[str, int]:
    """How often people did each thing at the door to someone near."""
    return {kind: int(site.first(COUNTED, kind)) for kind in ("LOOKUP", "NUMBER_SHOWN", "CALL_TAP", "EMAIL_TAP")}


def test_a_link_placed_for_an_area_leads_to_a_number_in_one_tap(site: "Site", story: "Story") -> None:
    code, phone = site.found(
        "SELECT p.code, o.phone FROM campaigns_placement p JOIN places_officecoverage c ON c.area_id = p.area_id"
        " JOIN places_office o ON o.id = c.office_id WHERE o.phone <> '' AND p.destination = 'LANDING' LIMIT 1"
    )[0]
    before = counted(site)
    story.when_i_go_to(f"/l/{code}")
    story.then_i_see(phone)
    story.then_the_page_is_accessible()
    assert counted(site)["NUMBER_SHOWN"] == before["NUMBER_SHOWN"] + 1
    story.away = "tel:"
    for way, kind in (("tel:", "CALL_TAP"), ("mailto:", "EMAIL_TAP")):
        reached = story.page.locator(f"main .heard-door a[href^='{way}']").first
        reached.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
        with story.page.expect_response(lambda response: "/tap/" in response.url) as said:
            reached.click()
            reached.click()
        assert said.value.status == 204
        assert counted(site)[kind] == before[kind] + 1
    assert counted(site)["LOOKUP"] == before["LOOKUP"]


def test_where_nobody_near_is_known_the_campaigns_own_number_stands_there_without_script(
    story_without_script: "Story",
) -> None:
    story = story_without_script
    story.when_i_go_to("/")
    story.page.locator("main .heard-door a.heard-call[href^='tel:']").first.wait_for()
    story.page.locator("main .heard-find input[name=q]").fill("Xyzzy")
    story.when_i_press("Find an office")
    story.then_i_see("We found no place called “Xyzzy”.")
