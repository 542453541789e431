"""An analyst looks for what people speak of before there is a name for it, and gives it one."""

import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.story import Story


def test_groups_are_found_and_named(staff_story: "Story") -> None:
    story = staff_story
    story.given_i_am_signed_in_as("analyst@good-care")
    story.when_i_go_to("/staff/groups/")
    story.then_the_heading_is(re.compile("Groups of similar pieces"))
    story.when_i_press("Look for groups")
    for _ in range(120):
        if story.page.get_by_role("heading", name="Found").count():
            break
        time.sleep(1)
        story.page.reload()
    story.then_the_page_is_accessible()
    story.page.set_viewport_size({"width": 390, "height": 844})
    story.then_the_page_is_accessible()
    story.page.locator(".cw-like__title a").first.click()
    story.then_it_says("The most typical first")
    story.when_i_fill("What do you call it?", "A new matter")
    story.when_i_press("Save the name")
    story.then_i_see("Saved the group’s name.")
    story.then_the_heading_is(re.compile("A new matter"))
    story.then_the_page_is_accessible()
