"""Offices follow their organisation: to whoever keeps the records, or to the successor named for each in a split."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from heard.accounts import actions as accounts
from heard.accounts.actions import record
from heard.accounts.models import Organisation, OrganisationKind, Succession, SuccessionKind, User
from heard.accounts.queries import keeper_of
from heard.places.models import Office, OfficeShare
from heard.places.queries.successions import offices_of, offices_of_several, shares_of


class NotTheirOffice(Exception):
    """An office that is to be shared out belongs to another organisation, or goes to none of the successors."""


@transaction.atomic
def split(
    *,
    predecessor: Organisation,
    heirs: Sequence[accounts.Heir],
    offices: Mapping[int, Organisation],
    at: datetime,
    reason: str,
    by: User | None,
    now: datetime,
) -> list[Succession]:
    """Decide a split, and which of its heirs each office (by primary key) goes to; the others go to the keeper.

    Raises NotTheirOffice and all that accounts' split raises.
    """
    named = {heir.organisation for heir in heirs}
    own = set(offices_of(organisation=predecessor).values_list("pk", flat=True))
    if offices.keys() - own or set(offices.values()) - named:
        raise NotTheirOffice
    decided = accounts.split(predecessor=predecessor, heirs=heirs, at=at, reason=reason, by=by, now=now)
    rows = {each.successor: each for each in decided}
    OfficeShare.objects.bulk_create(
        OfficeShare(office_id=office, succession=rows[heir]) for office, heir in offices.items()
    )
    hand_over_offices(office_ids=own, by=by, now=now)
    return decided


@transaction.atomic
def hand_over_offices(*, office_ids: Collection[int], by: User | None, now: datetime) -> int:
    """Hand over the offices whose organisation was succeeded, with all they cover; return how many that was.

    Doing it twice changes nothing.
    """
    left = list(
        Office.objects.select_for_update(of=("self",))
        .filter(pk__in=office_ids, organisation__kept_by__isnull=False)
        .select_related("organisation__kept_by")
        .order_by("pk")
    )
    shares = shares_of(offices=left)
    for office in left:
        before = office.organisation
        office.organisation = keeper_of(organisation=shares.get(office.pk, before))
        office.save(update_fields=["organisation"])
        for organisation in (before, office.organisation):
            record(
                code="places.office.handed_over",
                subject=office,
                by=by,
                now=now,
                organisation=organisation,
                before=before.name,
                after=office.organisation.name,
            )
    return len(left)


@dataclass(frozen=True, kw_only=True)
class SuccessionPlan:
    """What is to become of an organisation, as a person planned it.

    `heir` takes its place (or, in a split, keeps its records), `other` is split off; either may be a name, under which
    a new organisation of the same kind is added. `at` is when; without it, at once. `offices` (by primary key) and
    `people` go along with `other`.
    """

    kind: SuccessionKind
    organisation: Organisation
    at: datetime | None = None
    name: str = ""
    short_name: str = ""
    heir: Organisation | str = ""
    also: tuple[Organisation, ...] = ()
    other: Organisation | str = ""
    offices: tuple[int, ...] = ()
    people: tuple[User, ...] = ()


@transaction.atomic
def decide(*, plan: SuccessionPlan, reason: str, by: User | None, now: datetime) -> None:
    """Decide what is planned, adding the organisations that are named anew; what is due takes effect at once.

    Raises all that renaming, merging, splitting and handing over raise, and accounts' NameTaken.
    """
    at = plan.at or now
    if plan.kind == SuccessionKind.RENAME:
        accounts.rename(
            organisation=plan.organisation,
            name=plan.name,
            short_name=plan.short_name,
            at=at,
            reason=reason,
            by=by,
            now=now,
        )
        return
    heir = _founded(plan.heir, like=plan.organisation, by=by, now=now)
    if plan.kind == SuccessionKind.SPLIT:
        other = _founded(plan.other, like=plan.organisation, by=by, now=now)
        split(
            predecessor=plan.organisation,
            heirs=[
                accounts.Heir(organisation=heir, is_keeper=True),
                accounts.Heir(organisation=other, people=plan.people),
            ],
            offices=dict.fromkeys(plan.offices, other),
            at=at,
            reason=reason,
            by=by,
            now=now,
        )
        return
    predecessors = [plan.organisation, *plan.also]
    if plan.kind == SuccessionKind.MERGE:
        ours = [each for each in predecessors if each != heir]
        accounts.merge(predecessors=ours, successor=heir, at=at, reason=reason, by=by, now=now)
    else:
        accounts.hand_over(predecessor=plan.organisation, successor=heir, at=at, reason=reason, by=by, now=now)
    left = offices_of_several(organisations=predecessors)
    hand_over_offices(office_ids=left, by=by, now=now)


def _founded(named: Organisation | str, *, like: Organisation, by: User | None, now: datetime) -> Organisation:
    if not isinstance(named, str):
        return named
    return accounts.create_organisation(
        name=named,
        short_name="",
        kind=OrganisationKind(like.kind),
        accent_colour=like.accent_colour,
        mark=None,
        by=by,
        now=now,
    )
