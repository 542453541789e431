"""Loading lists of offices: every fault is found and named by its row and column, and what is right is kept."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.places.actions import Mode, all_or_nothing, load_offices
from heard.places.models import Office, OfficeCoverage
from heard.places.reading import OFFICE_COLUMNS, UnreadableList, rows_in_text
from tests.factories.accounts import OrganisationFactory
from tests.factories.places import AreaFactory, OfficeFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 9, 0, tzinfo=UTC)
COLUMNS = (
    *("organisation", "name", "areas", "valid_from", "valid_to"),
    *("phone", "text_relay", "email", "web", "address", "hours", "languages"),
)
RIGHT = {
    "organisation": "harbour-voice",
    "areas": "E06000001",
    "phone": "01632 960001",
    "text_relay": "18001 01632 960001",
    "email": "hello@harbour.example.org",
    "web": "https://harbour.example.org/",
    "address": "Freepost HARBOUR; Elsewhere",
    "hours": "Monday to Friday, 9am to 5pm",
    "languages": "English; Urdu; BSL",
}

PLANTED = [
    ({"organisation": ""}, "organisation", "It is empty"),
    ({"organisation": "harbor-voice"}, "organisation", "Do you mean harbour-voice?"),
    ({"organisation": "spaceport"}, "organisation", "There is no organisation “spaceport”"),
    ({"organisation": "old-voice"}, "organisation", "is closed"),
    ({"name": ""}, "name", "It is empty"),
    ({"name": "x" * 161}, "name", "longer than 160"),
    ({"name": "=HYPERLINK(1)"}, "name", "begins like a formula"),
    ({"name": "#REF!"}, "name", "error of a spreadsheet"),
    ({"name": "CafÃ© Voice"}, "name", "saved in another encoding"),
    ({"name": "Bell\x07"}, "name", "a sign that is no text"),
    ({"areas": "E0600001"}, "areas", "Do you mean E06000001 (Ambleshire)?"),
    ({"areas": "Brackenshire"}, "areas", "Do you mean E06000002 (Brackenshire)?"),
    ({"areas": "E06000001; E06000001"}, "areas", "names E06000001 twice"),
    ({"areas": "E06000009"}, "areas", "ended on 2026-03-31"),
    ({"valid_from": "01/04/2026"}, "valid_from", "not a day like 2026-04-01"),
    ({"valid_to": "2026-02-30"}, "valid_to", "There is no day “2026-02-30”"),
    ({"valid_from": "2026-09-01", "valid_to": "2026-08-31"}, "valid_to", "2026-08-31 is before 2026-09-01"),
    ({"phone": "01632 9600"}, "phone", "too few"),
    ({"phone": "01632 9600012"}, "phone", "too many"),
    ({"phone": "01632 96OOO1"}, "phone", "“O” in"),
    ({"phone": "4.41633E+11"}, "phone", "what a spreadsheet makes"),
    ({"phone": "+33 1 70 18 99 00"}, "phone", "not a number of the United Kingdom"),
    ({"text_relay": "01632 960001"}, "text_relay", "Write 18001 before"),
    ({"email": "hello.harbour.example.org"}, "email", "needs one @"),
    ({"email": "hello@gmial.com"}, "email", "Do you mean gmail.com?"),
    ({"email": "a b@harbour.example.org"}, "email", "holds “ ”"),
    ({"web": "harbour.example.org"}, "web", "does not begin with https://"),
    ({"web": "https://harbour"}, "web", "not the address of a website"),
    ({"hours": "Mon-Fri 9-5"}, "hours", "Say am or pm after “5”"),
    ({"hours": "Ring us any time"}, "hours", "We do not understand “Ring”"),
    ({"languages": "English; Pollish"}, "languages", "Do you mean Polish?"),
    ({"address": "x" * 301}, "address", "longer than 300"),
]  # fmt: skip


def a_file(*rows, header=COLUMNS):
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in COLUMNS] for row in rows)
    return written.getvalue().encode()


def load(content, **options):
    return load_offices(rows=rows_in_text(content, columns=OFFICE_COLUMNS), by=None, now=NOW, **options)


def told(several):
    return [(one.line, one.column, one.reason) for one in several]


@pytest.fixture
def areas():
    OrganisationFactory.create(slug="harbour-voice", name="Harbour Voice")
    OrganisationFactory.create(slug="old-voice", closed_at=NOW)
    names = {"E06000001": "Ambleshire", "E06000002": "Brackenshire"}
    gone = AreaFactory.create(code="E06000009", name="Old Harbour", valid_to=date(2026, 3, 31))
    return {gone.code: gone, **{code: AreaFactory.create(code=code, name=name) for code, name in names.items()}}


def test_every_planted_fault_is_found_and_named_by_its_row_and_column(areas):
    content = a_file(
        *({**RIGHT, "name": f"Office {at}", **fault} for at, (fault, _column, _words) in enumerate(PLANTED))
    )

    report = load(content)

    assert len(PLANTED) >= 30
    assert [(one.line, one.column) for one in report.refusals] == [
        (line, column) for line, (_fault, column, _words) in enumerate(PLANTED, 2)
    ]
    for one, (_fault, _column, words) in zip(report.refusals, PLANTED, strict=True):
        assert words in one.reason, one
    assert report.added == 0


def test_every_fault_of_one_row_is_named_at_once(areas):
    report = load(a_file({**RIGHT, "name": "Harbour", "phone": "1", "email": "x", "web": "y", "hours": "z"}))

    assert [one.column for one in report.refusals] == ["phone", "email", "web", "hours"]


def test_rows_of_one_office_that_say_the_same_twice_or_overlap_or_differ_are_refused(areas):
    first = {**RIGHT, "name": "Harbour", "valid_to": "2026-12-31"}
    report = load(
        a_file(
            first,
            first,
            {**first, "valid_from": "2026-12-31", "valid_to": ""},
            {**first, "valid_from": "2027-01-01", "valid_to": "", "phone": "01632 960002"},
        )
    )

    assert [(one.line, one.column) for one in report.refusals] == [(3, ""), (4, "areas"), (5, "phone")]
    assert "the same as line 2" in report.refusals[0].reason
    assert "Line 2 says that the office covers E06000001" in report.refusals[1].reason


def test_one_office_may_cover_areas_over_different_days(areas):
    rows = [
        {**RIGHT, "name": "Harbour", "valid_to": "2026-12-31"},
        {"organisation": "Harbour Voice", "name": "harbour", "areas": "E06000002", "valid_from": "2027-01-01"},
    ]

    first, again = load(a_file(*rows)), load(a_file(*rows))

    assert (first.added, first.refusals, again.unchanged) == (1, [], 1)
    assert sorted(OfficeCoverage.objects.values_list("area__code", "valid_from", "valid_to")) == [
        ("E06000001", None, date(2026, 12, 31)),
        ("E06000002", date(2027, 1, 1), None),
    ]


def test_what_is_kept_is_tidy(areas):
    load(a_file({**RIGHT, "name": "Harbour", "phone": "+44(0)1632-960001"}))

    office = Office.objects.get()
    assert (office.phone, office.languages) == ("01632 960001", ["en", "ur", "bfi"])
    assert office.address == "Freepost HARBOUR\nElsewhere"


def test_one_name_is_no_other_by_signs_that_nobody_sees(areas):
    load(a_file({**RIGHT, "name": "Har\u200bbour\u202e"}))
    load(a_file({**RIGHT, "name": "Harbour\u2060"}))

    assert [office.name for office in Office.objects.all()] == ["Harbour"]


@pytest.mark.parametrize(
    ("name", "why"), [("\u200b\u2066", "It is empty."), ("\u200b=HYPERLINK(1)", "begins like a formula")]
)
def test_signs_that_nobody_sees_hide_no_fault_of_a_name(areas, name, why):
    [refusal] = load(a_file({**RIGHT, "name": name})).refusals

    assert refusal.column == "name"
    assert why in refusal.reason


def test_what_a_later_list_leaves_out_of_an_offices_areas_ends_and_what_has_ended_stays(areas):
    office = OfficeFactory.create(name="Harbour", organisation__slug="other-voice")
    for code, ended in (("E06000001", None), ("E06000009", date(2026, 3, 31))):
        office.coverage.create(area=areas[code], valid_from=date(2020, 4, 1), valid_to=ended)

    load(a_file({**RIGHT, "organisation": "other-voice", "name": "Harbour", "areas": "E06000002"}))

    assert sorted(office.coverage.values_list("area__code", "valid_from", "valid_to")) == [
        ("E06000001", date(2020, 4, 1), date(2026, 7, 7)),
        ("E06000002", None, None),
        ("E06000009", date(2020, 4, 1), date(2026, 3, 31)),
    ]


def test_what_may_be_wrong_is_told_apart_from_what_is(areas):
    report = load(
        a_file(
            {**RIGHT, "name": "North", "areas": "", "hours": ""},
            {**RIGHT, "name": "South", "phone": "1632960001"},
            {**RIGHT, "name": "East", "phone": "0844 875 1111"},
            {"organisation": "harbour-voice", "name": "West", "areas": "E06000001"},
            header=(*COLUMNS[:-1], "langauges"),
        )
    )

    words = [reason for _line, _column, reason in told(report.doubts)]
    assert (report.refusals, report.added) == ([], 4)
    for expected in (
        "“langauges” is not read. Do you mean “languages”?",
        "It covers no area",
        "no hours",
        "North has the same number",
        "Its leading 0 was missing",
        "cost more than ordinary calls",
        "nobody can reach it",
        "1 authority has no office: Brackenshire.",
        "1 authority has more than one office, and people are shown each: Ambleshire (East, South, West).",
    ):
        assert any(expected in each for each in words), expected
    assert all(str(one).startswith(("Line ", "The whole list")) for one in report.doubts)


def test_a_strict_list_is_not_taken_while_anything_is_in_doubt(areas):
    content = a_file({**RIGHT, "name": "Harbour"})

    def attempt(**options):
        all_or_nothing(lambda: load(content), **options)
        return Office.objects.count()

    assert attempt(is_dry_run=False, is_strict=True) == 0
    assert attempt(is_dry_run=True) == 0
    assert attempt(is_dry_run=False) == 1


def test_a_full_list_closes_only_offices_of_those_whose_list_it_is_and_opens_closed_ones_again(areas):
    others = OfficeFactory.create()
    ours = OrganisationFactory._meta.model.objects.filter(slug="harbour-voice")
    OfficeFactory.create(organisation=ours.get(), name="North")
    closed = OfficeFactory.create(organisation=ours.get(), name="South", closed_at=NOW)

    report = load(a_file({**RIGHT, "name": "South"}), mode=Mode.REPLACE, organisations=ours)

    assert report.ended == 1
    assert set(Office.objects.filter(closed_at=None)) == {others, closed}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must name these columns too: organisation, name, areas"),
        (b"organisation,name\nv,x\n", "must name these columns too: areas"),
        (b"organisation,name,areas,name\n", "these columns twice: name"),
        ("organisation,name,areas\n\nv,Caf\xe9,\n".encode("latin-1"), "see line 3, near “v,Café,”"),
        ("organisation,name,areas\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04\xff", "a spreadsheet"),
        (b'organisation,name,areas\nv,"' + b"x" * 140_000 + b'",\n', "not a CSV file"),
        (
            b'organisation,name,areas,note\nharbour-voice,North,E06000001,\nharbour-voice,South,,"a\nb,West,,\n',
            "in line 3 is",
        ),
        (b'organisation,name,areas,"note\nharbour-voice,North,E06000001,\n', "in line 1 is never closed"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, words):
    with pytest.raises(UnreadableList, match=words):
        list(rows_in_text(content, columns=OFFICE_COLUMNS))


def test_lists_may_be_separated_by_semicolons_and_hold_empty_and_broken_lines(areas):
    content = (
        'organisation;name;areas;address\n\n harbour-voice ;"North";E06000001;"1\nStreet"\nharbour-voice;South;;;x'
    )

    report = load(content.encode())

    assert [(one.line, one.column) for one in report.refusals] == [(5, "")]
    assert "“x” is left over" in report.refusals[0].reason
    assert Office.objects.get().address == "1\nStreet"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({column: st.text(max_size=25) for column in COLUMNS}))
def test_any_row_is_taken_or_refused(areas, row):
    report = load(a_file({**row, "organisation": "harbour-voice", "name": f"Office {row['name']}"}))

    assert report.refusals or report.added + report.changed + report.unchanged == 1
