"""Staff ask, an unnamed person answers with their code, staff see it; and a form saved here is finished there."""

import re
from typing import TYPE_CHECKING

from tests.journeys import telling
from tests.journeys.conftest import DESKTOP
from tests.journeys.conftest import telling as another_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

QUEUE = "/staff/queue/good-care/"
QUESTION = "Which ward was it? We want to ask them about it."
PAGE = "What happened with what you told us"


def test_a_question_reaches_the_person_and_their_answer_reaches_the_case(story: "Story", staff_story: "Story") -> None:
    word = telling.rare_word()
    telling.when_i_tell_and_send(story, f"They forgot my {word} again.")
    case = when_staff_find_it(staff_story, word)
    when_staff_ask(staff_story)

    story.when_i_press("Open your page")
    story.then_the_heading_is(PAGE)
    story.then_i_see("New messages: 1")
    story.when_i_follow("Read and write messages")
    story.then_the_heading_is("Messages")
    story.then_it_says(QUESTION)
    story.then_it_says(re.compile("A caseworker at"))
    story.when_i_press("Send")
    story.then_i_am_told_what_is_wrong("Write your message")
    story.when_i_fill("Your message", "Ward seven. You can ring 07700 900456.")
    story.when_i_press("Send")
    story.then_it_says("Ward seven.")

    then_staff_read_it(staff_story, case)


def when_staff_find_it(story: "Story", word: str) -> str:
    story.given_i_am_signed_in_as("caseworker@good-care")
    for _ in range(30):
        story.when_i_go_to(f"{QUEUE}?words={word}")
        if story.page.locator(".cw-line__title a").count():
            break
        story.page.wait_for_timeout(1000)
    story.page.locator(".cw-line__title a").first.click()
    return story.page.url


def when_staff_ask(story: "Story") -> None:
    story.when_i_press("Send the message")
    story.then_i_am_told_what_is_wrong(re.compile("Write to the person"))
    story.when_i_fill("Write to the person", QUESTION)
    story.when_i_press("Send the message")
    story.then_i_see("Your message is sent. The person reads it on their own page.")


def then_staff_read_it(story: "Story", case: str) -> None:
    for _ in range(30):
        story.when_i_go_to(case)
        if story.page.get_by_text("New message").count():  # it is read first, and put on the case then
            break
        story.page.wait_for_timeout(1000)
    story.then_it_says("Ward seven.")
    story.then_it_does_not_say("07700 900456")
    story.then_i_see("New message")
    story.when_i_press("Mark as read")
    story.then_i_see("Marked as read.")


def test_they_ask_to_be_told_of_news_and_stop_it(story: "Story") -> None:
    telling.when_i_tell_and_send(story, "Nobody rang back.")
    story.when_i_press("Open your page")
    story.when_i_follow("Tell me when there is news")
    story.when_i_press("Tell me when there is news")
    story.then_i_am_told_what_is_wrong("Choose how you want to be told")
    story.when_i_choose("By email")
    story.when_i_fill("Your email address", "wilhelmina.ash@example.org")
    story.when_i_press("Tell me when there is news")
    story.then_it_says(re.compile("We have sent you an email"))
    story.when_i_press("Stop, and forget my address")
    story.then_it_does_not_say("We have sent you an email")


def test_a_form_saved_on_a_phone_is_finished_at_a_desk(story: "Story", site: "Site", browser: "Browser") -> None:
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    story.when_i_press("Save and finish later")
    story.then_the_heading_is("Your form is saved")
    code = " ".join(telling.receipt_on(story))
    with another_browser(site, browser, screen=DESKTOP) as desk:
        desk.when_i_go_to("/c/tell-us-how-it-was/")
        desk.when_i_follow("Go on with a form that you saved")
        desk.when_i_press("Open the saved form")
        desk.then_i_am_told_what_is_wrong("Enter your code: nine words, or 30 digits")
        desk.when_i_fill("Your code", code)
        desk.when_i_press("Open the saved form")
        desk.then_the_heading_is(telling.SERVICE)
        telling.when_i_describe_the_service(desk, "The clinic by the harbour")
        telling.when_i_tell_what_happened(desk, "It was quick and kind.")
        telling.when_i_finish(desk)
        telling.when_i_send_it(desk)
    story.when_i_follow("Go on with the form now")
    story.then_the_heading_is("You have already sent this form")


def test_without_script_a_form_is_saved_and_gone_on_with(story_without_script: "Story") -> None:
    story = story_without_script
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    story.when_i_press("Save and finish later")
    story.then_the_heading_is("Your form is saved")
    story.when_i_follow("Go on with the form now")
    story.then_the_heading_is(telling.SERVICE)
