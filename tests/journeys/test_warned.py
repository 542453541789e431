"""What may show who someone is: said while they type, marked before they send, hidden from staff, and hidden more."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys import telling

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

EXAMPLES = json.loads((Path(__file__).parents[1] / "heard" / "feedback" / "warned.json").read_text())
SAME = """async ([address, texts]) => {
  const {kindsIn} = await import(address);
  return texts.map((one) => kindsIn(one).sort());
}"""
NUMBER = "07700 900 461"
QUEUE = "/staff/queue/good-care/"


def test_the_script_warns_of_what_the_server_hides(story: "Story") -> None:
    when_i_come_to_my_words(story)
    address = story.page.locator("script[src*='feedback/warn']").get_attribute("src")
    texts = [example["text"] for example in EXAMPLES]
    found = story.page.evaluate(SAME, [address, texts])
    assert dict(zip(texts, found, strict=True)) == {example["text"]: example["kinds"] for example in EXAMPLES}


def when_i_come_to_my_words(story: "Story") -> None:
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    telling.when_i_describe_the_service(story, "The walk-in clinic by the old station")
    story.when_i_continue()
    story.when_i_choose("It is still happening")
    story.when_i_continue()
    story.then_the_heading_is(telling.WORDS)


def test_a_hint_says_what_may_show_who_someone_is_and_goes_when_it_is_closed(story: "Story") -> None:
    when_i_come_to_my_words(story)
    asked: list[str] = []
    story.page.on("request", lambda request: asked.append(request.url))
    story.when_i_fill(telling.WORDS, f"Ring me on {NUMBER}.")
    story.then_i_see("This looks like a phone number. Our staff will not see it.")
    story.then_the_page_is_accessible()
    story.when_i_press("Close this hint")
    story.when_i_fill(telling.WORDS, f"Ring me on {NUMBER}, and ask Dr Ashdown.")
    story.then_it_says("This looks like a name. Our staff will not see it.")
    story.then_it_does_not_say("This looks like a phone number.")
    assert asked == [], "nothing typed leaves the page"


def test_what_is_marked_before_sending_is_what_staff_see_hidden_and_they_hide_more(
    site: "Site", story_without_script: "Story", staff_story: "Story"
) -> None:
    word = telling.rare_word()
    story = story_without_script
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    telling.when_i_describe_the_service(story, "The walk-in clinic by the old station")
    telling.when_i_tell_what_happened(story, f"The {word} by the lift said: ring {NUMBER}.")
    telling.when_i_finish(story)
    story.then_it_says(NUMBER, within="mark")
    story.then_i_see(re.compile("What is marked may show who someone is"))
    telling.when_i_send_it(story)

    staff_story.given_i_am_signed_in_as("caseworker@good-care")
    when_the_words_are_read(staff_story, word)
    staff_story.page.locator(".cw-line__title a").first.click()
    staff_story.then_it_does_not_say(NUMBER)
    staff_story.when_i_unfold("Hide more of these words")
    staff_story.when_i_fill("Words to hide", f"{word} by the lift")
    staff_story.when_i_pick("What are they?", "Something else that shows who someone is")
    staff_story.when_i_press("Hide these words")
    staff_story.then_i_see("The words are hidden, for everyone.")
    staff_story.then_it_says("[hidden]", within=".cw-words")
    staff_story.then_it_does_not_say(word)
    staff_story.when_i_look_in_the_queue("good-care", word)
    staff_story.then_i_see("Nothing fits these filters.")


def when_the_words_are_read(story: "Story", word: str) -> None:
    for _try in range(40):
        story.when_i_look_in_the_queue("good-care", word)
        if story.page.locator(".cw-line__title a").count():
            return
        story.page.wait_for_timeout(500)
    raise AssertionError("the words were not read in time")


def test_selected_words_are_put_into_the_form_that_hides_them(staff_story: "Story") -> None:
    story = staff_story
    story.given_i_am_signed_in_as("caseworker@good-care")
    story.when_i_go_to(QUEUE)
    story.page.locator(".cw-line:has(.cw-line__words:not(.cw-line__words--none)) .cw-line__title a").first.click()
    said = story.page.locator(".cw-words__said").first
    said.evaluate("(words) => document.getSelection().selectAllChildren(words)")
    story.when_i_press("Hide the selected words")
    held = story.page.get_by_label("Words to hide").input_value()
    assert held
    assert held in re.sub(r"\s+", " ", said.inner_text())
    story.then_the_page_is_accessible()


def test_a_browser_does_its_sum_while_someone_reads_and_the_form_is_proven(site: "Site", story: "Story") -> None:
    when_i_come_to_the_check(story)
    story.page.wait_for_function("() => document.querySelector('input[name=proof]').value !== ''")
    story.when_i_press("Send")
    reference = when_i_skip_to_the_end(story)
    assert flags_of(site, reference) & {"UNPROVEN", "TRAP", "NETWORK"} == set()


def test_sending_without_script_is_received_and_flagged(site: "Site", story_without_script: "Story") -> None:
    when_i_come_to_the_check(story_without_script)
    story_without_script.when_i_press("Send")
    reference = when_i_skip_to_the_end(story_without_script)
    assert "UNPROVEN" in flags_of(site, reference)


def when_i_come_to_the_check(story: "Story") -> None:
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    telling.when_i_describe_the_service(story, "The walk-in clinic by the old station")
    telling.when_i_tell_what_happened(story, "They kept me waiting.")
    telling.when_i_finish(story)


def when_i_skip_to_the_end(story: "Story") -> str:
    story.then_the_heading_is(telling.EQUALITY)
    story.when_i_choose("No, skip them")
    story.when_i_continue()
    story.then_the_heading_is(telling.THANKS)
    return telling.reference_on(story)


def flags_of(site: "Site", reference: str) -> set[str]:
    rows = site.found(
        "SELECT kind FROM feedback_flag JOIN feedback_submission AS sent ON sent.id = submission_id"
        " WHERE reference = ?",
        reference,
    )
    return {str(kind) for (kind,) in rows}
