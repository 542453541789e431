from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from evidence.text.likeness import likeness, likeness_keys
from heard.campaigns.models import Campaign
from heard.feedback.actions import comparing
from heard.feedback.actions.comparing import KEPT, MANY, WINDOW, compare, forget_likenesses
from heard.feedback.models import Flag, FlagKind, Likeness, Piece, Submission, Surge, Weighing
from heard.feedback.queries.flags import uncompared
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.feedback import ImportBatchFactory, PieceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)
LETTER = (
    "The surgery on the hill must stay open because so many of us have no car and the bus no longer comes here {end}"
)


@pytest.fixture
def campaign() -> Campaign:
    return CampaignFactory.create()


def sent(campaign: Campaign, number: int = 0, *, words: str = LETTER, at: datetime = NOW, **fields) -> Piece:
    return PieceFactory.create(
        organisation=campaign.owner,
        campaign=campaign,
        words=words.format(end=f"says{number}"),
        received_at=at,
        read_at=at,
        redacted=True,
        **fields,
    )


def compared(now: datetime = NOW) -> int:
    return compare(piece_ids=uncompared(limit=1000), now=now)


def flagged() -> set[str]:
    return set(Flag.objects.filter(kind=FlagKind.ALIKE).values_list("submission__reference", flat=True))


def test_many_in_nearly_the_same_words_are_flagged_together(campaign) -> None:
    pieces = [sent(campaign, number) for number in range(MANY)]
    other = sent(campaign, words="Nobody told me anything at all about my results for weeks and weeks, which was bad.")
    assert compared() == MANY + 1
    assert flagged() == {piece.submission.reference for piece in pieces}
    assert other.submission.reference not in flagged()
    assert Surge.objects.get().flags.count() == MANY


def test_a_family_that_writes_the_same_is_no_surge(campaign) -> None:
    for number in range(MANY - 1):
        sent(campaign, number)
    compared()
    assert flagged() == set()


def test_the_next_one_joins_those_before_it(campaign) -> None:
    for number in range(MANY - 1):
        sent(campaign, number)
    compared()
    sent(campaign, 99)
    compared()
    sent(campaign, 100)
    compared()
    assert Surge.objects.get().flags.count() == MANY + 1


def test_what_comes_after_a_decision_is_a_surge_of_its_own(campaign) -> None:
    for number in range(MANY):
        sent(campaign, number)
    compared()
    Surge.objects.update(weighing=Weighing.SET_ASIDE, weighed_at=NOW, weighed_by=UserFactory.create())
    late = sent(campaign, 99)
    compared()
    assert Submission.objects.get(pk=late.submission_id).set_aside_at is None
    assert Surge.objects.filter(weighing="").get().flags.get().submission == late.submission


def test_only_the_same_campaign_within_the_window_is_compared(campaign) -> None:
    for number in range(MANY - 1):
        sent(campaign, number, at=NOW - WINDOW - timedelta(days=1))
    sent(campaign, 10)
    for number in range(MANY - 1):
        sent(CampaignFactory.create(), number)
    compared()
    assert flagged() == set()


def test_several_pieces_of_one_person_are_one(campaign) -> None:
    pieces = [sent(campaign, number) for number in range(MANY - 1)]
    Piece.objects.filter(pk=pieces[0].pk).update(submission=pieces[1].submission, ordinal=2)
    sent(campaign, 50)
    compared()
    assert flagged() == set()


def test_short_words_are_alike_by_chance(campaign) -> None:
    for _each in range(MANY + 2):
        sent(campaign, words="Very good service, thank you")
    compared()
    assert flagged() == set()


def test_imports_are_not_compared_and_nothing_is_compared_twice(campaign) -> None:
    sent(campaign)
    imported = sent(campaign)
    Piece.objects.filter(pk=imported.pk).update(batch=ImportBatchFactory.create(visible_at=NOW))
    assert compared() == 1
    assert compared() == 0


def test_comparing_changes_nothing_but_flags(campaign) -> None:
    piece = sent(campaign, risk_declared=True)
    for number in range(MANY):
        sent(campaign, number)
    compared()
    submission = Submission.objects.get(pk=piece.submission_id)
    assert submission.risk_declared
    assert submission.set_aside_at is None
    assert Submission.objects.counted().count() == MANY + 1


def test_keys_are_forgotten_when_they_are_too_old_to_be_of_use(campaign) -> None:
    sent(campaign)
    compared()
    assert Likeness.objects.exists()
    assert forget_likenesses(now=NOW + KEPT - timedelta(seconds=1)) == 0
    assert forget_likenesses(now=NOW + KEPT) > 0


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_words_are_compared(campaign, monkeypatch) -> None:
    was_held = []

    def watched(one: str, other: str) -> float:
        was_held.append(connection.in_atomic_block)
        return likeness(one, other)

    monkeypatch.setattr(comparing, "likeness", watched)
    for number in range(MANY):
        sent(campaign, number)

    compared()

    assert was_held
    assert not any(was_held)


def test_what_is_taken_back_while_it_is_compared_leaves_no_keys(campaign, monkeypatch) -> None:
    piece = sent(campaign)

    def meanwhile(texts, *, secret):
        Submission.objects.update(withdrawn_at=NOW)
        return likeness_keys(texts, secret=secret)

    monkeypatch.setattr(comparing, "likeness_keys", meanwhile)

    assert compared() == 0
    assert not Likeness.objects.filter(piece=piece).exists()
    assert uncompared(limit=1) == [piece.pk]
