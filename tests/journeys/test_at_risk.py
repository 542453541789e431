"""Someone in danger, someone under 16, someone who works there: each is told first what they need to know."""

import re
from typing import TYPE_CHECKING

from tests.journeys import telling

if TYPE_CHECKING:
    from tests.journeys.story import Story

RARE = telling.rare_word()
LINE = f"My neighbour in flat nine has had no food or medicine brought since Friday, says {RARE}."


def test_someone_in_danger_is_told_whom_to_call_and_stands_first_in_the_queue(
    story: "Story", staff_story: "Story"
) -> None:
    telling.when_i_begin(story)
    for choice in ("Bad", "Someone I care for", "Yes", "Yes, or I think so"):
        story.when_i_choose(choice)
        story.when_i_continue()
    story.then_the_heading_is("Get help now")
    story.then_i_see("Nothing that you have told us has been sent yet.")
    assert story.page.locator("a[href='tel:999']").count() >= 1
    story.when_i_press("Send this now")
    story.then_i_am_told_what_is_wrong("Write what is happening. One line is enough")
    story.when_i_fill("What is happening, and where?", LINE)
    story.when_i_fill(re.compile("A number to call you on"), telling.PHONE)
    story.when_i_press("Send this now")
    story.then_the_heading_is("We have your message")
    assert len(telling.receipt_on(story)) == 9
    story.when_i_follow("Go on with the form")
    story.then_the_heading_is("Get help now")
    story.when_i_press("Go on with the form")
    story.then_the_heading_is(telling.SERVICE)
    then_it_stands_first(staff_story)


def then_it_stands_first(story: "Story") -> None:
    story.given_i_am_signed_in_as("caseworker@good-care")
    first = story.page.locator(".cw-list > li").first
    for _ in range(30):
        story.when_i_go_to("/staff/queue/good-care/")
        if RARE in first.inner_text():
            break
        story.page.wait_for_timeout(1000)
    assert RARE in first.inner_text()
    assert "Risk to look at" in first.inner_text()
    assert telling.PHONE not in story.page.content()
    story.then_the_page_is_accessible()
    first.get_by_role("link").first.click()
    story.then_i_see("Someone may be at risk")


def test_someone_under_16_reads_short_words_and_can_publish_nothing(story: "Story") -> None:
    telling.when_i_begin(story)
    for choice in ("Bad", "My own care", "No"):
        story.when_i_choose(choice)
        story.when_i_continue()
    story.then_the_heading_is("It is good that you are telling someone")
    story.then_it_says("Childline")
    assert story.page.locator("a[href='tel:08001111']").count() == 1
    story.when_i_continue()
    story.then_the_heading_is("Is someone in danger now?")
    story.when_i_choose("No")
    story.when_i_continue()
    telling.when_i_describe_the_service(story, "The children's ward")
    story.then_the_heading_is(re.compile("Which part of the service"))
    story.when_i_continue()
    story.when_i_choose("I am not sure")
    story.then_i_see("For example, “two winters ago” or “for about a year”.")
    story.when_i_continue()
    story.then_the_heading_is("What happened?")
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Write what happened. A few words are enough")
    story.when_i_fill("What happened?", "They did not tell me what the needle was for.")
    story.when_i_continue()
    story.when_i_continue()
    story.when_i_choose("I have not told them")
    story.when_i_continue()
    story.when_i_choose("Neither")
    story.when_i_continue()
    story.then_the_heading_is(telling.ANOTHER)
    story.when_i_choose("No")
    story.when_i_continue()
    story.then_the_heading_is("Who may read what you told us")
    assert story.page.get_by_label("The service").count() >= 1
    assert story.page.get_by_label("Everyone", exact=True).count() == 0


def test_someone_who_works_there_reads_first_what_protects_them(story_without_script: "Story") -> None:
    story = story_without_script
    telling.when_i_begin(story)
    story.when_i_choose("Bad")
    story.when_i_continue()
    story.when_i_choose("I work there, or used to")
    story.when_i_continue()
    story.then_the_heading_is("What protects you when you speak up")
    story.then_it_says("You have not told us anything about your work yet. Read this first.")
    story.when_i_continue()
    story.then_the_heading_is(telling.DANGER)
    story.when_i_choose("No")
    story.when_i_continue()
    story.then_the_heading_is(telling.SERVICE)
    telling.when_i_describe_the_service(story, "Where I work")
    telling.when_i_tell_what_happened(story, "Two of us for forty beds at night.")
    story.when_i_choose("No")
    story.when_i_continue()
    story.then_it_says("If you choose the service, your employer may guess that it was you.")
    story.then_the_heading_is("Who may read what you told us")
