"""The queue as a CSV file."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from heard.casework.exporting import COLUMNS, csv_lines
from heard.casework.queries import QueueFilter, queueing, search
from heard.design.watermarks import Watermark
from tests.factories.accounts import OrganisationFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.feedback import consents_to

WATERMARK = Watermark(
    mark="7F3K-9Q2M",
    by="Ada Byrne",
    organisation="Harbour Voice",
    at=datetime(2026, 11, 26, 5, 0, tzinfo=UTC),
    filtered_by="status, words",
)


def rows(organisation, **asked: Any) -> list[dict[str, str]]:
    found = search(organisation=organisation, asked=QueueFilter(**asked), user=caseworker(organisation), is_whole=True)
    text = "".join(csv_lines(found=found, watermark=WATERMARK))
    assert text.startswith("\ufeff")
    *cases, last = csv.DictReader(io.StringIO(text[1:]))
    assert last["case"] == WATERMARK.sentence
    return cases


@pytest.mark.django_db
def test_the_file_holds_the_whole_filtered_queue_in_its_order(monkeypatch) -> None:
    monkeypatch.setattr(queueing, "CHUNK", 2)
    organisation = OrganisationFactory.create()
    cases = CaseFactory.create_batch(5, organisation=organisation, tone="BAD")
    CaseFactory.create(organisation=organisation, tone="GOOD")
    assert [row["case"] for row in rows(organisation, tone="BAD")] == [str(case.pk) for case in reversed(cases)]


@pytest.mark.django_db
def test_a_word_that_is_everywhere_is_asked_once_and_not_carried_along(
    monkeypatch, django_assert_max_num_queries
) -> None:
    monkeypatch.setattr(queueing, "CHUNK", 2)
    organisation = OrganisationFactory.create()
    cases = CaseFactory.create_batch(5, organisation=organisation, words="The nurse came.")
    CaseFactory.create(organisation=organisation, words="The door was shut.")
    with django_assert_max_num_queries(100) as asked:
        found = rows(organisation, words="nurse")
    assert [row["case"] for row in found] == [str(case.pk) for case in reversed(cases)]
    lists = [ids for one in asked.captured_queries for ids in re.findall(r" IN \(([\d, ]+)\)", one["sql"])]
    assert max(len(ids.split(",")) for ids in lists) == 2


@pytest.mark.django_db
def test_the_file_holds_no_other_organisations_cases() -> None:
    ours, theirs = OrganisationFactory.create_batch(2)
    CaseFactory.create(organisation=theirs)
    shared = CaseFactory.create(organisation=ours, consents=consents_to(theirs))
    assert [row["reference"] for row in rows(ours)] == [shared.piece.submission.reference]


@pytest.mark.django_db
def test_the_file_holds_redacted_words_alone() -> None:
    organisation = OrganisationFactory.create()
    case = CaseFactory.create(organisation=organisation, words="Ring 07700 900123.", redacted=False)
    case.piece.texts.update(redacted="Ring [phone].")
    assert [row["redacted words"] for row in rows(organisation)] == ["Ring [phone]."]


@pytest.mark.django_db
def test_words_of_several_lines_stay_one_cell() -> None:
    organisation = OrganisationFactory.create()
    CaseFactory.create(organisation=organisation, words='First line.\nSecond, "quoted" line.')
    assert [row["redacted words"] for row in rows(organisation)] == ['First line.\nSecond, "quoted" line.']


@pytest.mark.django_db
def test_words_that_a_spreadsheet_would_run_are_shown_instead() -> None:
    organisation = OrganisationFactory.create()
    CaseFactory.create(organisation=organisation, words="=1+1 is what they told me.")
    assert [row["redacted words"] for row in rows(organisation)] == ["'=1+1 is what they told me."]


def test_the_columns_have_names_of_their_own() -> None:
    assert len(COLUMNS) == len(set(COLUMNS))


@pytest.mark.django_db
def test_each_row_carries_the_mark_and_the_last_line_says_who_took_the_file() -> None:
    organisation = OrganisationFactory.create()
    CaseFactory.create_batch(2, organisation=organisation)
    assert {row["export"] for row in rows(organisation)} == {"7F3K-9Q2M"}
    told = WATERMARK.sentence
    for part in ("7F3K-9Q2M", "Ada Byrne", "Harbour Voice", "26 November 2026, 05:00", "status, words"):
        assert part in told
