"""What looked unusual about how a form came, on a case's page and in the queue."""

from datetime import UTC, datetime

import pytest

from heard.casework.models import Case
from heard.feedback.models import Flag, FlagKind, Surge, SurgeKind
from tests.factories.campaigns import CampaignFactory
from tests.factories.casework import CaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2020, 9, 15, 9, 0, tzinfo=UTC)


def flagged(organisation, kind: str, **fields) -> tuple[Case, Flag]:
    case = CaseFactory.create(organisation=organisation)
    return case, Flag.objects.create(submission=case.piece.submission, kind=kind, raised_at=NOW, **fields)


@pytest.mark.parametrize("kind", FlagKind)
def test_each_kind_is_said_in_words_and_with_what_it_may_also_be(desk, organisation, kind) -> None:
    case, _flag = flagged(organisation, kind, amount=12)
    page = desk.get(f"/staff/cases/{case.pk}/").content.decode()
    assert str(FlagKind(kind).label) in page


def test_one_of_many_says_how_many_others(desk, organisation) -> None:
    campaign = CampaignFactory.create()
    surge = Surge.objects.create(kind=SurgeKind.ALIKE, campaign=campaign, began_at=NOW, last_at=NOW)
    case, _flag = flagged(organisation, FlagKind.ALIKE, surge=surge)
    for _each in range(3):
        flagged(organisation, FlagKind.ALIKE, surge=surge)
    assert "It looks like 3 others: nearly the same words." in desk.get(f"/staff/cases/{case.pk}/").content.decode()


def test_a_caseworker_says_that_nothing_was_wrong(desk, organisation, worker) -> None:
    case, flag = flagged(organisation, FlagKind.TRAP)
    answer = desk.post(f"/staff/cases/{case.pk}/flags/{flag.pk}/dismiss/", follow=True)
    assert f"{worker.full_name} looked at this on" in answer.content.decode()
    again = desk.post(f"/staff/cases/{case.pk}/flags/{flag.pk}/dismiss/", follow=True)
    assert "Someone looked at this before you." in again.content.decode()


def test_a_flag_of_another_case_is_none(desk, organisation) -> None:
    case, _own = flagged(organisation, FlagKind.TRAP)
    _other, flag = flagged(organisation, FlagKind.TRAP)
    assert desk.post(f"/staff/cases/{case.pk}/flags/{flag.pk}/dismiss/").status_code == 404
    assert Flag.objects.filter(dismissed_at=None).count() == 2


def shown(desk, organisation, flag: str) -> set[int]:
    page = desk.get(f"/staff/queue/{organisation.slug}/?flag={flag}").content.decode()
    return {case.pk for case in Case.objects.all() if f"/staff/cases/{case.pk}/" in page}


def test_the_queue_shows_what_is_flagged_as_asked(desk, organisation) -> None:
    trap, flag = flagged(organisation, FlagKind.TRAP)
    alike, _flag = flagged(organisation, FlagKind.ALIKE)
    unproven, _flag = flagged(organisation, FlagKind.UNPROVEN)
    plain = CaseFactory.create(organisation=organisation)
    assert shown(desk, organisation, "") == {trap.pk, alike.pk, unproven.pk, plain.pk}
    assert shown(desk, organisation, "TRAP") == {trap.pk}
    assert shown(desk, organisation, "UNPROVEN") == {unproven.pk}
    assert shown(desk, organisation, "any") == {trap.pk, alike.pk}
    Flag.objects.filter(pk=flag.pk).update(dismissed_at=NOW)
    assert shown(desk, organisation, "any") == {alike.pk}


def test_a_flag_takes_no_risk_away(organisation) -> None:
    case = CaseFactory.create(organisation=organisation, risk_declared=True)
    Flag.objects.create(submission=case.piece.submission, kind=FlagKind.ALIKE, raised_at=NOW)
    assert Case.objects.get(pk=case.pk).risk == "OPEN"
