"""An analyst brings in the counts of a year before, by the site's own example, and takes them out again."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.story import Story


def test_counts_are_checked_brought_in_and_taken_out(staff_story: "Story", tmp_path: Path) -> None:
    story, file = staff_story, tmp_path / "before.csv"
    story.given_i_am_signed_in_as("analyst@good-care")
    file.write_bytes(story.context.request.get("/staff/counts/example.csv").body())
    story.when_i_go_to("/staff/counts/")
    story.then_the_heading_is(re.compile("[Cc]ounts"))
    story.when_i_continue()
    story.then_i_am_told_what_is_wrong(re.compile("[Cc]hoose a file"))
    when_i_send(story, tmp_path / "wrong.csv", file.read_text().replace(",94,", ",-94,"))
    story.then_it_says("A count cannot be below zero")
    story.then_the_page_is_accessible()
    when_i_send(story, file, file.read_text())
    story.then_i_see("Counts that can be taken: 3.")
    story.when_i_choose("Bring in the counts, if every row can be used")
    when_i_send(story, file, file.read_text())
    story.then_i_see("Counts taken: 3.")
    row = story.page.get_by_role("row").filter(has_text="before.csv")
    row.get_by_role("link").last.click()
    story.then_it_says("Go back")
    story.then_the_page_is_accessible()
    story.page.set_viewport_size({"width": 320, "height": 640})
    story.then_the_page_is_accessible()
    story.when_i_press("Take them out")
    story.then_i_see("The counts were taken out.")
    assert row.count() == 0


def when_i_send(story: "Story", path: Path, content: str) -> None:
    path.write_bytes(content.encode())
    story.page.get_by_label("File of daily counts").set_input_files(path)
    story.when_i_continue()
