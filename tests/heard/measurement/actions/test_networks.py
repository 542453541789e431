"""Network exports come in whole or not at all, are never added twice, and can be taken back whole."""

from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from heard.accounts.models import AuditLine
from heard.campaigns.models import Placement
from heard.measurement.actions.networks import (
    NOT_OURS,
    OURS,
    WAITS,
    NoLongerHere,
    Told,
    forget_waiting,
    go_on,
    import_network,
    let_wait,
    remember_columns,
    remember_names,
    take_back,
    told_of,
)
from heard.measurement.models import NetworkFigure, NetworkImport, WaitingExport
from heard.measurement.queries.networks import waiting_export
from tests.evidence.exports import written
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory, PlacementFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 8, 1, 9, 0, tzinfo=UTC)
META = "Reporting starts,Reporting ends,Campaign name,Ad name,Reach,Impressions,Amount spent (GBP)\n"


@pytest.fixture
def campaign():
    return CampaignFactory.create(starts_on=date(2020, 7, 8), ends_on=date(2020, 9, 30))


def take(campaign, *rows, header=META, name="ads.csv", dry_run=False, **told):
    data = (header + "\n".join(rows) + "\n").encode()
    return import_network(
        data=data, file_name=name, campaign=campaign, told=Told(**told), by=None, now=NOW, dry_run=dry_run
    )


def held(**only):
    found = NetworkFigure.objects.current().filter(**only).order_by("first_day", "name", "measure")
    return [(figure.name, figure.measure, figure.first_day.day, figure.last_day.day, figure.value) for figure in found]


def waits_for(person, campaign):
    return waiting_export(user=person, campaign=campaign, since=NOW - WAITS)


def row(first, last, ad, reach, impressions, spend):
    return f"2020-07-{first:02},2020-07-{last:02},TUIW,{ad},{reach},{impressions},{spend}"


def test_each_figure_is_kept_with_its_source_days_row_and_currency(campaign):
    report = take(campaign, row(8, 8, "Film", 900, 1000, "10.50"))

    assert report.taken is not None
    assert held() == [
        ("TUIW / Film", "impressions", 8, 8, 1000),
        ("TUIW / Film", "reach", 8, 8, 900),
        ("TUIW / Film", "spend", 8, 8, 1050),
    ]
    spend = NetworkFigure.objects.get(measure="spend")
    assert (spend.source, spend.network, spend.paid, spend.currency) == ("meta-ads", "Meta", "paid", "GBP")
    assert (spend.row_number, spend.imported.columns["spend"]) == (2, "Amount spent (GBP)")
    assert AuditLine.objects.get(code="measurement.network.imported").organisation == campaign.owner


def test_a_check_says_what_a_file_is_and_keeps_nothing(campaign):
    report = take(campaign, row(8, 8, "Film", 900, 1000, "10.50"), dry_run=True)

    assert (report.read.title, report.read.currency, report.can_be_taken) == ("Meta Ads Manager", "GBP", True)
    assert [(said.measure.value, said.added) for said in report.measures] == [
        ("impressions", 1000), ("reach", None), ("spend", 1050),
    ]  # fmt: skip
    assert not NetworkImport.objects.exists()


def test_the_same_file_twice_changes_nothing(campaign):
    take(campaign, row(8, 8, "Film", 900, 1000, "10.50"))

    report = take(campaign, row(8, 8, "Film", 900, 1000, "10.50"), name="again.csv")

    assert (report.was_here, report.taken) == (True, None)
    assert NetworkFigure.objects.count() == 3


def test_a_newer_export_restates_the_rows_that_it_shares_and_says_how_many(campaign):
    take(campaign, row(8, 8, "Film", 900, 1000, 10), row(9, 9, "Film", 80, 100, 1))

    report = take(campaign, row(9, 9, "Film", 85, 120, 1), row(10, 10, "Film", 7, 9, 0))

    assert (report.restated, report.changed, report.lower) == (3, 2, 0)
    assert [each[2:] for each in held(measure="impressions")] == [(8, 8, 1000), (9, 9, 120), (10, 10, 9)]


