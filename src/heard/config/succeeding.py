"""Renaming, merging, splitting and handing over from the command line: what will follow, and deciding it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from heard.accounts import actions as accounts
from heard.accounts.models import Membership, Organisation, SuccessionKind, User
from heard.accounts.queries import everything_that_follows
from heard.design.clock import start_of_day
from heard.places.actions import succeeding as actions
from heard.places.actions.succeeding import SuccessionPlan
from heard.places.queries import successions as queries

T = TypeVar("T")

_SENTENCES: Mapping[type[Exception], str] = {
    accounts.NameTaken: "Another organisation has this name, or is going to take it.",
    accounts.SameName: "It has this name already.",
    accounts.AlreadySucceeded: "Something is decided for one of them already: call that off on the staff site first.",
    accounts.SuccessorClosed: "The successor has ended. Name an organisation that works.",
    accounts.WouldGoRound: "The successor is itself going to be followed by this organisation.",
    accounts.NeedsTwo: "Name different organisations.",
    accounts.NotTheirPeople: "Somebody named does not work for this organisation.",
    accounts.InThePast: "It can take effect now or on a day to come.",
    actions.NotTheirOffice: "An office named does not belong to this organisation.",
}


class Refusal(Exception):
    """Nothing was decided; the message says why and how to mend it."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One organisation as the list shows it; `kept_by` is the short name of who keeps the records of an ended one."""

    slug: str
    name: str
    kind: str
    ended_at: datetime | None
    kept_by: str


def standings() -> Iterable[Standing]:
    """Return every organisation, those that work first."""
    rows = Organisation.objects.select_related("kept_by")
    for each in sorted(rows, key=lambda one: (one.closed_at is not None, one.name)):
        yield Standing(
            slug=each.slug,
            name=each.name,
            kind=str(each.get_kind_display()),
            ended_at=each.closed_at,
            kept_by=each.kept_by.slug if each.kept_by else "",
        )


def organisation(slug: str) -> Organisation:
    """Return the organisation that works and has this short name. Raises Refusal."""
    found = Organisation.objects.filter(slug=slug, closed_at=None).first()
    if found is None:
        raise Refusal(
            f"No organisation that works has the short name {slug}. `heard organisations list` shows them all."
        )
    return found


def organisation_or_name(words: str) -> Organisation | str:
    """Return the organisation with this short name or, where there is none, the words as a new one's name."""
    return Organisation.objects.filter(slug=words, closed_at=None).first() or words


def offices_named(names: Iterable[str], *, of: Organisation) -> tuple[int, ...]:
    """Return an organisation's offices by their names. Raises Refusal."""
    known = {office.name.casefold(): office.pk for office in queries.offices_of(organisation=of)}
    return tuple(_found(name, known, what="office", whose=of) for name in names)


def people_named(addresses: Iterable[str], *, of: Organisation) -> tuple[User, ...]:
    """Return people who work for an organisation by their email addresses. Raises Refusal."""
    working = Membership.objects.current().filter(organisation=of).select_related("user")
    known = {each.user.email: each.user for each in working}
    return tuple(_found(address, known, what="person", whose=of) for address in addresses)


def moment_of(day: date | None) -> datetime | None:
    """Return the moment at which the day begins; none for at once."""
    return start_of_day(day) if day else None


def follows(*, plan: SuccessionPlan, today: date) -> Iterable[str]:
    """Return what will follow the organisations that end, in lines to print."""
    if plan.kind == SuccessionKind.RENAME:
        return
    ending = [each for each in (plan.organisation, *plan.also) if each != plan.heir]
    for each in everything_that_follows(organisations=[one.pk for one in ending], today=today):
        counts = [each.counts.get(one.pk) for one in ending]
        yield f"{each.what}: {' + '.join('unknown' if count is None else f'{count:,}' for count in counts)}"


def decide(*, plan: SuccessionPlan, reason: str, now: datetime) -> None:
    """Decide what is planned. Raises Refusal."""
    try:
        actions.decide(plan=plan, reason=reason, by=None, now=now)
    except tuple(_SENTENCES) as refused:
        raise Refusal(_SENTENCES[type(refused)]) from refused


def _found(name: str, known: Mapping[str, T], *, what: str, whose: Organisation) -> T:
    if name.casefold() not in known:
        raise Refusal(f"{whose.name} has no {what} {name}.")
    return known[name.casefold()]
