"""A person comes back with their code: sees what happened, adds to it, takes it back, and leaves nothing behind."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys import telling

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.journeys.story import Story

DOOR = "See what happened with what you told us"
PAGE = "What happened with what you told us"
BACK = "Already told us? See what happened"
CODE = "Your code"
LOOK = "See what happened"
ADDED = "It happened again on Sunday."


def given_i_told_them(story: "Story", words: str) -> tuple[str, list[str]]:
    """Tell and send, clear the page, and keep the reference and the nine words."""
    reference = telling.when_i_tell_and_send(story, words)
    code = telling.receipt_on(story)
    story.when_i_follow("Clear this page")
    story.when_i_press(re.compile("^Clear"))
    return reference, code


def when_i_enter(story: "Story", code: str) -> None:
    story.when_i_fill(CODE, code)
    story.when_i_press(LOOK)


def test_with_a_slip_in_a_word_they_see_what_happened_add_to_it_and_take_it_back(story: "Story") -> None:
    reference, code = given_i_told_them(story, "The night nurse never came.")
    story.when_i_follow(BACK)
    story.then_the_heading_is(DOOR)
    when_i_enter(story, "")
    story.then_i_am_told_what_is_wrong("Enter your code: nine words, or 30 digits")
    when_i_enter(story, " ".join(code[:4]))
    story.then_i_am_told_what_is_wrong("A code has nine words. You entered 4")
    when_i_enter(story, " ".join([f"{code[0]}x", *code[1:]]).upper())
    story.then_the_heading_is(PAGE)
    story.then_it_says(reference)
    story.then_it_says("Nobody has opened anything.")

    story.when_i_follow(re.compile("^Add words to this"))
    story.then_the_heading_is("Add to what you told us")
    story.when_i_press("Send")
    story.then_i_am_told_what_is_wrong("Write what you want to add")
    story.when_i_fill("What do you want to add?", ADDED)
    story.when_i_press("Send")
    story.then_the_heading_is(PAGE)
    story.then_it_says(re.compile("You added words on"))

    story.when_i_follow("Take back everything you sent")
    story.then_the_heading_is("Take back everything you sent?")
    story.when_i_press("Take everything back")
    story.then_the_heading_is(PAGE)
    story.then_i_see(re.compile("You took all of it back on"))

    story.when_i_press("Close my page")
    story.then_the_heading_is("Your page is closed")
    story.when_i_go_to("/my-feedback/")
    story.then_the_heading_is(DOOR)
    story.then_it_does_not_say(reference)


def test_they_get_a_copy_of_all_that_is_held(story: "Story") -> None:
    reference, code = given_i_told_them(story, "Ring me on 07700 900461 about the ward.")
    story.when_i_go_to("/my-feedback/")
    when_i_enter(story, " ".join(code))
    story.then_the_heading_is(PAGE)
    story.when_i_press("Get a copy of what we hold")
    story.then_the_heading_is("A copy of what we hold")
    for _ in range(60):
        if story.page.get_by_role("button", name="Get the file").count():
            break
        story.page.wait_for_timeout(1000)
        story.when_i_go_to("/my-feedback/own-copy/")
    story.then_i_see(re.compile("Your copy is ready"))
    with story.page.expect_download() as got:
        story.when_i_press("Get the file")
    assert got.value.suggested_filename == f"{reference}.html"
    file = Path(got.value.path()).read_text()
    assert "Ring me on 07700 900461 about the ward." in file
    story.when_i_go_to("/my-feedback/own-copy/")
    story.then_it_says(re.compile("It was last got on"))


def test_a_sum_that_ends_just_after_the_press_sends_the_code(story: "Story") -> None:
    """The worker here comes late and gives up at once, as on a telephone that cannot do the sum."""
    _, code = given_i_told_them(story, "The porter found me a chair.")
    late: list[Route] = []
    story.page.route("**/proof-worker*.js", lambda route: late.append(route))
    story.when_i_go_to("/my-feedback/")
    when_i_enter(story, " ".join(code))
    late[0].fulfill(content_type="text/javascript", body="onmessage = () => postMessage(null)")
    story.then_the_heading_is("One more step")


def test_without_script_a_short_wait_opens_the_page_and_one_permission_is_taken_back(
    story_without_script: "Story",
) -> None:
    story = story_without_script
    reference, code = given_i_told_them(story, "They were kind to my brother.")
    story.when_i_go_to("/my-feedback/")
    when_i_enter(story, " ".join(code))
    story.then_the_heading_is("One more step")
    story.when_i_press(LOOK)
    story.then_it_says("That was a little too quick.")
    story.page.wait_for_timeout(4500)
    story.when_i_press(LOOK)
    story.then_the_heading_is(PAGE)
    story.then_it_says(reference)
    story.when_i_follow(re.compile("^Take this back"))
    story.then_the_heading_is(re.compile("^Take this back from: "))
    story.when_i_press("Take it back")
    story.then_the_heading_is(PAGE)
    story.then_it_says(re.compile("You took this back on"))


def test_with_the_keyboard_alone_and_the_digits_of_the_code(keyboard_story: "Story") -> None:
    story = keyboard_story
    story.when_i_go_to("/my-feedback/")
    when_i_enter(story, "12345 67890 12345 67890 12345 67890")
    story.then_i_am_told_what_is_wrong(re.compile("These digits do not fit together"))


def test_in_urdu_the_page_reads_from_the_right(story: "Story") -> None:
    reference, code = given_i_told_them(story, "The ward was clean.")
    story.when_i_go_to("/ur/my-feedback/")
    story.page.locator("textarea").fill(" ".join(code))
    story.page.locator("main form button").first.click()
    story.page.wait_for_url("**entered=1")
    story.then_the_page_is_accessible()
    assert story.page.locator("html").get_attribute("dir") == "rtl"
    story.then_it_says(reference)
