"""How people go through the public form, in steps that several stories share. Every step ends on a look at the page."""

import re
import secrets
import string
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.story import Story

HOME = "/c/tell-us-how-it-was/good-care/"
PHONE = "07700 900 461"
EMAIL = "wilhelmina.ash@example.org"
DANGER = "Is anyone at risk of serious harm now?"
SERVICE = "Which service do you want to tell us about?"
WHEN = "When did this happen?"
WORDS = "Give us your feedback about the service"
WANTED = "What do you think should happen? (optional)"
ANOTHER = "Do you want to tell us about anything else?"
CHECK = "Check your answers before you send them"
EQUALITY = "Equality questions"
THANKS = "Thank you. We have what you told us"


def rare_word() -> str:
    """Return a word that nobody has written here before, to find a piece by."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(12))


def when_i_begin(story: "Story", query: str = "") -> None:
    """Come straight to the first question."""
    story.when_i_go_to(f"{HOME}start/{query}")
    story.then_the_heading_is("What kind of experience do you want to tell us about?")


def when_i_tell_of_myself(story: "Story", *, tone: str = "Bad") -> None:
    """A grown-up, about their own care, with nobody at risk."""
    story.when_i_choose(tone)
    story.when_i_continue()
    story.then_the_heading_is("Whose care do you want to tell us about?")
    story.when_i_choose("My own care")
    story.when_i_continue()
    story.then_the_heading_is("Are you 16 or over?")
    story.when_i_choose("Yes")
    story.when_i_continue()
    story.then_the_heading_is(DANGER)
    story.when_i_choose("No")
    story.when_i_continue()
    story.then_the_heading_is(SERVICE)


def when_i_describe_the_service(story: "Story", description: str) -> None:
    """It is not in the list: say in one's own words which it was."""
    story.when_i_unfold("I cannot find it")
    story.when_i_fill("Which service is it?", description)
    story.when_i_continue()


def when_i_tell_what_happened(story: "Story", words: str, *, wanted: str = "") -> None:
    """From where in the service it was to whether anyone was told, with the fewest answers."""
    story.then_the_heading_is(re.compile("Which part of the service are you telling us about?"))
    story.when_i_continue()
    story.then_the_heading_is(WHEN)
    story.when_i_choose("It is still happening")
    story.when_i_continue()
    story.then_the_heading_is(WORDS)
    story.when_i_fill(WORDS, words)
    story.when_i_continue()
    story.then_the_heading_is(WANTED)
    story.when_i_fill(WANTED, wanted)
    story.when_i_continue()
    story.then_the_heading_is("Have you told the service about this?")
    story.when_i_choose("I have not told them")
    story.when_i_continue()
    story.then_the_heading_is("Have you told the police or the council's safeguarding team?")
    story.when_i_choose("Neither")
    story.when_i_continue()
    story.then_the_heading_is(ANOTHER)


def when_i_finish(story: "Story") -> None:
    """Nothing else, nobody else may read it, no contact: to the check of answers."""
    story.when_i_choose("No")
    story.when_i_continue()
    story.then_the_heading_is("Who may read what you told us")
    story.when_i_continue()
    story.then_the_heading_is("Can our inspectors contact you to find out more?")
    story.when_i_choose("No")
    story.when_i_continue()
    story.then_the_heading_is("Did you hear about this form through a charity?")
    story.when_i_continue()
    story.then_the_heading_is(CHECK)


def when_i_send_it(story: "Story") -> None:
    """Send, and skip the equality questions."""
    story.when_i_press("Send")
    story.then_the_heading_is(EQUALITY)
    story.when_i_choose("No, skip them")
    story.when_i_continue()
    story.then_the_heading_is(THANKS)


def when_i_tell_and_send(story: "Story", words: str) -> str:
    """The whole form in its shortest form; return the reference."""
    when_i_begin(story)
    when_i_tell_of_myself(story)
    when_i_describe_the_service(story, "The walk-in clinic by the old station")
    when_i_tell_what_happened(story, words)
    when_i_finish(story)
    when_i_send_it(story)
    return reference_on(story)


def reference_on(story: "Story") -> str:
    """Return the reference that the confirmation shows."""
    return story.page.locator(".heard-panel .heard-code").inner_text()


def receipt_on(story: "Story") -> list[str]:
    """Return the words of the code that the confirmation shows."""
    return story.page.locator(".heard-receipt").first.locator("li").all_inner_texts()