def test_a_longer_window_takes_the_place_of_the_days_that_it_holds(campaign):
    take(campaign, row(8, 8, "Film", 900, 1000, 10), row(9, 9, "Film", 80, 100, 1))

    take(campaign, row(8, 31, "Film", 1500, 4000, 44))

    assert [each[2:] for each in held(measure="impressions")] == [(8, 31, 4000)]
    assert len(held(measure="reach")) == 3


def test_days_take_the_place_of_the_window_whose_days_they_hold(campaign):
    take(campaign, row(8, 9, "Film", 1500, 4000, 44))

    take(campaign, row(8, 8, "Film", 900, 1000, 10), row(9, 9, "Film", 800, 3100, 34))

    assert [each[4] for each in held(measure="impressions")] == [1000, 3100]


def test_windows_that_overlap_in_part_are_refused_with_the_file_that_is_in_the_way(campaign):
    take(campaign, row(8, 14, "Film", 900, 1000, 10), name="first.csv")

    report = take(campaign, row(10, 31, "Film", 900, 1000, 10))

    assert report.taken is None
    assert report.problems[0].startswith("Row 2: Its days overlap in part with 2020-07-08 to 2020-07-14 of “first.csv”")
    assert NetworkFigure.objects.count() == 3


def test_windows_that_overlap_within_one_file_are_refused(campaign):
    report = take(campaign, row(8, 14, "Film", 900, 1000, 10), row(10, 10, "Film", 9, 10, 1))

    assert "Its days overlap with those of row 2" in report.problems[0]


def test_the_same_by_campaign_after_it_came_by_advertisement_is_refused(campaign):
    take(campaign, row(8, 8, "Film", 900, 1000, 10))

    report = take(
        campaign,
        "2020-07-08,2020-07-08,TUIW,900,1000,10",
        header=META.replace("Ad name,", ""),
    )

    assert report.taken is None
    assert "Both together would count twice" in report.problems[0]


def test_a_bad_cell_keeps_the_whole_file_out(campaign):
    report = take(campaign, row(8, 8, "Film", 900, 1000, 10), row(9, 9, "Film", "many", 1, 1))

    assert report.problems == ("Row 3: “many” under “Reach” is not a number.",)
    assert not NetworkFigure.objects.exists()


def test_a_day_that_cannot_be_read_is_told_once_and_no_other_day_is_asked_for(campaign):
    report = take(campaign, row(8, 8, "Film", 900, 1000, 10), "2020-07-33,2020-07-33,TUIW,Film,1,1,1")

    assert len(report.problems) == 2
    assert all(problem.startswith("Row 3: “2020-07-33”") for problem in report.problems)


def test_what_is_in_the_future_is_refused(campaign):
    report = take(campaign, "2020-08-03,2020-08-03,TUIW,Film,1,1,1")

    assert report.problems == ("Row 2: 2020-08-03 is in the future.",)


def test_taking_a_file_back_lets_what_it_had_restated_count_again(campaign):
    take(campaign, row(8, 8, "Film", 900, 1000, 10))
    newer = take(campaign, row(8, 31, "Film", 1500, 4000, 44)).taken

    restored = take_back(imported=newer, by=UserFactory.create(), now=NOW)

    assert restored == 2
    assert [each[2:] for each in held(measure="impressions")] == [(8, 8, 1000)]
    assert AuditLine.objects.filter(code="measurement.network.taken_back").exists()


def test_taking_back_a_file_in_the_middle_leaves_the_newest_alone(campaign):
    take(campaign, row(8, 8, "Film", 900, 1000, 10))
    middle = take(campaign, row(8, 8, "Film", 900, 1100, 11)).taken
    newest = take(campaign, row(8, 8, "Film", 900, 1200, 12)).taken

    take_back(imported=middle, by=UserFactory.create(), now=NOW)
    assert [each[4] for each in held(measure="impressions")] == [1200]

    take_back(imported=newest, by=UserFactory.create(), now=NOW)
    assert [each[4] for each in held(measure="impressions")] == [1000]


