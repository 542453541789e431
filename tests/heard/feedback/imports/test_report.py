import csv

from heard.feedback.imports.report import ImportReport, Listing, RowNote, listing_in


def test_a_report_is_kept_and_read_again():
    note = RowNote(row=3, column="Date", is_taken=True, sentence="The date is missing.")
    report = ImportReport(
        file_name="f.csv", rows=3, with_words=2, nothing_said=1, matters={"DATE_UNREAD": 1}, notes=(note,)
    )
    assert ImportReport.from_json(report.as_json()) == report
    assert report.adds_up
    assert (report.taken, report.kept_out) == (2, 1)


def test_an_empty_report_adds_up():
    assert ImportReport.from_json({}).adds_up


def test_the_full_list_is_csv_for_its_owner_alone_and_runs_nothing(tmp_path):
    path = tmp_path / "deep" / "rows.csv"
    with listing_in(path) as listing:
        assert isinstance(listing, Listing)
        listing.write(RowNote(row=2, column=' ＝HYPERLINK("x")', is_taken=False, sentence="It is blank."))
    assert path.stat().st_mode & 0o077 == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["Row", "Column", "Taken", "What to know"], ["2", '\' ＝HYPERLINK("x")', "no", "It is blank."]]


def test_without_a_path_there_is_no_list():
    with listing_in(None) as listing:
        assert listing is None
