"""Succession: deciding that one organisation follows another, carrying it out when it is due, and calling it off.

Nothing in the records is rewritten. What takes effect is who works where, who keeps the records, and who is closed;
all that is read by lineage follows by itself, and apps above find what else is left for them to do.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from heard.accounts.actions.naming import NameTaken, call, refuse_taken
from heard.accounts.actions.recording import record
from heard.accounts.models import Invitation, Membership, Organisation, Succession, SuccessionKind, User
from heard.design.once import once


class AlreadySucceeded(Exception):
    """Another organisation has taken this one's place, or is going to: that has to be called off first."""


class SuccessorClosed(Exception):
    """The successor has itself closed: name the organisation that works now."""


class WouldGoRound(Exception):
    """The successor is itself going to be followed by the predecessor, in whole or in part: nobody would be left."""


class NeedsTwo(Exception):
    """A split needs at least two successors, each named once, and a merge one that differs from its predecessors."""


class NotOneKeeper(Exception):
    """Exactly one successor of a split keeps the records."""


class NotTheirPeople(Exception):
    """Someone who is to go along does not work for the predecessor, or is named for two successors."""


class InThePast(Exception):
    """A succession takes effect now or later: what was received before is never moved."""


class SameName(Exception):
    """The organisation has that name already."""


class CannotCallOff(Exception):
    """The succession took effect or was called off before."""


@dataclass(frozen=True, kw_only=True)
class Heir:
    """One successor of a split: whether it keeps the records, and who goes along with it."""

    organisation: Organisation
    is_keeper: bool = False
    people: tuple[User, ...] = ()


@transaction.atomic
def rename(
    *, organisation: Organisation, name: str, short_name: str, at: datetime, reason: str, by: User | None, now: datetime
) -> Succession:
    """Decide that an organisation takes a new name; at once where `at` is now.

    Raises NameTaken, SameName, AlreadySucceeded and InThePast.
    """
    organisation = _held([organisation])[0]
    refuse_taken(name, but=organisation)
    if name == organisation.name:
        raise SameName
    if Succession.objects.waiting().filter(predecessor=organisation, kind=SuccessionKind.RENAME).exists():
        raise AlreadySucceeded
    decided = _decide(
        SuccessionKind.RENAME,
        organisation,
        Heir(organisation=organisation, is_keeper=True),
        at=at,
        reason=reason,
        by=by,
        now=now,
        names=(name, short_name),
    )
    _carry_out_if_due([organisation], by=by, now=now)
    decided.refresh_from_db()
    return decided


@transaction.atomic
def merge(
    *,
    predecessors: Sequence[Organisation],
    successor: Organisation,
    at: datetime,
    reason: str,
    by: User | None,
    now: datetime,
) -> list[Succession]:
    """Decide that organisations become one: a new one, or one of those that work already.

    Raises NeedsTwo, AlreadySucceeded, SuccessorClosed, WouldGoRound and InThePast.
    """
    if not predecessors or successor in predecessors or len(set(predecessors)) < len(predecessors):
        raise NeedsTwo
    *held, heir = _held([*predecessors, successor])
    decided = [
        _decide(
            SuccessionKind.MERGE,
            each,
            Heir(organisation=heir, is_keeper=True),
            at=at,
            reason=reason,
            by=by,
            now=now,
        )
        for each in held
    ]
    return _afresh(decided, by=by, now=now)


@transaction.atomic
def hand_over(
    *, predecessor: Organisation, successor: Organisation, at: datetime, reason: str, by: User | None, now: datetime
) -> Succession:
    """Decide that another organisation takes on all the work of one.

    Raises NeedsTwo, AlreadySucceeded, SuccessorClosed, WouldGoRound and InThePast.
    """
    if predecessor == successor:
        raise NeedsTwo
    held, heir = _held([predecessor, successor])
    decided = _decide(
        SuccessionKind.HANDOVER,
        held,
        Heir(organisation=heir, is_keeper=True),
        at=at,
        reason=reason,
        by=by,
        now=now,
    )
    return _afresh([decided], by=by, now=now)[0]


