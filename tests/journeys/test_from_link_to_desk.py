"""From a tracked link to a sent form by keyboard alone, and on to the caseworker's desk and the live figures."""

import re
from typing import TYPE_CHECKING

from tests.journeys import telling
from tests.journeys.telling import EMAIL, PHONE

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

LIVE = "/staff/live/tell-us-how-it-was/"
FIRST_WORDS = f"The night nurse never came. My daughter's number is {PHONE} and her e-mail is {EMAIL}."
RARE = telling.rare_word()
SECOND_WORDS = f"The porter was so kind that I forgot how frightened I was of the {RARE} corridor."


def test_what_someone_tells_by_keyboard_alone_reaches_the_desk_and_the_figures(
    site: "Site", keyboard_story: "Story", staff_story: "Story", another_staff_story: "Story"
) -> None:
    given_a_manager_watches_the_live_figures(staff_story)
    before = figures_on(staff_story)
    watched = staff_story.page.evaluate("window.watchedSince = performance.now()")

    reference = when_someone_tells_two_things(site, keyboard_story)

    then_the_figures_went_up(staff_story, before)
    assert staff_story.page.evaluate("window.watchedSince") == watched, "the page was loaded anew"
    staff_story.then_the_page_is_accessible()
    then_a_caseworker_reads_it_redacted(another_staff_story, reference)


def given_a_manager_watches_the_live_figures(story: "Story") -> None:
    story.given_i_am_signed_in_as("manager@good-care")
    story.when_i_go_to(LIVE)
    story.then_the_heading_is("Live figures")
    story.then_it_says("These figures update by themselves.")


def when_someone_tells_two_things(site: "Site", story: "Story") -> str:
    when_i_come_by_a_link(site, story)
    when_i_make_every_mistake_and_mend_it(story)
    when_i_tell_of_a_second_service(story)
    when_i_choose_who_may_read_it(story)
    when_i_leave_a_number(story)
    when_i_change_answers_and_send(story)
    when_i_answer_the_equality_questions(story)
    story.then_the_heading_is(telling.THANKS)
    assert len(telling.receipt_on(story)) == 9
    story.then_it_says("A person at Good Care reads what you told us within 5 working days.")
    story.then_it_does_not_say(RARE)
    return telling.reference_on(story)


def when_i_come_by_a_link(site: "Site", story: "Story") -> None:
    code = site.first("SELECT code FROM campaigns_placement WHERE destination = 'LANDING' ORDER BY id LIMIT 1")
    story.when_i_go_to(f"/l/{code}")
    story.then_the_heading_is("Tell Us How It Was")
    assert f"p={code}" in story.page.url
    story.when_i_follow("Give feedback on care")
    story.then_the_heading_is("What kind of experience do you want to tell us about?")


def when_i_make_every_mistake_and_mend_it(story: "Story") -> None:
    when_i_forget_the_easy_ones(story)
    when_i_look_for_a_service(story)
    when_i_write_a_date_that_is_none(story)
    story.then_the_heading_is(telling.WORDS)
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Write your feedback. A few words are enough")
    story.when_i_fill(telling.WORDS, FIRST_WORDS)
    story.when_i_continue()
    story.then_the_heading_is(telling.WANTED)
    story.when_i_fill(telling.WANTED, "Someone should come when the bell rings.")
    story.when_i_continue()
    for heading, wrong, right in (
        (
            "Have you told the service about this?",
            "Choose whether you have told the service",
            "I told them, but made no formal complaint",
        ),
        (
            "Have you told the police or the council's safeguarding team?",
            "Choose whom you have told, or choose neither",
            "Neither",
        ),
    ):
        when_i_forget_to_choose(story, heading, wrong, right)


def when_i_forget_the_easy_ones(story: "Story") -> None:
    for heading, wrong, right in (
        (
            "What kind of experience do you want to tell us about?",
            "Choose what kind of experience it was",
            "Both good and bad",
        ),
        ("Whose care do you want to tell us about?", "Choose whose care it is about", "A relative or friend"),
        ("Are you 16 or over?", "Choose yes if you are 16 or over", "Yes"),
        (telling.DANGER, "Choose yes if anyone is at risk of serious harm now", "No"),
    ):
        when_i_forget_to_choose(story, heading, wrong, right)


def when_i_forget_to_choose(story: "Story", heading: str, wrong: str, right: str) -> None:
    story.then_the_heading_is(heading)
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong(wrong)
    story.when_i_choose(right)
    story.when_i_continue()


def when_i_look_for_a_service(story: "Story") -> None:
    story.then_the_heading_is(telling.SERVICE)
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Choose the service, or choose that it is not listed")
    story.when_i_fill(telling.SERVICE, "Greywick Inf")
    story.then_it_says("Greywick Infirmary", within="[role=listbox]")
    story.then_the_page_is_accessible()
    story.page.keyboard.press("ArrowDown")
    story.page.keyboard.press("Enter")
    story.then_it_says("Chosen: Greywick Infirmary")
    story.then_the_page_is_accessible()
    story.when_i_continue()
    story.then_the_heading_is(re.compile("Which part of the service are you telling us about?"))
    story.when_i_fill(re.compile("Which part of the service"), "Juniper ward")
    story.when_i_continue()


def when_i_write_a_date_that_is_none(story: "Story") -> None:
    story.then_the_heading_is(telling.WHEN)
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Choose when it happened, or choose that you are not sure")
    story.when_i_choose("I know the day")
    for box, number in (("Day", "31"), ("Month", "2"), ("Year", "2020")):
        story.when_i_fill(box, number)
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Write a date that is in the calendar")
    story.when_i_fill("Day", "28")
    story.when_i_continue()


