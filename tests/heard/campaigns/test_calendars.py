"""A campaign's calendar as weeks and as a file."""

from datetime import UTC, date, datetime

from heard.campaigns.calendars import Entry, ics_of, weeks_of

AT = datetime(2020, 7, 8, 8, 30, tzinfo=UTC)


def test_a_month_is_whole_weeks_from_monday_on() -> None:
    weeks = weeks_of(date(2020, 7, 1))

    assert (weeks[0][0], weeks[-1][-1]) == (date(2020, 6, 29), date(2020, 8, 2))
    assert {len(week) for week in weeks} == {7}


def test_a_file_says_moments_in_utc_and_keeps_signs_and_line_ends_apart() -> None:
    entry = Entry(key="link-1", at=AT, title="X: Tell us, now; or\nlater \\o/", address="https://example.org/l/a-x")

    file = ics_of([entry], name="Care", host="example.org", now=AT)

    lines = file.split("\r\n")
    assert "DTSTART:20200708T083000Z" in lines
    assert "SUMMARY:X: Tell us\\, now\\; or\\nlater \\\\o/" in lines
    assert "UID:link-1@example.org" in lines


def test_long_lines_are_folded_between_characters() -> None:
    entry = Entry(key="link-1", at=AT, title="é" * 100, address="https://example.org/")

    file = ics_of([entry], name="Care", host="example.org", now=AT)

    assert max(len(line.encode()) for line in file.split("\r\n")) <= 75
    assert "é" * 100 in file.replace("\r\n ", "")
