"""The whole form in Urdu on a phone, from a post to the confirmation, right to left, wrong answers and all."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext, override

from tests.journeys import telling
from tests.journeys.conftest import PHONE
from tests.journeys.conftest import telling as told

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.conftest import Site
    from tests.journeys.story import Story


def urdu(words: str) -> str:
    """Return Heard's own words as the Urdu catalogue has them."""
    with override("ur"):
        said = gettext(words)
    assert said != words, words
    return said


def test_the_form_is_told_and_sent_in_urdu_on_a_phone(site: "Site", browser: "Browser") -> None:
    before = int(site.first("SELECT count(*) FROM feedback_submission WHERE language = 'ur'"))
    with told(site, browser, screen=PHONE) as story:
        story.when_i_go_to("/")
        story.when_i_follow("اردو")
        then_it_reads_from_the_right(story)
        story.when_i_go_to(f"/ur{telling.HOME}start/")
        story.then_the_heading_is(urdu("What kind of experience do you want to tell us about?"))
        when_i_go_on(story)
        story.then_the_page_is_accessible()
        for answer in ("Bad", "My own care", "Yes", "No"):
            story.when_i_choose(urdu(answer))
            when_i_go_on(story)
            then_it_reads_from_the_right(story)
        story.then_the_heading_is(urdu(telling.SERVICE))
        story.when_i_unfold(urdu("I cannot find it, or do not know its name"))
        story.when_i_fill(urdu("Which service is it?"), "اسٹیشن کے پاس والا کلینک")
        when_i_go_on(story)
        when_i_go_on(story)
        story.then_the_heading_is(urdu(telling.WHEN))
        when_i_go_on(story)
        story.then_the_page_is_accessible()
        story.when_i_choose(urdu("I know the month"))
        story.when_i_fill(urdu("Month"), "جولائی")
        story.when_i_fill(urdu("Year"), "۲۰۱۹")
        when_i_go_on(story)
        story.then_the_heading_is(urdu(telling.WORDS))
        story.when_i_fill(urdu(telling.WORDS), "انہوں نے مجھے نو گھنٹے انتظار کرایا۔")
        when_i_go_on(story)
        when_i_go_on(story)
        for answer in ("I have not told them", "Neither", "No"):
            story.when_i_choose(urdu(answer))
            when_i_go_on(story)
            then_it_reads_from_the_right(story)
        when_i_go_on(story)
        story.when_i_choose(urdu("No"))
        when_i_go_on(story)
        when_i_go_on(story)
        story.then_the_heading_is(urdu(telling.CHECK))
        story.then_i_see("جولائی 2019")
        story.when_i_press(urdu("Send"))
        story.when_i_choose(urdu("No, skip them"))
        when_i_go_on(story)
        story.then_the_heading_is(urdu(telling.THANKS))
        then_it_reads_from_the_right(story)
    assert site.first("SELECT count(*) FROM feedback_submission WHERE language = 'ur'") == before + 1


def when_i_go_on(story: "Story") -> None:
    story.when_i_press(urdu("Continue"))


def then_it_reads_from_the_right(story: "Story") -> None:
    page = story.page.locator("html")
    assert (page.get_attribute("lang"), page.get_attribute("dir")) == ("ur", "rtl")
    story.then_the_page_is_accessible()