def when_i_tell_of_a_second_service(story: "Story") -> None:
    when_i_forget_to_choose(
        story, telling.ANOTHER, "Choose yes if there is anything else you want to tell us about", "Yes"
    )
    story.then_the_heading_is("What else do you want to tell us about?")
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Choose what kind of experience it was")
    story.when_i_choose("Good")
    story.when_i_choose("It is not in this list")
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Write the name of the service, or where it is")
    story.when_i_fill("Which service is it?", "The hospital bus")
    story.when_i_continue()
    story.then_the_heading_is("Tell us what happened")
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Write your feedback. A few words are enough")
    story.when_i_fill(telling.WORDS, SECOND_WORDS)
    story.when_i_continue()
    story.then_the_heading_is(telling.ANOTHER)
    story.when_i_choose("No")
    story.when_i_continue()


def when_i_choose_who_may_read_it(story: "Story") -> None:
    story.then_the_heading_is("Who may read what you told us")
    story.then_i_see("We may have to tell someone")
    story.when_i_choose("The service")
    story.when_i_continue()


def when_i_leave_a_number(story: "Story") -> None:
    when_i_forget_to_choose(
        story, "Can our inspectors contact you to find out more?", "Choose yes if we may contact you", "Yes"
    )
    story.then_the_heading_is("How can we reach you?")
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Write an e-mail address or a phone number, so that we can reach you")
    story.when_i_fill("E-mail address", "wilhelmina at example")
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Write an e-mail address in the usual form, like name@example.org")
    story.when_i_fill("E-mail address", EMAIL)
    story.when_i_continue()
    story.then_the_heading_is("Did you hear about this form through a charity?")
    story.when_i_continue()


def when_i_change_answers_and_send(story: "Story") -> None:
    story.then_the_heading_is(telling.CHECK)
    story.then_it_says("Nothing has been sent yet.")
    story.then_it_says("for a phone number")
    story.when_i_follow("Change Where in the service, part 1")
    story.then_the_heading_is(re.compile("Which part of the service"))
    story.when_i_fill(re.compile("Which part of the service"), "Rowan ward")
    story.when_i_continue()
    story.then_the_heading_is(telling.CHECK)
    story.then_it_says("Rowan ward")
    story.then_it_does_not_say("Juniper ward")
    story.when_i_follow("Change Who else may read it, part 2")
    story.then_the_heading_is("Who may read what you told us")
    story.when_i_choose("The service")
    story.when_i_continue()
    story.then_the_heading_is(telling.CHECK)
    story.then_it_says("Nobody else")
    story.when_i_press("Send")


def when_i_answer_the_equality_questions(story: "Story") -> None:
    story.then_the_heading_is(telling.EQUALITY)
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong("Choose yes if you want to answer the equality questions")
    story.when_i_choose("Yes, answer the equality questions")
    story.when_i_continue()
    asked = 0
    while telling.HOME + "sent/" not in story.page.url:
        story.then_it_says(telling.EQUALITY)
        story.then_the_page_is_accessible()
        here = story.page.url
        if asked % 2:
            story.when_i_choose("Prefer not to say")
        story.when_i_continue()
        story.page.wait_for_url(lambda url, here=here: url != here)
        asked += 1
    assert asked >= 8, f"only {asked} equality questions were asked"


def figures_on(story: "Story") -> dict[str, int]:
    labels = story.page.locator("#live-figures .heard-stat__label").all_inner_texts()
    figures = story.page.locator("#live-figures .heard-stat__figure").all_inner_texts()
    return {label: int(figure.replace(",", "")) for label, figure in zip(labels, figures, strict=True)}


def then_the_figures_went_up(story: "Story", before: dict[str, int]) -> None:
    """By this click, this landing, this start, this form and its two pieces, and by nothing else."""
    added = {"Clicks": 1, "Landings": 1, "Form starts": 1, "Forms": 1, "Pieces of feedback": 2}
    wanted = {label: count + added.get(label, 0) for label, count in before.items()}
    pieces = story.page.locator("#live-figures .heard-stat").filter(has_text="Pieces of feedback")
    from playwright.sync_api import expect

    expect(pieces).to_contain_text(f"{wanted['Pieces of feedback']:,}", timeout=30_000)
    assert figures_on(story) == wanted


def then_a_caseworker_reads_it_redacted(story: "Story", reference: str) -> None:
    story.given_i_am_signed_in_as("caseworker@good-care")
    when_i_wait_for_it_in_the_queue(story, RARE)
    story.when_i_follow(re.compile("The hospital bus"))
    story.then_the_heading_is(re.compile("The hospital bus"))
    story.then_it_says(reference)
    story.then_it_says("The hospital bus")
    story.then_it_says(f"{RARE} corridor")
    story.when_i_follow(re.compile("Greywick Infirmary"))
    story.then_the_heading_is(re.compile("Greywick Infirmary"))
    story.then_it_says("The night nurse never came.")
    story.then_it_says("Rowan ward")
    for secret in (PHONE, EMAIL, "900 461", "wilhelmina"):
        assert secret.lower() not in story.page.content().lower(), f"{secret} shows"


def when_i_wait_for_it_in_the_queue(story: "Story", words: str) -> None:
    """The worker reads what has come within seconds."""
    story.when_i_look_in_the_queue("good-care", words)
    for _ in range(30):
        if story.page.locator(".cw-list > li").count():
            break
        story.page.wait_for_timeout(1000)
        story.page.reload()
    story.then_i_see(words)
