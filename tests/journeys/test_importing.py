"""An analyst imports a file through the site: the good, the bad and the real one."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.heard.feedback.sheets import HEADER, ROWS, csv_file, xlsx_file
from tests.journeys import telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

REAL = Path("comments") / "pxqdc_labelled_comments.csv"


@pytest.fixture
def analyst(staff_story: "Story") -> "Story":
    """An analyst who is about to send a file."""
    staff_story.given_i_am_signed_in_as("analyst@good-care")
    staff_story.when_i_go_to("/staff/imports/new/")
    staff_story.then_the_heading_is("Import feedback")
    return staff_story


def when_i_send(story: "Story", path: Path) -> None:
    story.page.get_by_label("The file").set_input_files(path)
    story.when_i_continue()


def when_its_turn_has_come(story: "Story", heading: str) -> None:
    """The page that waits looks again by itself."""
    story.page.get_by_role("heading", level=1, name=heading, exact=True).wait_for(timeout=240_000)
    story.then_the_page_is_accessible()


def batches_in(site: "Site") -> int:
    """How many files the site holds."""
    return int(site.first("SELECT count(*) FROM feedback_importbatch"))


def test_a_small_file_is_imported_and_found_in_the_queue(
    analyst: "Story", another_staff_story: "Story", tmp_path: Path
):
    rare = telling.rare_word()
    rows = [*ROWS[:2], (*ROWS[2][:6], f"Nobody rang me back about the {rare}. Ring me on {telling.PHONE}")]
    own = [(f"{rare}-{row[0]}", *row[1:]) for row in (*rows, ("c4", "", "never", "", "", "", ""))]
    file = csv_file(tmp_path / "comments.csv", *own)
    when_i_send(analyst, file)
    analyst.then_the_heading_is("What do the columns mean?")
    assert "900 461" not in analyst.page.content()
    analyst.when_i_press("Check the rows")
    when_its_turn_has_come(analyst, "Check before you import")
    analyst.then_it_says("Of 4 rows, 3 can be taken and 1 cannot. They hold 3 pieces of feedback.")
    analyst.when_i_press("Import 3 rows")
    when_its_turn_has_come(analyst, "Imported")
    analyst.then_it_says("Of 4 rows, 3 went in and 1 did not.")
    then_a_caseworker_finds(another_staff_story, rare)
    assert "900 461" not in another_staff_story.page.content()
    analyst.when_i_go_to("/staff/imports/new/")
    when_i_send(analyst, file)
    analyst.then_i_am_told_what_is_wrong(re.compile(r"This file was imported on .*\. Nothing was taken again\."))


def then_a_caseworker_finds(story: "Story", words: str, *, most: int = 60) -> None:
    story.given_i_am_signed_in_as("caseworker@good-care")
    for _ in range(most):
        story.when_i_look_in_the_queue("good-care", words)
        if story.page.locator(".cw-list > li").count():
            break
        story.page.wait_for_timeout(1000)
    story.then_i_see(re.compile(words, re.IGNORECASE))


def formulas(path: Path) -> Path:
    return xlsx_file(path, (*ROWS[0][:6], '=CONCAT("The nurses were ","kind.")'))


BAD: dict[str, tuple[str, "Callable[[Path], Path]", str]] = {
    "empty": ("empty.csv", lambda path: _written(path, b""), "empty"),
    "header alone": ("header.csv", lambda path: csv_file(path), "a header and no rows below it"),
    "encoding": (
        "encoding.csv",
        lambda path: _written(path, "Comment,Date\n".encode("utf-32") + "Kind nurses,1/2/2020\n".encode("utf-32-le")),
        "UTF-32",
    ),
    "columns": (
        "columns.csv",
        lambda path: _written(path, ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n1\n"),
        "This file has more than 300 columns.",
    ),
    "formulas": ("formulas.xlsx", formulas, "holds a formula without its result. Open the file and save it again."),
    "no sheet": ("sheet.xlsx", lambda path: _written(path, b"Comment\nwords\n"), "the file is not a spreadsheet"),
    "kind": ("letter.pdf", lambda path: _written(path, b"%PDF-1.7"), "one of these kinds"),
}


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_each_bad_file_gets_a_clear_sentence_and_nothing_is_loaded(site: "Site", analyst: "Story", tmp_path: Path):
    before = batches_in(site)
    for name, write, sentence in BAD.values():
        analyst.when_i_go_to("/staff/imports/new/")
        when_i_send(analyst, write(tmp_path / name))
        analyst.then_i_am_told_what_is_wrong(re.compile(re.escape(sentence)))
    assert batches_in(site) == before


def test_a_file_without_the_column_of_words_gets_a_clear_sentence(analyst: "Story", tmp_path: Path):
    header, rows = HEADER[:4], [row[:4] for row in ROWS]
    when_i_send(analyst, csv_file(tmp_path / "column.csv", *rows, header=header))
    analyst.then_the_heading_is("What do the columns mean?")
    analyst.when_i_press("Check the rows")
    analyst.then_it_says(
        "No column says what people wrote or how they rated their care.", within=".nhsuk-error-summary"
    )
    analyst.then_the_page_is_accessible()
    analyst.when_i_press("Give up and erase the file")
    analyst.then_i_see("The import was given up and its file erased.")


@pytest.mark.real_data
def test_the_real_file_runs_through_it_all(
    site: "Site", analyst: "Story", another_staff_story: "Story", real_data: Path
):
    when_i_send(analyst, real_data / REAL)
    analyst.then_the_heading_is("What do the columns mean?")
    analyst.when_i_press("Check the rows")
    when_its_turn_has_come(analyst, "Check before you import")
    analyst.then_it_says("Of 5,949 rows")
    analyst.when_i_press(re.compile(r"^Import [\d,]+ rows$"))
    when_its_turn_has_come(analyst, "Imported")
    analyst.then_it_says("Of 5,949 rows")
    words = site.first(
        "SELECT t.redacted FROM feedback_text t JOIN feedback_piece p ON p.id = t.piece_id JOIN feedback_submission s"
        " ON s.id = p.submission_id WHERE s.batch_id IS NOT NULL AND t.redacted LIKE '%ambulance%' LIMIT 1"
    )
    assert "ambulance" in words.lower()
    then_a_caseworker_finds(another_staff_story, "ambulance", most=120)
    another_staff_story.when_i_unfold("More filters")
    another_staff_story.when_i_pick("Show", "Imported")
    another_staff_story.when_i_press("Show")
    another_staff_story.page.wait_for_url(re.compile("source=imported"))
    another_staff_story.then_it_says(re.compile("ambulance", re.IGNORECASE), within=".cw-list")
    another_staff_story.then_the_page_is_accessible()
