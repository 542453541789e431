"""The form on a small screen with script off, and what people do to forms: back, refresh, two tabs, pressing twice."""

import re
from typing import TYPE_CHECKING

from tests.journeys import telling

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story


def forms_in(site: "Site") -> int:
    """How many submissions the site holds."""
    return int(site.first("SELECT count(*) FROM feedback_submission"))


def test_the_form_is_told_and_sent_without_script(site: "Site", story_without_script: "Story") -> None:
    story, before = story_without_script, forms_in(site)
    story.when_i_go_to("/")
    story.then_the_heading_is("Tell Us How It Was")
    story.when_i_follow("Give feedback on care")
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Choose what kind of experience it was")
    telling.when_i_tell_of_myself(story)
    when_i_find_a_service_by_its_button(story)
    telling.when_i_tell_what_happened(
        story, "They kept me waiting for nine hours.", wanted="Tell people why they wait."
    )
    telling.when_i_finish(story)
    telling.when_i_send_it(story)
    assert len(telling.receipt_on(story)) == 9
    assert forms_in(site) == before + 1


def when_i_find_a_service_by_its_button(story: "Story") -> None:
    story.when_i_press("Find")
    story.then_i_am_told_what_is_wrong(re.compile("Write"))
    story.when_i_fill(telling.SERVICE, "zzz nowhere")
    story.when_i_press("Find")
    story.then_i_see("We found no service for “zzz nowhere”")
    story.when_i_fill(telling.SERVICE, "Greywick")
    story.when_i_press("Find")
    story.then_i_see("Many services fit “Greywick”. Add the town or the postcode to find yours.")
    story.when_i_fill(telling.SERVICE, "Greywick Infirmery")
    story.when_i_press("Find")
    story.then_i_see("What we found for “Greywick Infirmery”")
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Choose the service, or choose that it is not listed")
    story.when_i_choose(re.compile("Greywick Infirmary"))
    story.when_i_continue()


def test_going_back_and_loading_again_loses_and_doubles_nothing(site: "Site", story_without_script: "Story") -> None:
    story, before = story_without_script, forms_in(site)
    words = "The lift was broken for a month."
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    telling.when_i_describe_the_service(story, "The health centre on the hill")
    telling.when_i_tell_what_happened(story, words)
    for _ in range(3):
        story.when_i_follow("Back")
    story.then_the_heading_is(telling.WANTED)
    story.when_i_follow("Back")
    story.then_the_heading_is(telling.WORDS)
    assert story.page.get_by_label(telling.WORDS).input_value() == words
    story.page.reload()
    assert story.page.get_by_label(telling.WORDS).input_value() == words
    story.when_i_go_to(f"{telling.HOME}anything-else/")
    telling.when_i_finish(story)
    telling.when_i_send_it(story)
    reference = telling.reference_on(story)
    story.page.reload()
    assert telling.reference_on(story) == reference
    story.when_i_go_to(f"{telling.HOME}check-answers/")
    story.then_the_heading_is("You have already sent this form")
    assert forms_in(site) == before + 1


def test_two_tabs_and_a_double_click_send_one_form(site: "Site", story: "Story") -> None:
    before = forms_in(site)
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    telling.when_i_describe_the_service(story, "The clinic by the canal")
    telling.when_i_tell_what_happened(story, "Nobody told us that the clinic had moved.")
    telling.when_i_finish(story)
    other = story.new_tab()
    other.goto(f"{telling.HOME}check-answers/")
    story.page.get_by_role("button", name="Send").dblclick()
    story.then_the_heading_is(telling.EQUALITY)
    other.get_by_role("button", name="Send").click()
    other.get_by_role("heading", level=1, name="You have already sent this form").wait_for()
    story.when_i_choose("No, skip them")
    story.when_i_continue()
    story.then_the_heading_is(telling.THANKS)
    assert forms_in(site) == before + 1


def test_a_double_click_without_script_sends_one_form(site: "Site", story_without_script: "Story") -> None:
    story, before = story_without_script, forms_in(site)
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    telling.when_i_describe_the_service(story, "The clinic by the weir")
    telling.when_i_tell_what_happened(story, "The letters came in print too small for me.")
    telling.when_i_finish(story)
    story.page.get_by_role("button", name="Send").dblclick()
    story.then_the_heading_is(re.compile(f"{telling.EQUALITY}|You have already sent this form"))
    story.when_i_go_to(f"{telling.HOME}sent/")
    story.then_the_heading_is(telling.THANKS)
    assert forms_in(site) == before + 1


def test_a_change_in_one_tab_shows_in_the_other(story: "Story") -> None:
    telling.when_i_begin(story)
    first = story.page.url
    other = story.new_tab()
    other.goto(first)
    telling.when_i_tell_of_myself(story, tone="Good")
    other.get_by_label("Bad", exact=True).check()
    other.get_by_role("button", name="Continue").click()
    other.wait_for_url(lambda url: url != first)
    story.when_i_go_to(first)
    assert story.page.get_by_label("Bad", exact=True).is_checked()


def test_someone_who_comes_back_may_go_on_or_erase_what_stands_there(story: "Story") -> None:
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    story.when_i_go_to(f"{telling.HOME}start/")
    story.then_the_heading_is("You have begun this form")
    story.when_i_follow("Go on where you were")
    story.then_the_heading_is(telling.SERVICE)
    story.when_i_follow("Clear my answers")
    story.then_the_heading_is("Do you want to clear your answers?")
    story.when_i_press("Clear my answers")
    story.then_the_heading_is("Your answers are cleared")
    assert story.context.cookies() == []
    telling.when_i_begin(story)
    assert not story.page.get_by_label("Bad", exact=True).is_checked()
