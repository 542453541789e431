"""Calling from the landing page itself: someone near where that is known, else the campaign's own line."""

from functools import partial
from typing import TYPE_CHECKING

from tests.journeys.counted import counted, counts_once, tap_twice

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story


def test_a_link_placed_for_an_area_leads_to_a_number_in_one_tap(site: "Site", story: "Story") -> None:
    code, phone = site.found(
        "SELECT p.code, o.phone FROM campaigns_placement p JOIN places_officecoverage c ON c.area_id = p.area_id"
        " JOIN places_office o ON o.id = c.office_id WHERE o.phone <> '' AND p.destination = 'LANDING' LIMIT 1"
    )[0]
    look_ups = counted(site, "LOOKUP")
    counts_once(site, "NUMBER_SHOWN", lambda: story.when_i_go_to(f"/l/{code}"))
    story.then_i_see(phone)
    story.then_the_page_is_accessible()
    story.away = "tel:"
    for way, kind in (("tel:", "CALL_TAP"), ("mailto:", "EMAIL_TAP")):
        reached = story.page.locator(f"main .heard-door a[href^='{way}']").first
        counts_once(site, kind, partial(tap_twice, story, reached))
    assert counted(site, "LOOKUP") == look_ups


def test_where_nobody_near_is_known_the_campaigns_own_number_stands_there_without_script(
    story_without_script: "Story",
) -> None:
    story = story_without_script
    story.when_i_go_to("/")
    story.page.locator("main .heard-door a.heard-call[href^='tel:']").first.wait_for()
    story.page.locator("main .heard-find input[name=q]").fill("Xyzzy")
    story.when_i_press("Find an office")
    story.then_i_see("We found no place called “Xyzzy”.")
