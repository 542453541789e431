"""Coding apart: a set is started, each coder says what they find, and what they say is settled afterwards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.feedback.models import Tone
from heard.insight.actions.deciding import NoSuchTheme
from heard.insight.models import Choosing, Coder, Coding, CodingItem, CodingSet
from heard.insight.queries import current_themes

LEAST_CODERS = 2


class TooFewCoders(Exception):
    """Fewer than two people were chosen, so that nothing could be compared."""


class NothingToCode(Exception):
    """There is no piece to code."""


class CodingOver(Exception):
    """The set has ended, or its piece is settled: nothing more is said about it."""


@dataclass(frozen=True, kw_only=True)
class SetIn:
    """A set as it is started: its pieces by primary key in the order in which they are coded."""

    organisation: Organisation
    campaign: Campaign | None
    choosing: Choosing
    seed: int
    pieces: Sequence[int]
    coders: Sequence[User]


@transaction.atomic
def start_coding(*, wanted: SetIn, by: User, now: datetime) -> CodingSet:
    """Start a set. Raises TooFewCoders and NothingToCode."""
    if len(wanted.coders) < LEAST_CODERS:
        raise TooFewCoders
    if not wanted.pieces:
        raise NothingToCode
    coding_set = CodingSet.objects.create(
        organisation=wanted.organisation,
        campaign=wanted.campaign,
        choosing=wanted.choosing,
        seed=wanted.seed,
        started_by=by,
        started_at=now,
    )
    Coder.objects.bulk_create(Coder(coding_set=coding_set, user=user) for user in wanted.coders)
    CodingItem.objects.bulk_create(
        CodingItem(coding_set=coding_set, piece_id=piece_id, position=position)
        for position, piece_id in enumerate(wanted.pieces, start=1)
    )
    record(
        code="insight.coding.started",
        subject=coding_set,
        by=by,
        now=now,
        organisation=wanted.organisation,
        pieces=len(wanted.pieces),
        coders=len(wanted.coders),
    )
    return coding_set


@transaction.atomic
def code_piece(*, item: CodingItem, coder: Coder, present: Collection[int], tone: Tone, now: datetime) -> None:
    """Keep what one coder finds in a piece, in place of what they said of it before. Raises NoSuchTheme, CodingOver."""
    if not set(current_themes().values_list("pk", flat=True)).issuperset(present):
        raise NoSuchTheme
    coding_set = CodingSet.objects.select_for_update().get(pk=item.coding_set_id)
    if coding_set.ended_at is not None or CodingItem.objects.filter(pk=item.pk, settled_at__isnull=False).exists():
        raise CodingOver
    coding, _ = Coding.objects.update_or_create(item=item, coder=coder, defaults={"tone": tone, "coded_at": now})
    coding.themes.set(present)
    record(
        code="insight.coding.coded",
        subject=item,
        by=coder.user,
        now=now,
        organisation=coding_set.organisation,
        position=item.position,
    )


@transaction.atomic
def end_coding(*, coding_set: CodingSet, by: User, now: datetime) -> None:
    """Let nobody code any more, though not all have coded everything; twice changes nothing."""
    if not CodingSet.objects.filter(pk=coding_set.pk, ended_at=None).update(ended_at=now):
        return
    record(code="insight.coding.ended", subject=coding_set, by=by, now=now, organisation=coding_set.organisation)


@transaction.atomic
def settle(*, items: Collection[CodingItem], by: User, now: datetime) -> None:
    """Write down that these pieces of one set have been settled. The caller decides them in the same transaction.

    Raises CodingOver where one of them was settled meanwhile.
    """
    keys = [item.pk for item in items]
    waiting = CodingItem.objects.filter(pk__in=keys, settled_at=None)
    if waiting.update(settled_at=now, settled_by=by) != len(keys):
        raise CodingOver
    for coding_set in CodingSet.objects.filter(items__in=keys).distinct():
        record(
            code="insight.coding.settled",
            subject=coding_set,
            by=by,
            now=now,
            organisation=coding_set.organisation,
            pieces=len(keys),
        )
