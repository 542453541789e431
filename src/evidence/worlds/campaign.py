"""The made-up campaign: its waves, its links and, as truth, how many each brings and how far they go."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

from evidence.worlds.values import Placement, Wave

DIRECT = ""
"""The key of those who came by no link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WavePlan:
    """A wave in shares of the campaign's length, and what its audience tells more of."""

    key: str
    name: str
    audience: str
    first: float
    last: float
    voices: dict[str, float]
    themes: dict[str, float]
    kinds: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPlan:
    """A link and its truth: its share of all clicks by people, and how many of them start a form or look up an office.

    `first` is the hour of its first post, in days from the wave's start; `shape` is how its clicks spread over days.
    """

    key: str
    wave: str
    partner: str
    channel: str
    post: str
    shape: str
    share: float
    start_rate: float
    lookup_rate: float
    first: float
    is_paid: bool
    form: str


WAVES = (
    WavePlan(key="launch", name="Launch", audience="Everyone", first=0.0, last=0.3, voices={}, themes={}, kinds={}),
    WavePlan(
        key="carers",
        name="Unpaid carers",
        audience="People who care for someone",
        first=0.3,
        last=0.62,
        voices={"carer": 3.5},
        themes={"carers": 3.0, "family": 2.0, "assessment": 2.0},
        kinds={"CARE_HOME": 1.6, "HOME_CARE": 2.2},
    ),
    WavePlan(
        key="winter",
        name="Winter waits",
        audience="People waiting for care",
        first=0.62,
        last=1.0,
        voices={},
        themes={"timeliness": 1.6, "postponed": 2.5},
        kinds={"HOSPITAL": 1.4, "AMBULANCE": 1.6},
    ),
)

DIRECT_LINK = LinkPlan(
    key=DIRECT,
    wave="",
    partner="",
    channel="",
    post="",
    shape="steady",
    share=0.1,
    start_rate=0.2,
    lookup_rate=0.11,
    first=0.0,
    is_paid=False,
    form="",
)
"""Those who type the address or find it: their share is beside the links', not within."""


def _links() -> tuple[LinkPlan, ...]:
    text = files("evidence.worlds").joinpath("data", "links.csv").read_text(encoding="utf-8")
    return tuple(
        LinkPlan(
            key=row["key"],
            wave=row["wave"],
            partner=row["partner"],
            channel=row["channel"],
            post=row["post"],
            shape=row["shape"],
            share=float(row["share"]),
            start_rate=float(row["start_rate"]),
            lookup_rate=float(row["lookup_rate"]),
            first=float(row["first"]),
            is_paid=row["is_paid"] == "yes",
            form=row["form"],
        )
        for row in csv.DictReader(text.splitlines())
    )


LINKS = _links()
"""Every link of the campaign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of a campaign: its first, how many have passed, and how many it will have."""

    starts_on: date
    elapsed: int
    length: int

    def wave_days(self, plan: WavePlan) -> tuple[int, int]:
        """Return the first and the last day of a wave, counted from the campaign's first."""
        return round(plan.first * self.length), max(round(plan.last * self.length) - 1, round(plan.first * self.length))

    def wave_of_day(self, day: int) -> WavePlan:
        """Return the wave that runs on a day."""
        return next((plan for plan in WAVES if day <= self.wave_days(plan)[1]), WAVES[-1])

    def moment(self, days: float) -> datetime:
        """Return the moment that many days after the campaign's first midnight."""
        return datetime.combine(self.starts_on, time()) + timedelta(days=days)


def make_waves(calendar: Calendar) -> tuple[Wave, ...]:
    """Return the waves with their dates."""
    return tuple(
        Wave(
            key=plan.key,
            name=plan.name,
            audience=plan.audience,
            starts_on=calendar.starts_on + timedelta(days=calendar.wave_days(plan)[0]),
            ends_on=calendar.starts_on + timedelta(days=calendar.wave_days(plan)[1]),
        )
        for plan in WAVES
    )


@cache
def first_moment(link: LinkPlan, calendar: Calendar) -> float:
    """Return when a link is first seen, in days from the campaign's first midnight."""
    plan = next((wave for wave in WAVES if wave.key == link.wave), WAVES[0])
    return calendar.wave_days(plan)[0] + min(link.first, max(calendar.length / 8, 0.4))


def make_placements(calendar: Calendar) -> tuple[Placement, ...]:
    """Return the campaign's placements."""
    return tuple(
        Placement(
            key=link.key,
            wave=link.wave,
            partner=link.partner,
            channel=link.channel,
            post=link.post,
            is_paid=link.is_paid,
            form=link.form,
            posted_at=calendar.moment(first_moment(link, calendar)),
        )
        for link in LINKS
    )
