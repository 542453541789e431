"""Benchmarks are taken whole, checked, and never added up across editions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.accounts.models import AuditLine
from heard.places.actions import Mode, load_benchmarks
from heard.places.models import Benchmark
from heard.places.official_benchmarks import read_benchmarks
from heard.places.queries import benchmark_choice, loaded_topics, population
from heard.places.reading import UnreadableList
from tests.factories.places import AreaFactory

NOW = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
BASE = "all usual residents"


def row(area="E06000001", category="Female", count="51", **more):
    return {
        "area": area,
        "topic": "sex",
        "category": category,
        "base": BASE,
        "count": count,
        "source": "A census",
        "edition": "2021",
        **more,
    }


def load(*rows, mode=Mode.MERGE):
    return load_benchmarks(rows=rows, by=None, now=NOW, mode=mode)


def held():
    return dict(Benchmark.objects.values_list("category", "count"))


@pytest.fixture
def area(db):
    return AreaFactory.create(code="E06000001")


def test_a_list_is_taken_and_taken_again_without_a_change(area):
    rows = (row(), row(category="Male", count="1,049"))

    first, second = load(*rows), load(*rows)

    assert (first.added, second.added, second.changed, second.unchanged) == (2, 0, 0, 2)
    assert held() == {"Female": 51, "Male": 1049}
    assert AuditLine.objects.filter(code="places.benchmarks.loaded").count() == 2


def test_a_newer_edition_of_a_topic_takes_the_place_of_the_older_one_whole(area):
    load(row(), row(category="Male"), row(category="Yes", topic="disability"))

    report = load(row(category="Women", count="60", edition="2031"), row(category="Male", count="40", edition="2031"))

    assert (report.added, report.changed, report.ended) == (1, 1, 1)
    assert held() == {"Women": 60, "Male": 40, "Yes": 51}


def test_a_full_list_takes_away_what_it_leaves_out(area):
    load(row(), row(category="Yes", topic="disability"))

    assert load(row(), mode=Mode.REPLACE).ended == 1
    assert held() == {"Female": 51}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"area": "E99999999"}, "There is no area “E99999999”."),
        ({"area": ""}, "It names no area."),
        ({"count": "-3"}, "The count -3 is below nought."),
        ({"count": "many"}, "The count “many” is not a whole number."),
        ({"count": "1.5"}, "The count “1.5” is not a whole number."),
        ({"count": "²"}, "The count “²” is not a whole number."),
        ({"category": ""}, "The category is empty."),
        ({"source": ""}, "The source is empty."),
        ({}, "This category of the topic stands in the list for the area before."),
    ],
)
def test_what_is_wrong_is_refused_by_its_line(area, wrong, reason):
    report = load(row(), row(**wrong))

    assert [(each.line, each.reason) for each in report.refusals] == [(3, reason)]


def test_a_topic_that_does_not_add_up_to_its_base_is_to_be_looked_at(area):
    report = load(
        row(count="500"),
        row(category="Male", count="500"),
        row(topic="disability", category="Yes", count="180"),
        row(topic="unpaid_care", category="None", count="995"),
        row(topic="language", category="English", count="100", base="usual residents aged 3+"),
    )

    assert [doubt.reason for doubt in report.doubts] == [
        "E06000001: the categories of disability add up to 180 of all usual residents; those of another topic to "
        "1,000. A category may be missing."
    ]
    assert report.refusals == []


def test_who_lives_in_an_area_is_told_with_its_source(area):
    load(row(count="30"), row(category="Male", count="10"))

    found = population(area=area, topic="sex")

    assert found is not None
    assert (found.counts, found.total, found.share("Female")) == ({"Female": 30, "Male": 10}, 40, 0.75)
    assert (found.source, found.edition, found.base) == ("A census", "2021", BASE)
    assert population(area=area, topic="religion") is None


def test_a_country_is_the_sum_of_its_regions_and_both_can_be_chosen(db):
    country = AreaFactory.create(name="Country", kind="COUNTRY")
    areas = [AreaFactory.create(parent=AreaFactory.create(parent=country, kind="REGION")) for _ in range(2)]
    load(row(area=areas[0].code, count="30"), row(area=areas[1].code, count="12"))

    found, choice = population(area=country, topic="sex"), benchmark_choice()

    assert found is not None
    assert found.counts == {"Female": 42}
    assert choice.areas[0] == country
    assert len(choice.areas) == 5
    assert choice.groups == (("sex", "Female"),)


def test_a_region_is_the_sum_of_its_areas_where_each_is_known(db):
    region = AreaFactory.create()
    one, other = AreaFactory.create_batch(2, parent=region)
    load(row(area=one.code, count="30"))
    assert population(area=region, topic="sex") is None
    load(row(area=other.code, count="12"))

    found = population(area=region, topic="sex")

    assert found is not None
    assert found.counts == {"Female": 42}
    load(row(area=other.code, count="12", edition="2031"))
    assert population(area=region, topic="sex") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(category=st.text(max_size=12), count=st.text(max_size=14) | st.integers().map(str))
def test_whatever_a_row_holds_is_taken_or_refused(area, category, count):
    report = load(row(category=category, count=count))

    assert report.added + len(report.refusals) == 1
    assert all(number >= 0 for number in held().values())
    Benchmark.objects.all().delete()


def test_a_census_table_is_read_by_its_own_columns_and_the_year_in_its_name(tmp_path, area):
    lines = "UTLA25CD,UTLA25NM,topic,category,base,count\nE06000001,Hartlepool,sex,Female,all usual residents,51\n"
    path = tmp_path / "census2021_utla.csv"
    path.write_text(lines)

    assert load(*read_benchmarks(path)).added == 1
    assert Benchmark.objects.get().source.startswith("Office for National Statistics, Census 2021")
    path.rename(tmp_path / "table.csv")
    with pytest.raises(UnreadableList, match="It is not said whose counts these are"):
        read_benchmarks(tmp_path / "table.csv")


@pytest.mark.real_data
def test_the_census_of_every_authority_is_taken_without_a_doubt(db, real_data: Path):
    path = real_data / "census" / "census2021_utla25_england_long.csv"
    for code in {each["area"] for each in read_benchmarks(path)}:
        AreaFactory.create(code=code)

    report = load(*read_benchmarks(path))

    assert (report.added, report.refusals, report.doubts) == (8568, [], [])
    topics = {topic.topic: topic for topic in loaded_topics()}
    assert len(topics) == 8
    assert {topic.areas for topic in topics.values()} == {153}
    assert 56_400_000 < topics["sex"].people < 56_600_000