def test_an_older_file_after_a_newer_one_is_told_by_its_smaller_figures(campaign):
    take(campaign, row(8, 8, "Film", 900, 1000, 10))

    assert take(campaign, row(8, 8, "Film", 800, 700, 9), dry_run=True).lower == 3


def test_an_unknown_column_is_asked_about_once_and_remembered(campaign):
    header = META.replace("Reach,", "Reach,Leads,")
    first = take(campaign, "2020-07-08,2020-07-08,TUIW,Film,900,5,1000,10", header=header)
    assert (first.unknown, first.taken) == (("Leads",), None)

    remember_columns(campaign=campaign, source="meta-ads", columns={"Leads": "conversions"}, by=None, now=NOW)
    second = take(campaign, "2020-07-08,2020-07-08,TUIW,Film,900,5,1000,10", header=header)

    assert second.taken is not None
    assert held(measure="conversions") == [("TUIW / Film", "conversions", 8, 8, 500)]


def test_a_plain_table_needs_to_be_told_its_days_network_and_currency(campaign):
    columns = {"What": "ad", "Shown": "impressions", "Paid": "spend"}
    remember_columns(campaign=campaign, source="plain", columns=columns, by=None, now=NOW)

    bare = take(campaign, "Film,1000,10", header="What,Shown,Paid\n")
    told = take(
        campaign, "Film,1000,10", header="What,Shown,Paid\n", network="Reddit", paid="paid", currency="GBP",
        first_day=date(2020, 7, 8), last_day=date(2020, 7, 31),
    )  # fmt: skip

    assert len(bare.problems) == 3
    assert told.taken is not None
    assert NetworkFigure.objects.get(measure="spend").network == "Reddit"


def test_a_short_link_in_a_posts_words_places_it_and_the_words_are_not_kept(campaign):
    placement = PlacementFactory.create(campaign=campaign, code="carers-x")
    header = "Post id,Date,Post text,Post Link,Impressions\n"

    take(
        campaign,
        '1801,"Wed, Jul 8, 2020","Ann, tell us: https://heard.example/l/carers-x",https://x.example/1801,50',
        header=header,
    )

    figure = NetworkFigure.objects.get()
    assert (figure.placement, figure.span, figure.name) == (placement, "POST", "https://x.example/1801")
    assert "Ann" not in str(list(NetworkFigure.objects.values()))


def test_a_name_is_answered_once_and_every_later_row_follows(campaign):
    placement = PlacementFactory.create(campaign=campaign)
    take(campaign, row(8, 8, "Film", 900, 1000, 10), row(8, 8, "Other", 9, 10, 1))
    film = NetworkFigure.objects.filter(name="TUIW / Film").first()
    other = NetworkFigure.objects.filter(name="TUIW / Other").first()

    changed = remember_names(
        campaign=campaign,
        answers={("meta-ads", film.subject): placement.code, ("meta-ads", other.subject): NOT_OURS},
        by=None,
        now=NOW,
    )
    take(campaign, row(9, 9, "Film", 900, 1000, 10))

    assert changed == 6
    assert NetworkFigure.objects.filter(placement=placement).count() == 6
    assert not NetworkFigure.objects.counted().filter(name="TUIW / Other").exists()


def test_another_campaigns_placement_is_no_answer(campaign):
    with pytest.raises(Placement.DoesNotExist):
        remember_names(campaign=campaign, answers={("meta-ads", "x"): PlacementFactory.create().code}, by=None, now=NOW)
    assert remember_names(campaign=campaign, answers={("meta-ads", "x"): OURS}, by=None, now=NOW) == 0


def test_mentions_are_kept_as_figures_without_whose_they_are(campaign):
    export = written.MELTWATER
    data = export.text.encode(export.encoding)

    report = import_network(
        data=data, file_name="m.csv", campaign=campaign, told=Told(network="News"), by=None, now=NOW
    )

    assert report.taken is not None
    assert NetworkFigure.objects.filter(measure="mentions").count() == 2
    kept = str(list(NetworkFigure.objects.values()))
    assert "example.org" not in kept
    assert "The Post" not in kept


