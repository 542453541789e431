"""Who comes, day by day: clicks by people and by machines, and what people do next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from evidence.worlds.campaign import DIRECT, DIRECT_LINK, LINKS, Calendar, LinkPlan, first_moment
from evidence.worlds.chance import Chance, Weights
from evidence.worlds.rhythm import HOURS, day_shares
from evidence.worlds.truth import Truth
from evidence.worlds.values import Area, Visit

_REASONS = {
    "PREVIEW": ("preview-fetcher",),
    "BOT": ("known-crawler", "known-crawler", "no-user-agent", "head"),
    "SUSPECT": ("too-many", "too-fast"),
}
_HOUR_WEIGHTS = Weights(dict(enumerate(HOURS)))
_BURST_HOURS = Weights({ahead: 0.75**ahead for ahead in range(8)})


@dataclass(frozen=True, slots=True)
class Start:
    """A form that a person opened; whether it is sent is decided where it is."""

    visit: Visit
    is_sent: bool


def expected_clicks(link: LinkPlan, *, clicks: int, calendar: Calendar, days: range) -> float:
    """Return how many people are expected to come by a link on those days; `clicks` is the campaign's whole."""
    shares = day_shares(link, calendar)
    return clicks * link.share * sum(shares[day] for day in days)


def expected_forms(form: str, *, clicks: int, calendar: Calendar, days: range, truth: Truth) -> float:
    """Return how many forms an organisation is expected to receive by web on those days."""
    total = 0.0
    for link in (*LINKS, DIRECT_LINK):
        door = truth.door_shares[form] if not link.form else float(link.form == form)
        came = expected_clicks(link, clicks=clicks, calendar=calendar, days=days)
        total += came * link.start_rate * door * truth.completion_rate
    return total


def expected_lookups(*, clicks: int, calendar: Calendar, days: range) -> float:
    """Return how many look-ups of offices are expected on those days."""
    return sum(
        expected_clicks(link, clicks=clicks, calendar=calendar, days=days) * link.lookup_rate
        for link in (*LINKS, DIRECT_LINK)
    )


class Visitors:
    """Makes the visits of one day."""

    def __init__(self, *, calendar: Calendar, shires: tuple[Area, ...], clicks: int, truth: Truth) -> None:
        self._calendar = calendar
        self._clicks = clicks
        self._truth = truth
        self._areas = Weights({shire.code: float(shire.population) for shire in shires})
        self._doors = Weights(truth.door_shares)

    def of_day(self, chance: Chance, day: int) -> tuple[list[Visit], list[Start]]:
        """Return a day's visits in order of time, and the forms that people opened."""
        visits: list[Visit] = []
        starts: list[Start] = []
        for link in (*LINKS, DIRECT_LINK):
            people = chance.overdispersed(self._mean(link, day), self._truth.click_dispersion)
            for _ in range(people):
                for visit, start in self._person(chance, link, day):
                    visits.append(visit)
                    if start is not None:
                        starts.append(start)
            if link.key != DIRECT:
                visits.extend(self._machines(chance, link, day, people))
        visits.sort(key=lambda visit: visit.at)
        starts.sort(key=lambda start: start.visit.at)
        return visits, starts

    def _mean(self, link: LinkPlan, day: int) -> float:
        return self._clicks * link.share * day_shares(link, self._calendar)[day]

    def _person(self, chance: Chance, link: LinkPlan, day: int) -> Iterator[tuple[Visit, Start | None]]:
        """Yield what one person does, step by step."""
        at = self._moment(chance, link, day)
        area = chance.weighted(self._areas)
        who = chance.bytes16()

        def visit(kind: str, form: str = "", place: str = "") -> Visit:
            return Visit(
                at=at,
                kind=kind,
                visitor_class="HUMAN",
                reason="",
                placement=link.key,
                form=form,
                area=place,
                visitor_day=who,
            )

        if link.key != DIRECT:
            yield visit("CLICK"), None
        if not link.form:
            yield visit("LANDING"), None
        at = at + timedelta(seconds=chance.between(6, 70))
        if chance.happens(link.lookup_rate):
            yield visit("LOOKUP", place=area), None
            if chance.happens(self._truth.number_shown_rate):
                yield visit("NUMBER_SHOWN", place=area), None
                if chance.happens(self._truth.call_tap_rate):
                    at = at + timedelta(seconds=chance.between(4, 40))
                    yield visit("CALL_TAP", place=area), None
        if chance.happens(link.start_rate):
            at = at + timedelta(seconds=chance.between(5, 120))
            start = visit("FORM_START", form=link.form or chance.weighted(self._doors))
            yield start, Start(start, is_sent=chance.happens(self._truth.completion_rate))

    def _machines(self, chance: Chance, link: LinkPlan, day: int, people: int) -> Iterator[Visit]:
        for visitor_class, share in self._truth.visitor_classes.items():
            for _ in range(chance.poisson(share * people)):
                yield Visit(
                    at=self._moment(chance, link, day),
                    kind="CLICK",
                    visitor_class=visitor_class,
                    reason=chance.pick(_REASONS[visitor_class]),
                    placement=link.key,
                    form="",
                    area="",
                    visitor_day=chance.bytes16(),
                )

    def _moment(self, chance: Chance, link: LinkPlan, day: int) -> datetime:
        """Return a moment of the day: soon after the post on a day of posting, else by the clock's curve."""
        first = first_moment(link, self._calendar)
        if link.shape in {"burst", "mail"} and day == int(first) and chance.happens(0.6):
            hour = int(first % 1 * 24) + chance.weighted(_BURST_HOURS)
        else:
            hour = chance.weighted(_HOUR_WEIGHTS)
        seconds = min(hour, 23) * 3600 + chance.below(3600)
        return self._calendar.moment(day) + timedelta(seconds=seconds, microseconds=chance.below(1_000_000))
