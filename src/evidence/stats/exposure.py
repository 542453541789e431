"""A figure of how far something got, with its meaning: what it can mean, what it cannot, and what may be added to it.

docs/methods/reach.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from evidence.findings import Column, Finding, Table
from evidence.stats.reach import Channel


class Kind(StrEnum):
    """What an exposure counts, and so its unit. Two kinds are never added up."""

    ITEMS = "items"
    MENTIONS = "mentions"
    IMPRESSIONS = "impressions"
    REACH = "reach"
    POTENTIAL_REACH = "potential reach"
    ENGAGEMENTS = "engagements"

    @property
    def unit(self) -> str:
        """Return the unit that it is counted in."""
        return _UNITS[self]


_UNITS = {
    Kind.ITEMS: "items",
    Kind.MENTIONS: "mentions",
    Kind.IMPRESSIONS: "times shown",
    Kind.REACH: "accounts",
    Kind.POTENTIAL_REACH: "followers, each as often as it was mentioned to them",
    Kind.ENGAGEMENTS: "actions",
}


class CannotBeAdded(ValueError):
    """Two figures may not be added up; the message says why in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How much of one kind a channel had from one day to another, by one source; `paid` as the source says, or “”.

    `a + b` adds up what may be added: of one kind, from one source, each day in one of them alone. It refuses, with
    CannotBeAdded, all else: two kinds, two sources, and reach of two times or two channels.
    """

    channel: str
    kind: Kind
    value: float
    first_day: date
    last_day: date
    source: str
    paid: str = ""

    def __add__(self, other: "Exposure") -> "Exposure":
        if self.kind is not other.kind:
            raise CannotBeAdded(
                f"{self.kind} and {other.kind} cannot be added up: {self.kind.unit} are not {other.kind.unit}."
            )
        if self.kind is Kind.REACH:
            raise CannotBeAdded(_why_not_reach(self, other))
        if self.source != other.source:
            raise CannotBeAdded(
                f"{self.source} and {other.source} may tell of the same {self.kind}: both together could count twice."
            )
        if self.channel == other.channel and self.first_day <= other.last_day and other.first_day <= self.last_day:
            raise CannotBeAdded(f"The days of these two figures of {self.channel} overlap: they would count twice.")
        return replace(
            self,
            channel=self.channel if self.channel == other.channel else f"{self.channel} and {other.channel}",
            value=self.value + other.value,
            first_day=min(self.first_day, other.first_day),
            last_day=max(self.last_day, other.last_day),
            paid=self.paid if self.paid == other.paid else "",
        )


def channels_of(exposures: Iterable[Exposure]) -> tuple[Channel, ...]:
    """Return reaches as channels for `combined_reach`. Raises CannotBeAdded for another kind or a channel twice."""
    found: dict[str, Exposure] = {}
    for each in exposures:
        if each.kind is not Kind.REACH:
            raise CannotBeAdded(f"{each.kind.capitalize()} of {each.channel} are {each.kind.unit}, not people.")
        if each.channel in found:
            raise CannotBeAdded(_why_not_reach(found[each.channel], each))
        found[each.channel] = each
    return tuple(Channel(name=name, reach=each.value) for name, each in found.items())


def describe_exposure(exposure: Exposure, *, population: float | None = None, people: str = "people") -> Finding:
    """Say what a figure can mean and what it cannot; `population` is how many `people` there are to be reached."""
    table = Table.of(
        f"{exposure.kind.capitalize()} of {exposure.channel}",
        ["Source", "From", "To", "Paid or organic", Column(str(exposure.kind).capitalize(), exposure.kind.unit)],
        [(exposure.source, exposure.first_day, exposure.last_day, exposure.paid or "not said", exposure.value)],
    )
    caveats = [f"As {exposure.source} counts it; its own definition may change."]
    share = _beside(exposure, population, people)
    return Finding(table=table, sentence=" ".join((*_sentences(exposure), *share)), caveats=tuple(caveats))


def _sentences(exposure: Exposure) -> tuple[str, ...]:
    paid = f" {exposure.paid}" if exposure.paid else ""
    amount = f"{exposure.value:,.0f}"
    when = f"from {_day(exposure.first_day)} to {_day(exposure.last_day)}"
    where = f"{exposure.channel}, {when}"
    return {
        Kind.ITEMS: (f"{where}: {amount}{paid} posts and advertisements.", "It says what was done, not who saw it."),
        Kind.MENTIONS: (
            f"{where}: {amount} mentions found.",
            "What the search does not ask for is not among them, and one person may mention it many times.",
        ),
        Kind.IMPRESSIONS: (
            f"{where}: shown {amount} times{paid and f' ({exposure.paid})'}.",
            "Whoever saw it twice counts twice, so it does not say how many people saw it.",
        ),
        Kind.REACH: (
            f"{where}: shown to {amount} accounts{paid and f' ({exposure.paid})'} at least once.",
            "An account is not a person, and shown is not read.",
        ),
        Kind.POTENTIAL_REACH: (
            f"{where}: those who mentioned it have {amount} followers or readers, added up over every mention.",
            "Whoever follows two of them, or one that mentions it twice, counts each time, and most followers never see"
            " a given post: it is a ceiling for how often it could have been shown, not a number of people reached.",
        ),
        Kind.ENGAGEMENTS: (
            f"{where}: {amount} likes, comments, shares and clicks{paid and f' ({exposure.paid})'}.",
            "One person may do several of these.",
        ),
    }[exposure.kind]


def _beside(exposure: Exposure, population: float | None, people: str) -> tuple[str, ...]:
    if population is None or exposure.kind not in {Kind.IMPRESSIONS, Kind.POTENTIAL_REACH}:
        return ()
    beside = exposure.value / population
    if beside >= 1:
        return (f"It is {beside:.1f} times all {population:,.0f} {people}, so it cannot be people.",)
    return (f"Read as people it would be {beside:.0%} of all {population:,.0f} {people}: it must not be read so.",)


def _why_not_reach(one: Exposure, other: Exposure) -> str:
    if one.channel == other.channel:
        return (
            f"Reach of {one.channel} from {_day(one.first_day)} to {_day(one.last_day)} and from"
            f" {_day(other.first_day)} to {_day(other.last_day)} cannot be added up: whoever was reached twice would"
            " count twice. Export one row for the whole time."
        )
    return (
        f"Reach of {one.channel} and of {other.channel} cannot be added up: some people saw it on both. Combined reach"
        " says between how many and how many."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
