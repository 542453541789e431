"""A notice is raised where agreement fell, once, ends by itself, and chance does not raise it."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from django.db import connection

from evidence.stats import Match, match
from heard.accounts.models import AuditLine, Organisation, Role
from heard.measurement.actions import agreement as actions
from heard.measurement.actions.agreement import mark_seen, set_line, watch_agreement
from heard.measurement.models import AgreementLine, AgreementNotice
from heard.measurement.queries.agreement import LINE, Line, Pairs, count_unseen, is_below, notices_for, pairs
from tests.factories.accounts import OrganisationFactory, hand_over, member
from tests.heard.measurement.agreeing import NOW, decided_many

pytestmark = pytest.mark.django_db
AT_ODDS = [(True, False)] * 12 + [(False, True)] * 12 + [(True, True)] * 2 + [(False, False)] * 26
AGREED = [(True, True)] * 20 + [(False, False)] * 32


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


@pytest.mark.slow
def test_a_notice_is_raised_once_where_machine_and_people_are_at_odds(organisation) -> None:
    decided_many(organisation, AT_ODDS)

    assert watch_agreement(now=NOW) == 1
    assert watch_agreement(now=NOW) == 0

    notice = AgreementNotice.objects.get()
    assert notice.theme is not None
    assert (notice.theme.code, notice.pieces, notice.line) == ("food-drink", 52, LINE)
    assert notice.high < LINE
    assert AuditLine.objects.filter(code="measurement.agreement.fell").count() == 1


@pytest.mark.slow
def test_it_ends_by_itself_once_they_agree_again(organisation) -> None:
    decided_many(organisation, AT_ODDS)
    watch_agreement(now=NOW)
    decided_many(organisation, AGREED * 3)

    assert watch_agreement(now=NOW) == 1
    assert not AgreementNotice.objects.filter(ended_at=None).exists()


def test_nothing_is_locked_while_machine_and_people_are_compared(organisation, monkeypatch) -> None:
    decided_many(organisation, AT_ODDS[:1])
    before, during = len(connection.savepoint_ids), []

    def compared(**asked: Any) -> Pairs:
        during.append(len(connection.savepoint_ids))
        return pairs(**asked)

    monkeypatch.setattr(actions, "pairs", compared)

    watch_agreement(now=NOW)

    assert during == [before]


@pytest.mark.slow
def test_too_few_pieces_raise_nothing(organisation) -> None:
    decided_many(organisation, AT_ODDS[::2])

    assert watch_agreement(now=NOW) == 0


def test_who_reads_figures_is_told_until_somebody_looked(organisation) -> None:
    analyst, caseworker = member(Role.ANALYST, organisation), member(Role.CASEWORKER, organisation)
    notice = AgreementNotice.objects.create(
        organisation=organisation, alpha=0.1, high=0.3, line=0.4, pieces=60, raised_at=NOW
    )
    assert (count_unseen(user=analyst), count_unseen(user=caseworker)) == (1, 0)
    mark_seen(notice=notice, by=analyst, now=NOW)
    mark_seen(notice=notice, by=analyst, now=NOW)
    assert count_unseen(user=analyst) == 0
    assert notices_for(user=analyst).get().seen_by == analyst
    assert AuditLine.objects.filter(code="measurement.agreement.seen").count() == 1


def test_a_notice_of_an_organisation_that_was_succeeded_is_its_keepers_to_see_and_ends_there(organisation) -> None:
    keeper = OrganisationFactory.create()
    analyst = member(Role.ANALYST, keeper)
    AgreementNotice.objects.create(organisation=organisation, alpha=0.1, high=0.3, line=0.4, pieces=60, raised_at=NOW)
    hand_over(organisation, keeper)
    assert notices_for(user=analyst, organisation=keeper).count() == 1
    assert watch_agreement(now=NOW) == 1
    assert count_unseen(user=analyst) == 0


def test_a_line_is_set_anew_in_place_of_the_old_one(organisation) -> None:
    by = member(Role.ANALYST, organisation)
    for alpha in (0.5, 0.6):
        set_line(organisation=organisation, campaign=None, alpha=alpha, least=40, by=by, now=NOW)
    assert AgreementLine.objects.get().alpha == 0.6
    assert AuditLine.objects.filter(code="measurement.agreement.line_set").count() == 2


@pytest.mark.slow
def test_chance_raises_a_notice_seldom_where_agreement_lies_on_the_line() -> None:
    chance = np.random.default_rng(3)
    raised = 0
    for seed in range(400):
        told = _drawn_on_the_line(chance, seed)
        raised += is_below(told=told.alpha, found=told.hits + told.needless + told.missed, line=Line())

    assert raised <= 400 * 0.05


def _drawn_on_the_line(chance: np.random.Generator, seed: int) -> Match:
    """Sixty pieces of a theme in a third of them, on which machine and people agree just as the line says."""
    yes = 1 / 3
    differ = (1 - LINE) * yes * (1 - yes)
    shares = [yes - differ, differ, differ, 1 - yes - differ]
    counts = Counter(chance.choice(4, size=60, p=shares).tolist())
    return match(hits=counts[0], needless=counts[1], missed=counts[2], neither=counts[3], draws=500, seed=seed)