@transaction.atomic
def split(
    *, predecessor: Organisation, heirs: Sequence[Heir], at: datetime, reason: str, by: User | None, now: datetime
) -> list[Succession]:
    """Decide that the work of one organisation is shared out; one heir keeps the records.

    Raises NeedsTwo, NotOneKeeper, NotTheirPeople, AlreadySucceeded, SuccessorClosed, WouldGoRound and InThePast.
    """
    named = [heir.organisation for heir in heirs]
    if len(set(named)) < max(2, len(named)) or predecessor in named:
        raise NeedsTwo
    if sum(heir.is_keeper for heir in heirs) != 1:
        raise NotOneKeeper
    going = [person.pk for heir in heirs for person in heir.people]
    working = Membership.objects.current().filter(organisation=predecessor, user__in=going).values("user").distinct()
    if len(set(going)) < len(going) or working.count() < len(going):
        raise NotTheirPeople
    held, *organisations = _held([predecessor, *named])
    decided = [
        _decide(
            SuccessionKind.SPLIT,
            held,
            Heir(organisation=organisation, is_keeper=heir.is_keeper, people=heir.people),
            at=at,
            reason=reason,
            by=by,
            now=now,
        )
        for organisation, heir in sorted(zip(organisations, heirs, strict=True), key=lambda pair: not pair[1].is_keeper)
    ]
    return _afresh(decided, by=by, now=now)


@transaction.atomic
def call_off(*, succession: Succession, by: User, now: datetime) -> None:
    """Call off what has not taken effect: every row of a split, one predecessor's part of a merge.

    Raises CannotCallOff.
    """
    _held([succession.predecessor])
    rows = Succession.objects.waiting().filter(kind=succession.kind, predecessor=succession.predecessor_id)
    waiting = list(rows.select_related("predecessor", "successor"))
    if succession not in waiting:
        raise CannotCallOff
    rows.update(called_off_at=now)
    for each in waiting:
        _record_both("accounts.succession.called_off", each, by=by, now=now)


@transaction.atomic
def carry_out(*, predecessor: int, by: User | None, now: datetime) -> int:
    """Carry out what is due of one organisation (by primary key); return how many rows took effect.

    Doing it twice changes nothing.
    """
    rows = Succession.objects.waiting().filter(predecessor=predecessor, at__lte=now)
    organisation = _lock({predecessor, *rows.values_list("successor", flat=True)})[predecessor]
    due = list(rows.select_related("predecessor", "successor").order_by("at", "-is_keeper", "pk"))
    renames = [row for row in due if row.kind == SuccessionKind.RENAME]
    shares = [row for row in due if row.kind != SuccessionKind.RENAME]
    for row in renames:
        call(organisation=organisation, name=row.name, short_name=row.short_name, now=now)
        with once(NameTaken):
            organisation.save(update_fields=["name", "short_name"])
    if shares:
        _succeed(organisation, shares, by=by, now=now)
    for row in due:
        row.took_effect_at = now
        row.save(update_fields=["took_effect_at"])
        _record_both("accounts.succession.took_effect", row, by=by, now=now)
    return len(due)


def _held(organisations: Sequence[Organisation]) -> list[Organisation]:
    """Lock the organisations in one order, so that two decisions never wait for each other, and read them again."""
    held = _lock([each.pk for each in organisations])
    return [held[each.pk] for each in organisations]


def _lock(ids: Collection[int]) -> dict[int, Organisation]:
    rows = Organisation.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {each.pk: each for each in rows}


def _decide(
    kind: SuccessionKind,
    predecessor: Organisation,
    heir: Heir,
    *,
    at: datetime,
    reason: str,
    by: User | None,
    now: datetime,
    names: tuple[str, str] = ("", ""),
) -> Succession:
    if at < now:
        raise InThePast
    if predecessor.closed_at:
        raise AlreadySucceeded
    if kind != SuccessionKind.RENAME:
        _refuse_impossible(predecessor, heir)
    name, short_name = names
    decided = Succession.objects.create(
        kind=kind,
        predecessor=predecessor,
        successor=heir.organisation,
        is_keeper=heir.is_keeper,
        name=name,
        short_name=short_name,
        reason=reason,
        at=at,
        decided_at=now,
        decided_by=by,
    )
    decided.people.set(heir.people)
    _record_both("accounts.succession.decided", decided, by=by, now=now)
    return decided


