"""Daily counts come in whole or not at all, and every row that cannot be taken is told why."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from heard.accounts.models import AuditLine, Role
from heard.feedback.imports.refusals import BadHeader, FileRefused
from heard.measurement.actions import COLUMNS, CountsReport, import_counts, remove_counts
from heard.measurement.models import CountImport, DailyCount
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.places import OfficeFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 8, 9, 0, tzinfo=UTC)
GOOD = "the-network,,forms,2019-07-08,94,CRM,Web forms"


@pytest.fixture
def network():
    organisation = OrganisationFactory.create(name="The network", slug="the-network", short_name="Network")
    OfficeFactory.create(organisation=organisation, name="Fairwater office")
    return organisation


def take(tmp_path: Path, *rows: str, header: str = ",".join(COLUMNS), **options) -> CountsReport:
    file = tmp_path / options.pop("file_name", "counts.csv")
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    options.setdefault("allowed", list(OrganisationFactory._meta.model.objects.all()))
    return import_counts(path=file, by=options.pop("by", None), now=NOW, **options)


def held() -> list[tuple]:
    return list(DailyCount.objects.order_by("pk").values_list("outcome", "day", "count", "source"))


def test_a_good_file_is_taken_in_with_its_source_and_audited(network, tmp_path):
    person = member(Role.ANALYST, network)

    report = take(tmp_path, GOOD, "The network,Fairwater office,LOOKUPS,09/07/2019,0,CRM,Pages", by=person)

    assert report.lines == ("Counts taken: 2.",)
    assert held() == [("FORMS", date(2019, 7, 8), 94, "CRM"), ("LOOKUPS", date(2019, 7, 9), 0, "CRM")]
    assert DailyCount.objects.get(outcome="LOOKUPS").office.name == "Fairwater office"
    line = AuditLine.objects.get(code="measurement.counts.imported")
    assert (line.actor, line.organisation, line.detail) == (person, network, {"rows": 2})


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("nobody,,forms,2019-07-08,1,CRM,Web", "You have no organisation “nobody”."),
        (",,forms,2019-07-08,1,CRM,Web", "You have no organisation “”."),
        ("Network,Nowhere,forms,2019-07-08,1,CRM,Web", "The network has no office “Nowhere”."),
        ("Network,,likes,2019-07-08,1,CRM,Web", "“likes” is not an outcome. Write one of: forms, pieces"),
        ("Network,,forms,July 2019,1,CRM,Web", "“July 2019” is not a day."),
        ("Network,,forms,2019-02-30,1,CRM,Web", "“2019-02-30” is not a day."),
        ("Network,,forms,2020-07-09,1,CRM,Web", "2020-07-09 is in the future."),
        ("Network,,forms,2019-07-08,-1,CRM,Web", "A count cannot be below zero: “-1”."),
        ("Network,,forms,2019-07-08,1.5,CRM,Web", "“1.5” is not a whole number."),
        ("Network,,forms,2019-07-08,,CRM,Web", "“” is not a whole number."),
        ("Network,,forms,2019-07-08,many,CRM,Web", "“many” is not a whole number."),
        ("Network,,forms,2019-07-08,99999999999,CRM,Web", "too large"),
        ("Network,,forms,2019-07-08,1,,Web", "Say where the count comes from."),
        ("Network,,forms,2019-07-08,1,CRM,", "Say what the count counts."),
        (f"Network,,forms,2019-07-08,1,{'x' * 121},Web", "longer than 120 characters"),
        ("Network,,forms", "is not a day"),
    ],
)
def test_a_row_that_cannot_be_used_keeps_everything_out_and_is_named(network, tmp_path, row, sentence):
    report = take(tmp_path, GOOD, row)

    assert held() == []
    assert not CountImport.objects.exists()
    assert report.refused == 1
    assert report.refusals[0].startswith("Row 3: ")
    assert sentence in report.refusals[0]
    assert report.lines[0] == "Nothing was taken: 1 of 2 rows cannot be used."


def test_every_bad_row_is_told_not_only_the_first(network, tmp_path):
    report = take(tmp_path, "x,,forms,2019-07-08,1,CRM,Web", GOOD, "Network,,forms,2019-07-08,-1,CRM,Web")

    assert [note.row for note in report.notes] == [2, 4]


def test_a_row_that_repeats_another_is_refused(network, tmp_path):
    report = take(tmp_path, GOOD, "Network,,form,8 July 2019,94,CRM,Web forms")

    assert report.refusals == ("Row 3: It repeats row 2: the same day and source again.",)


def test_the_same_file_again_changes_nothing(network, tmp_path):
    take(tmp_path, GOOD)

    report = take(tmp_path, GOOD)

    assert report.was_here
    assert len(held()) == 1
    assert AuditLine.objects.filter(code="measurement.counts.imported").count() == 1


def test_rows_that_are_here_already_are_taken_once(network, tmp_path):
    take(tmp_path, GOOD)

    report = take(tmp_path, GOOD, "Network,,forms,2019-07-09,90,CRM,Web forms")

    assert report.lines == ("Counts taken: 1.", "Rows that were here already: 1.")
    assert len(held()) == 2


def test_another_count_for_a_day_that_is_here_is_refused(network, tmp_path):
    take(tmp_path, GOOD)

    report = take(tmp_path, GOOD.replace("94", "95"))

    assert report.refusals == ("Row 2: The count of this day is here already as 94. Remove that file first.",)
    assert held()[0][2] == 94


def test_another_source_may_say_otherwise(network, tmp_path):
    take(tmp_path, GOOD)

    assert take(tmp_path, GOOD.replace("CRM", "Web statistics").replace("94", "95")).is_taken


def test_several_definitions_of_one_source_are_flagged(network, tmp_path):
    report = take(tmp_path, GOOD, "Network,,forms,2019-07-09,90,CRM,Web and paper forms")

    assert report.is_taken
    assert "“CRM” counts the forms of The network by several definitions" in report.flags[0]


def test_a_dry_run_says_what_would_happen_and_changes_nothing(network, tmp_path):
    report = take(tmp_path, GOOD, dry_run=True)

    assert report.lines == ("Counts that can be taken: 1.",)
    assert held() == []
    assert take(tmp_path, GOOD).is_taken


def test_an_organisation_that_is_not_ones_own_is_unknown(network, tmp_path):
    report = take(tmp_path, GOOD, allowed=[OrganisationFactory.create()])

    assert "You have no organisation “the-network”." in report.refusals[0]


def test_who_may_not_take_a_file_in_does_not_learn_that_it_is_here(network, tmp_path):
    take(tmp_path, GOOD)

    report = take(tmp_path, GOOD, allowed=[OrganisationFactory.create()])

    assert not report.was_here
    assert report.refused == 1


def test_a_missing_column_is_named(network, tmp_path):
    with pytest.raises(BadHeader, match="no column “count”"):
        take(tmp_path, "Network,forms,2019-07-08,CRM,Web", header="organisation,outcome,day,source,definition")


def test_the_office_column_may_be_left_out_and_order_does_not_matter(network, tmp_path):
    report = take(
        tmp_path, "94,2019-07-08,forms,Network,Web,CRM", header="Count,DAY,outcome,organisation,definition,source"
    )

    assert report.is_taken


def test_a_file_without_rows_is_refused(network, tmp_path):
    assert take(tmp_path).refusals == ("Row 1: There are no rows below the header.",)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 not a spreadsheet"])
def test_what_is_no_table_is_refused_in_one_sentence(network, tmp_path, content):
    file = tmp_path / "counts.csv"
    file.write_bytes(content)

    with pytest.raises(FileRefused) as refused:
        import_counts(path=file, by=None, allowed=[network], now=NOW)

    assert str(refused.value).endswith(".")


def test_a_spreadsheet_is_read_with_its_own_days_and_numbers(network, tmp_path):
    book = Workbook()
    book.active.append(list(COLUMNS))
    book.active.append(["Network", None, "forms", datetime(2019, 7, 8), 94, "CRM", "Web forms"])
    file = tmp_path / "counts.xlsx"
    book.save(file)

    report = import_counts(path=file, by=None, allowed=[network], now=NOW)

    assert report.is_taken
    assert held() == [("FORMS", date(2019, 7, 8), 94, "CRM")]


def test_progress_adds_up_to_the_rows(network, tmp_path):
    done: list[int] = []
    rows = [f"Network,,forms,2019-07-08,1,source {number},Web" for number in range(1_500)]

    take(tmp_path, *rows, progress=done.append)

    assert sum(done) == 1_500


def test_taking_a_file_out_takes_its_counts_and_leaves_a_line(network, tmp_path):
    take(tmp_path, GOOD)
    person = member(Role.ANALYST, network)

    remove_counts(counts=CountImport.objects.get(), by=person, now=NOW)

    assert held() == []
    assert AuditLine.objects.get(code="measurement.counts.removed").detail == {"rows": 1}
    assert take(tmp_path, GOOD.replace("94", "95")).is_taken


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_no_row_is_lost_whatever_it_holds(network, tmp_path, rows):
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in ("Network", "", *row)) for row in rows]

    report = take(tmp_path, *lines, dry_run=True)

    assert report.new + report.already + report.refused == report.rows == len(rows)
