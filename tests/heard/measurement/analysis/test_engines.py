"""The same question has the same answer, to the row, whichever engine is asked: and it is what the records say."""

import shutil
import time
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection

from heard.campaigns.models import Visit, VisitKind
from heard.feedback.models import Piece, Submission, Tone
from heard.measurement.analysis import counting, engines, writing
from heard.measurement.analysis.asking import DIMENSIONS, Dimension, Measure, Question
from heard.measurement.analysis.installed import is_installed
from tests.heard.measurement.analysis.world import BACK, COPIED_AT, world

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_installed(), reason="The packages of analysis are not installed: make scale."),
]

QUESTIONS = [
    *(
        Question(measure=measure, rows=rows)
        for measure in (Measure.CLICKS, Measure.SUBMISSIONS, Measure.PIECES, Measure.CONVERSION)
        for rows in sorted(DIMENSIONS[measure])
    ),
    *(Question(measure=measure, rows=Dimension.DAY, columns=Dimension.HOUR) for measure in Measure),
    Question(measure=Measure.VISITOR_DAYS, rows=Dimension.AREA, columns=Dimension.CHANNEL),
    Question(measure=Measure.PIECES, rows=Dimension.THEME, columns=Dimension.TONE),
    Question(measure=Measure.PIECES, rows=Dimension.MARKED_BY, columns=Dimension.TONE_BY),
    Question(measure=Measure.CLICKS, rows=Dimension.WEEK, since=BACK, until=date(2020, 12, 31)),
    Question(measure=Measure.CLICKS, rows=Dimension.STANDING, only=((Dimension.STANDING, "BOT"),)),
    Question(measure=Measure.CLICKS, rows=Dimension.DAY, only=((Dimension.POST, "Ein «Gruß», 'quoted' – 50%"),)),
]


FEW = [
    Question(measure=Measure.VISITOR_DAYS, rows=Dimension.DAY, columns=Dimension.HOUR),
    Question(measure=Measure.VISITOR_DAYS, rows=Dimension.AREA, columns=Dimension.CHANNEL),
    Question(measure=Measure.CONVERSION, rows=Dimension.WEEK, columns=Dimension.POST),
    Question(measure=Measure.PIECES, rows=Dimension.THEME, columns=Dimension.TONE),
    Question(measure=Measure.SUBMISSIONS, rows=Dimension.WEEKDAY, columns=Dimension.LANGUAGE),
    Question(measure=Measure.CLICKS, rows=Dimension.MONTH, columns=Dimension.WAVE, since=BACK),
]
"""Those that a cluster is asked, of which each question takes it seconds."""


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.HEARD_PARTITIONS = tmp_path / "partitions"
    settings.HEARD_HOME = tmp_path


def answered(engine: Any, campaign, question: Question) -> dict[Any, Any]:
    found = counting.answer(question=question, campaign=campaign, engine=engine)
    return {(cell.row, cell.column): (cell.n, cell.of) for cell in found.cells}


def every_answer(engine: Any, campaign, asked=QUESTIONS) -> dict[Question, Any]:
    return {question: answered(engine, campaign, question) for question in asked}


@pytest.mark.django_db
def test_duckdb_says_what_the_records_say():
    campaign = world()
    writing.refresh(now=COPIED_AT)
    engine = engines.DuckDB()

    clicks = answered(engine, campaign, Question(measure=Measure.CLICKS, rows=Dimension.AREA))
    visitors = answered(engine, campaign, Question(measure=Measure.VISITOR_DAYS, rows=Dimension.PARTNER))
    forms = answered(engine, campaign, Question(measure=Measure.FORMS, rows=Dimension.WAVE))
    tones = answered(engine, campaign, Question(measure=Measure.PIECES, rows=Dimension.TONE_BY))

    people = Visit.objects.by_people().filter(campaign=campaign, kind=VisitKind.CLICK)
    told = Counter(people.values_list("area", flat=True))
    assert {row: number for (row, _column), (number, _of) in clicks.items()} == told
    tokens = set(people.exclude(visitor_day=None).values_list("placement__partner", "visitor_day"))
    by_partner = Counter(partner for partner, _token in tokens)
    assert {row: number for (row, _column), (number, _of) in visitors.items()} == by_partner
    sent = Submission.objects.counted().forms().filter(campaign=campaign).values_list("placement__wave", flat=True)
    assert {row: number for (row, _column), (number, _of) in forms.items()} == Counter(sent)
    pieces = Piece.objects.counted().filter(submission__campaign=campaign)
    staff = pieces.filter(tone_decisions__replaced_at=None, tone_decisions__tone=Tone.MIXED).distinct()
    assert tones["STAFF", None] == (staff.count(), None)
    assert sum(number for number, _of in tones.values()) == pieces.count()