def _refuse_impossible(predecessor: Organisation, heir: Heir) -> None:
    standing = Succession.objects.filter(called_off_at=None).exclude(kind=SuccessionKind.RENAME)
    if heir.is_keeper and standing.filter(predecessor=predecessor, is_keeper=True).exists():
        raise AlreadySucceeded
    if heir.organisation.closed_at:
        raise SuccessorClosed
    seen, ahead = {predecessor.pk}, [heir.organisation.pk]
    while ahead:
        current = ahead.pop()
        if current in seen:
            raise WouldGoRound
        ahead += standing.filter(predecessor=current).values_list("successor", flat=True)


def _afresh(decided: Sequence[Succession], *, by: User | None, now: datetime) -> list[Succession]:
    """Carry out what is due already, and return the rows as they now stand."""
    _carry_out_if_due([each.predecessor for each in decided], by=by, now=now)
    for each in decided:
        each.refresh_from_db()
    return list(decided)


def _carry_out_if_due(predecessors: Iterable[Organisation], *, by: User | None, now: datetime) -> None:
    for pk in sorted({each.pk for each in predecessors}):
        carry_out(predecessor=pk, by=by, now=now)


def _succeed(organisation: Organisation, rows: Sequence[Succession], *, by: User | None, now: datetime) -> None:
    """Close the organisation and pass on its records and its people; a successor that closed meanwhile passes them on.

    The rows' first one keeps the records.
    """
    keeper = _working(rows[0].successor)
    goes_with = {person: _working(row.successor) for row in rows for person in row.people.values_list("pk", flat=True)}
    _carry_people_over(organisation, goes_with, keeper, by=by, now=now)
    _withdraw_invitations(organisation, by=by, now=now)
    organisation.closed_at = now
    organisation.kept_by = keeper
    organisation.save(update_fields=["closed_at", "kept_by"])
    Organisation.objects.filter(kept_by=organisation).update(kept_by=keeper)


def _working(organisation: Organisation) -> Organisation:
    """Return the organisation, or whoever keeps its records by now, locked so that it does not close meanwhile."""
    while organisation.kept_by_id:
        organisation = Organisation.objects.select_for_update().get(pk=organisation.kept_by_id)
    return organisation


def _carry_people_over(
    organisation: Organisation,
    goes_with: dict[int, Organisation],
    keeper: Organisation,
    *,
    by: User | None,
    now: datetime,
) -> None:
    """End each role here and begin it there, once; a person who holds it there already keeps that."""
    held = Membership.objects.filter(organisation=organisation, ended_at=None)
    for membership in held.filter(user__is_active=True).select_related("user").order_by("pk"):
        heir = goes_with.get(membership.user_id, keeper)
        Membership.objects.get_or_create(
            user=membership.user,
            organisation=heir,
            role=membership.role,
            ended_at=None,
            defaults={"started_at": now},
        )
        for where, code, other in (
            (organisation, "accounts.person.went_over", heir),
            (heir, "accounts.person.came_over", organisation),
        ):
            record(
                code=code,
                subject=membership.user,
                by=by,
                now=now,
                organisation=where,
                role=membership.role,
                other=other.name,
            )
    held.update(ended_at=now)


def _withdraw_invitations(organisation: Organisation, *, by: User | None, now: datetime) -> None:
    for invitation in Invitation.objects.waiting().filter(organisation=organisation):
        invitation.withdrawn_at = now
        invitation.save(update_fields=["withdrawn_at"])
        record(
            code="accounts.invitation.withdrawn",
            subject=invitation,
            by=by,
            now=now,
            organisation=organisation,
            role=invitation.role,
        )


def _record_both(code: str, succession: Succession, *, by: User | None, now: datetime) -> None:
    """Write the line for the predecessor and, where it is another, for the successor."""
    for organisation in dict.fromkeys((succession.predecessor, succession.successor)):
        record(
            code=code,
            subject=succession,
            by=by,
            now=now,
            organisation=organisation,
            succession=succession.kind,
            predecessor=succession.predecessor.name,
            successor=succession.name or succession.successor.name,
        )