@pytest.mark.parametrize("export", written.ALL, ids=lambda each: each.source)
def test_every_known_export_comes_in_and_adds_up_to_what_it_says(campaign, export):
    data = export.text.encode(export.encoding)

    report = import_network(
        data=data, file_name="e.csv", campaign=campaign,
        told=Told(network="News", order="DMY", first_day=date(2020, 7, 8), last_day=date(2020, 7, 9)), by=None, now=NOW,
    )  # fmt: skip

    assert report.problems == ()
    for measure, added in export.sums.items():
        found = NetworkFigure.objects.filter(measure=measure.value).values_list("value", flat=True)
        assert sum(found) / (1 if measure.is_whole else 100) == float(added)


def test_a_long_file_needs_no_more_statements_than_a_short_one(campaign, django_assert_max_num_queries):
    rows = [row(day, day, f"Film {film}", 900, 1000, 10) for film in range(20) for day in range(1, 31)]

    with django_assert_max_num_queries(18):
        report = take(campaign, *rows)

    assert report.taken is not None
    assert NetworkFigure.objects.count() == report.taken.figure_count == 1800
    assert NetworkFigure.objects.values("key", "measure").distinct().count() == 1800


def test_what_was_told_of_one_sources_columns_is_not_taken_for_anothers(campaign):
    remember_columns(campaign=campaign, source="plain", columns={"Leads": "conversions"}, by=None, now=NOW)
    header = META.replace("Reach,", "Reach,Leads,")

    report = take(campaign, "2020-07-08,2020-07-08,TUIW,Film,900,5,1000,10", header=header)

    assert report.unknown == ("Leads",)


def test_a_file_waits_for_an_hour_and_one_of_each_person_at_most(campaign):
    header = META.replace("Reach,", "Reach,Leads,")
    person = UserFactory.create()
    report = take(campaign, "2020-07-08,2020-07-08,TUIW,Film,900,5,1000,10", header=header)
    for at in (NOW - timedelta(minutes=90), NOW):
        let_wait(data=b"x", campaign=campaign, report=report, is_check=False, by=person, now=at)
    let_wait(
        data=b"x",
        campaign=campaign,
        report=report,
        is_check=False,
        by=UserFactory.create(),
        now=NOW - timedelta(hours=1),
    )

    assert forget_waiting(now=NOW) == 1
    assert [row.kept_by for row in WaitingExport.objects.all()] == [person]
    assert waits_for(person, campaign).headings == ("Leads",)


def test_all_that_was_told_of_a_file_waits_with_it(campaign):
    columns = {"What": "ad", "Shown": "impressions"}
    remember_columns(campaign=campaign, source="plain", columns=columns, by=None, now=NOW)
    told: dict[str, Any] = {
        "network": "Reddit", "paid": "paid", "currency": "GBP", "account": "Speak Up", "order": "DMY",
        "first_day": date(2020, 7, 8), "last_day": date(2020, 7, 31),
    }  # fmt: skip
    text = "What,Shown,Paid\nFilm,1000,10\n"
    report = take(campaign, "Film,1000,10", header="What,Shown,Paid\n", **told)
    person = UserFactory.create()
    waiting = let_wait(data=text.encode(), campaign=campaign, report=report, is_check=False, by=person, now=NOW)
    remember_columns(campaign=campaign, source="plain", columns={"Paid": "spend"}, by=None, now=NOW)

    taken = go_on(waiting=waits_for(person, campaign), by=person, now=NOW).taken

    assert told_of(waiting) == Told(**told)
    assert (taken.first_day, taken.last_day, taken.account) == (date(2020, 7, 8), date(2020, 7, 31), "Speak Up")
    assert NetworkFigure.objects.get(measure="spend").currency == "GBP"
    assert not WaitingExport.objects.exists()


