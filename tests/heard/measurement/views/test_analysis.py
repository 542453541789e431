"""Any question about a campaign: answered at once, or by the worker with a way to stop it; and taken away as a file."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heard.accounts.models import AuditLine, Role
from heard.measurement.actions import cutting
from heard.measurement.analysis import counting, engines, writing
from heard.measurement.analysis.asking import Dimension, Measure, Question
from heard.measurement.analysis.installed import is_installed
from heard.measurement.models import Cut, CutState
from tests.factories.accounts import member
from tests.heard.measurement.analysis.world import COPIED_AT, world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not is_installed(), reason="The packages of analysis are not installed: make scale."),
]

CLICKS = Question(measure=Measure.CLICKS, rows=Dimension.HOUR)
VISITORS = Question(measure=Measure.VISITOR_DAYS, rows=Dimension.CHANNEL)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.HEARD_PARTITIONS = tmp_path / "partitions"
    settings.HEARD_HOME = tmp_path


@pytest.fixture
def campaign():
    made = world()
    writing.refresh(now=COPIED_AT)
    return made


@pytest.fixture
def analyst(client, campaign):
    user = member(Role.ANALYST, campaign.owner)
    client.force_login(user)
    return user


def address(campaign, name="analysis", *more) -> str:
    return reverse(f"measurement:{name}", args=[campaign.slug, *more])


def seen(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


def clock():
    return COPIED_AT


def test_a_light_question_is_answered_on_its_page_with_its_definition(client, campaign, analyst):
    asked = {"measure": "clicks", "rows": "hour", "columns": "channel"}

    response = client.get(address(campaign), asked)

    found = counting.answer(
        question=Question(measure=Measure.CLICKS, rows=Dimension.HOUR), campaign=campaign, engine=engines.DuckDB()
    )
    assert f"Clicks: {sum(cell.n for cell in found.cells):,} in all" in seen(response)
    assert "Facebook" in seen(response)
    assert "bots, previews and tests stand aside" in seen(response)


def test_what_does_not_fit_together_is_said_beside_the_field(client, campaign, analyst):
    response = client.get(address(campaign), {"measure": "clicks", "rows": "tone"})

    assert response.status_code == 422
    assert "Clicks cannot be counted by this." in seen(response)


def test_a_long_question_is_counted_by_the_worker(client, campaign, analyst):
    asked = {"measure": "visitor_days", "rows": "channel"}
    page = client.get(address(campaign), asked)
    assert "This takes a while" in seen(page)

    sent = client.post(f"{address(campaign, 'analysis_run')}?measure=visitor_days&rows=channel")
    waiting = client.get(sent.url)
    counted = cutting.count_next(holder="worker", clock=clock, watched=False)
    done = client.get(sent.url)

    assert "waits for the worker" in seen(waiting)
    assert counted
    assert "Visitor-days:" in seen(done)
    assert "Counted from the records as they were on 1 April 2021, 13:00." in seen(done)
    assert set(AuditLine.objects.values_list("code", flat=True)) >= {"measurement.cut.asked"}


def test_one_that_is_stopped_counts_no_further(client, campaign, analyst, monkeypatch):
    cut = cutting.ask(campaign=campaign, question=VISITORS, by=analyst, now=COPIED_AT)
    monkeypatch.setattr(counting, "ROWS_AT_ONCE", 1)
    go_on = cutting._go_on

    def then_stop(held, done, of, now):
        go_on(held, done, of, now)
        if done == 1:
            client.post(address(campaign, "cut_stop", cut.pk))

    monkeypatch.setattr(cutting, "_go_on", then_stop)
    cutting.count_next(holder="worker", clock=clock, watched=False)

    cut.refresh_from_db()
    assert (cut.state, cut.parts_done, cut.cells) == (CutState.STOPPED, 1, [])
    assert "was stopped before it was counted" in seen(client.get(address(campaign, "cut", cut.pk)))


def test_one_whose_worker_was_killed_is_counted_by_the_next(campaign, analyst):
    cut = cutting.ask(campaign=campaign, question=CLICKS, by=analyst, now=COPIED_AT)
    Cut.objects.filter(pk=cut.pk).update(
        state=CutState.RUNNING, holder="gone", leased_until=COPIED_AT - timedelta(seconds=1), attempts=1
    )

    cutting.count_next(holder="worker", clock=clock, watched=False)

    cut.refresh_from_db()
    assert cut.state == CutState.DONE
    assert cut.cells


def test_one_that_is_cut_off_three_times_is_given_up(campaign, analyst):
    cut = cutting.ask(campaign=campaign, question=CLICKS, by=analyst, now=COPIED_AT)
    Cut.objects.filter(pk=cut.pk).update(
        state=CutState.RUNNING, holder="gone", leased_until=COPIED_AT - timedelta(seconds=1), attempts=3
    )

    assert not cutting.count_next(holder="worker", clock=clock, watched=False)

    cut.refresh_from_db()
    assert cut.state == CutState.REFUSED


def test_the_file_holds_every_cell_and_its_mark(client, campaign, analyst):
    response = client.post(f"{address(campaign, 'analysis_export')}?measure=conversion&rows=post&columns=month")

    line = AuditLine.objects.get(code="measurement.cut.exported")
    told = response.content.decode("utf-8-sig").splitlines()
    assert told[0].startswith("Post,Forms of a hundred clicks")
    assert all(line.detail["mark"] in row for row in told[1:])


def test_old_questions_are_forgotten(campaign, analyst):
    cutting.ask(campaign=campaign, question=CLICKS, by=analyst, now=COPIED_AT)

    assert cutting.forget_old(now=COPIED_AT + timedelta(days=31)) == 1


def test_without_the_packages_it_is_said_how_to_get_them(client, campaign, analyst, monkeypatch):
    monkeypatch.setattr("heard.measurement.analysis.installed.is_installed", lambda *names: False)

    response = client.get(address(campaign), {"measure": "clicks", "rows": "hour"})

    assert "make scale" in seen(response)
