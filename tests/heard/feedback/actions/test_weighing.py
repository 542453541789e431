from datetime import UTC, datetime, timedelta

import pytest

from heard.accounts.models import AuditLine, User
from heard.feedback.actions.weighing import WeighedMeanwhile, weigh_surge
from heard.feedback.models import Flag, FlagKind, Piece, Submission, Surge, SurgeKind, Weighing
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.feedback import SubmissionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)


@pytest.fixture
def person() -> User:
    return UserFactory.create()


def made(kind: str = SurgeKind.ALIKE, *submissions: Submission) -> Surge:
    campaign = CampaignFactory.create()
    surge = Surge.objects.create(kind=kind, campaign=campaign, began_at=NOW, last_at=NOW)
    for each in submissions or [SubmissionFactory.create(campaign=campaign) for _ in range(3)]:
        Flag.objects.create(submission=each, kind=FlagKind(kind), surge=surge, raised_at=NOW)
    return surge


def weigh(surge: Surge, weighing: str, person: User, *, now: datetime = NOW) -> int:
    surge.refresh_from_db()
    return weigh_surge(surge=surge, weighing=weighing, reason="Looked", seen=surge.weighed_at, by=person, now=now)


def test_forms_set_aside_count_no_more_and_are_all_still_there(person) -> None:
    surge = made()
    assert weigh(surge, Weighing.SET_ASIDE, person) == 3
    assert Submission.objects.counted().count() == Piece.objects.counted().count() == 0
    assert Submission.objects.visible().count() == Submission.objects.set_aside().count() == 3


def test_it_can_be_decided_again(person) -> None:
    surge = made()
    weigh(surge, Weighing.SET_ASIDE, person)
    assert weigh(surge, Weighing.COUNTED, person, now=NOW + timedelta(hours=1)) == 3
    assert Submission.objects.counted().count() == 3
    lines = AuditLine.objects.filter(code="feedback.surge.weighed").order_by("pk")
    assert [line.detail for line in lines] == [
        {"weighing": "SET_ASIDE", "forms": 3},
        {"weighing": "COUNTED", "forms": 3},
    ]


def test_what_another_decision_holds_back_stays_set_aside(person) -> None:
    alike = made()
    both = Submission.objects.first()
    assert both is not None
    flood = made(SurgeKind.FLOOD, both)
    weigh(alike, Weighing.SET_ASIDE, person)
    weigh(flood, Weighing.SET_ASIDE, person)
    assert weigh(alike, Weighing.COUNTED, person, now=NOW + timedelta(hours=1)) == 2
    assert Submission.objects.set_aside().get() == both


def test_the_second_of_two_people_overwrites_nothing(person) -> None:
    surge = made()
    weigh(surge, Weighing.COUNTED, person)
    with pytest.raises(WeighedMeanwhile):
        weigh_surge(surge=surge, weighing=Weighing.SET_ASIDE, reason="x", seen=None, by=person, now=NOW)
    assert Submission.objects.counted().count() == 3