@pytest.mark.django_db
def test_counting_a_few_days_at_a_time_changes_nothing(monkeypatch):
    campaign = world()
    writing.refresh(now=COPIED_AT)
    engine = engines.DuckDB()
    at_once = every_answer(engine, campaign)
    monkeypatch.setattr(counting, "ROWS_AT_ONCE", 1)

    assert every_answer(engine, campaign) == at_once


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="The database is not PostgreSQL.")
@pytest.mark.timeout(600)
def test_postgresql_says_the_same_as_duckdb(monkeypatch):
    monkeypatch.setattr(engines, "ROWS_OF_A_DAY", 0)
    campaign = world()
    writing.refresh(now=COPIED_AT)
    postgresql = engines.PostgreSQL()
    try:
        found = every_answer(postgresql, campaign)
    finally:
        postgresql.close()

    assert found == every_answer(engines.DuckDB(), campaign)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "postgresql", reason="The database is PostgreSQL.")
def test_postgresql_is_not_asked_where_the_database_is_another(settings):
    settings.HEARD_ANALYSIS = "postgresql"

    with pytest.raises(engines.CannotAnswer):
        engines.chosen()


@pytest.mark.django_db
@pytest.mark.timeout(600)
@pytest.mark.skipif(
    not (is_installed("pyspark") and shutil.which("java")), reason="Spark needs Java and `make spark`: skipped."
)
def test_two_workers_of_spark_say_the_same_as_duckdb(settings, monkeypatch):
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    settings.HEARD_SPARK = "local-cluster[2,1,1024]"
    settings.HEARD_ANALYSIS = "spark"
    campaign = world()
    writing.refresh(now=COPIED_AT)
    spark: Any = engines.chosen()

    found = every_answer(spark, campaign, FEW)

    assert spark._session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3  # two workers and the driver
    spark._session.stop()
    assert found == every_answer(engines.DuckDB(), campaign, FEW)


def test_a_question_that_takes_too_long_is_stopped():
    engine = engines.DuckDB()
    endless = engine._backend().sql(
        "SELECT max(a.range * b.range) AS n FROM range(10000000) a, range(100000) b", schema={"n": "int64"}
    )
    began = time.monotonic()

    with counting.at_most(engine, seconds=0.2), pytest.raises(engines.Stopped):
        engine.run(endless, most=1)

    assert time.monotonic() - began < 5


def test_a_question_that_wants_too_much_memory_is_refused(settings):
    settings.HEARD_ANALYSIS_MEMORY = 20
    engine = engines.DuckDB()
    greedy = engine._backend().sql("SELECT list(range) AS n FROM range(20000000)", schema={"n": "array<int64>"})

    with pytest.raises(engines.CannotAnswer):
        engine.run(greedy, most=1)


@pytest.mark.django_db
def test_a_question_is_told_how_far_it_is(monkeypatch):
    campaign = world()
    writing.refresh(now=COPIED_AT)
    monkeypatch.setattr(counting, "ROWS_AT_ONCE", 1)
    seen = []

    counting.answer(
        question=Question(measure=Measure.CLICKS, rows=Dimension.DAY),
        campaign=campaign,
        engine=engines.DuckDB(),
        going=lambda done, of: seen.append((done, of)),
    )

    assert seen[0] == (0, len(seen) - 1)
    assert seen[-1] == (len(seen) - 1, len(seen) - 1)
