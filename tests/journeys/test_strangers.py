"""Two organisations in one house: neither sees what the other was told, by address, filter, export or search."""

from typing import TYPE_CHECKING

from tests.journeys import telling
from tests.journeys.test_from_link_to_desk import when_i_wait_for_it_in_the_queue

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

CASE = (
    "SELECT c.id FROM casework_case c JOIN accounts_organisation o ON o.id = c.organisation_id"
    " WHERE o.slug = ? ORDER BY c.id DESC LIMIT 1"
)
OF_THE_REGULATOR = (
    "/staff/queue/good-care/",
    "/staff/people/good-care/",
    "/staff/audit/good-care/",
    "/staff/organisations/good-care/",
    "/staff/account/leave/good-care/",
)


def test_one_organisation_never_sees_what_another_was_told(
    site: "Site", story: "Story", staff_story: "Story", another_staff_story: "Story"
) -> None:
    rare = telling.rare_word()
    telling.when_i_tell_and_send(story, f"The {rare} in the corridor kept me awake.")
    staff_story.given_i_am_signed_in_as("caseworker@good-care")
    when_i_wait_for_it_in_the_queue(staff_story, rare)
    then_a_stranger_finds_nothing(site, another_staff_story, rare)


def then_a_stranger_finds_nothing(site: "Site", stranger: "Story", rare: str) -> None:
    stranger.given_i_am_signed_in_as("caseworker@speak-up")
    stranger.when_i_look_in_the_queue("speak-up", rare)
    stranger.then_i_see("Nothing fits these filters.")
    stranger.when_i_go_to(f"{stranger.page.url}&source=test")
    stranger.then_i_see("Nothing fits these filters.")
    theirs = site.first(CASE, "good-care")
    for path in (f"/staff/cases/{theirs}/", "/staff/cases/999999999/", *OF_THE_REGULATOR):
        stranger.then_there_is_nothing_at(path)
        stranger.then_the_heading_is("Page not found")
        assert rare not in stranger.page.content()
    form = site.first("SELECT id FROM campaigns_form WHERE slug = 'good-care'")
    for asked in (f"form={form}", "placement=tellushowitwas-web", "assigned=1"):
        stranger.when_i_go_to(f"/staff/queue/speak-up/?{asked}")
        assert rare not in "".join(stranger.page.locator(".cw-line").all_inner_texts())
    stranger.when_i_go_to("/staff/queue/speak-up/")
    with stranger.page.expect_download() as download:
        stranger.when_i_press("Download as CSV")
    exported = download.value.path().read_text(encoding="utf-8-sig")
    assert exported.count("\n") > 100
    assert rare not in exported


def test_the_other_way_round_too(site: "Site", staff_story: "Story") -> None:
    staff_story.given_i_am_signed_in_as("caseworker@good-care")
    staff_story.then_there_is_nothing_at(f"/staff/cases/{site.first(CASE, 'speak-up')}/")
    staff_story.then_there_is_nothing_at("/staff/queue/speak-up/")
    staff_story.then_the_heading_is("Page not found")


def test_someone_who_runs_no_campaign_finds_none(site: "Site", staff_story: "Story") -> None:
    staff_story.given_i_am_signed_in_as("responder@larkmere")
    for path in (
        "/staff/campaigns/tell-us-how-it-was/",
        "/staff/live/tell-us-how-it-was/",
        "/staff/imports/1/",
        f"/staff/cases/{site.first(CASE, 'good-care')}/",
    ):
        staff_story.then_there_is_nothing_at(path)
    staff_story.then_the_heading_is("Page not found")
    stream = staff_story.context.request.get("/staff/live/tell-us-how-it-was/stream/")
    assert stream.status == 404