def test_a_file_that_was_taken_in_or_given_up_meanwhile_goes_on_no_more(campaign):
    person, data = UserFactory.create(), b"Day,Leads\n2020-07-08,5\n"
    report = take(campaign, data.decode())
    let_wait(data=data, campaign=campaign, report=report, is_check=False, by=person, now=NOW)
    looked_up = waits_for(person, campaign)
    WaitingExport.objects.all().delete()

    with pytest.raises(NoLongerHere):
        go_on(waiting=looked_up, by=person, now=NOW)


def test_a_file_goes_on_waiting_where_more_is_to_be_told(campaign):
    header = META.replace("Reach,", "Reach,Leads,Sparkles,")
    report = take(campaign, "2020-07-08,2020-07-08,TUIW,Film,900,5,6,1000,10", header=header)
    data = f"{header}2020-07-08,2020-07-08,TUIW,Film,900,5,6,1000,10\n".encode()
    person = UserFactory.create()
    waiting = let_wait(data=data, campaign=campaign, report=report, is_check=False, by=person, now=NOW)
    remember_columns(campaign=campaign, source="meta-ads", columns={"Leads": "conversions"}, by=person, now=NOW)

    report = go_on(waiting=waiting, by=person, now=NOW)

    assert report.unknown == ("Sparkles",)
    assert waits_for(person, campaign).headings == ("Sparkles",)


SECRETS = ("Samira Okonkwo-Vale", "ads-of-samira.csv", "Sparkles", "Speak Up Samira")


def a_file_that_waits(campaign, person, *, is_check=False):
    header = META.replace("Reach,", "Reach,Sparkles,")
    line = "2020-07-08,2020-07-08,TUIW,Samira Okonkwo-Vale,900,5,1000,10"
    report = take(campaign, line, header=header, name="ads-of-samira.csv", account="Speak Up Samira", dry_run=is_check)
    data = f"{header}{line}\n".encode()
    return let_wait(data=data, campaign=campaign, report=report, is_check=is_check, by=person, now=NOW)


def at_rest():
    """Return each column of the table as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM measurement_waitingexport")
        return b"\0".join(
            bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
            for row in cursor.fetchall()
            for cell in row
        )


def test_at_rest_a_file_that_waits_holds_no_plain_cell(campaign):
    a_file_that_waits(campaign, UserFactory.create())

    held_bytes = at_rest()

    assert len(held_bytes) > 200
    assert [secret for secret in SECRETS if secret.encode() in held_bytes] == []


def test_a_file_that_waits_opens_for_nobody_else(campaign):
    person, other = UserFactory.create(), UserFactory.create()
    waiting = a_file_that_waits(campaign, person)

    with pytest.raises(NoLongerHere):
        go_on(waiting=waiting, by=other, now=NOW)
    WaitingExport.objects.update(kept_by=other)
    assert waits_for(other, campaign) is None


def test_a_file_whose_secret_is_gone_waits_no_longer(campaign, settings):
    person = UserFactory.create()
    waiting = a_file_that_waits(campaign, person)
    settings.HEARD_RECEIPT_SECRET = b64encode(b"another".ljust(32)).decode()

    assert waits_for(person, campaign) is None
    with pytest.raises(NoLongerHere):
        go_on(waiting=waiting, by=person, now=NOW)
    assert not WaitingExport.objects.exists()


def test_a_file_that_was_checked_goes_on_waiting_and_is_then_brought_in(campaign):
    person = UserFactory.create()
    waiting = a_file_that_waits(campaign, person, is_check=True)
    remember_columns(campaign=campaign, source="meta-ads", columns={"Sparkles": "conversions"}, by=person, now=NOW)

    checked = go_on(waiting=waiting, by=person, now=NOW)
    still = waits_for(person, campaign)
    taken = go_on(waiting=still, by=person, now=NOW, is_check=False).taken

    assert (checked.taken, still.headings) == (None, ())
    assert (taken.file_name, taken.account) == ("ads-of-samira.csv", "Speak Up Samira")
    assert not WaitingExport.objects.exists()
