"""Whose counts belong together: an organisation with all those before it whose place it took.

A merge adds its parts up in both periods. After a split the keeper of the records has the whole history, less what
went elsewhere with an office; each other successor has the imported counts of its offices and nothing more. What cannot
be divided is counted whole with the keeper, and the finding says so.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from heard.accounts.models import Organisation, Succession, SuccessionKind
from heard.accounts.queries import keepers_of
from heard.campaigns.models import Form
from heard.design.clock import day_of, start_of_day
from heard.measurement.models import DailyCount
from heard.places.models import Office


@dataclass(frozen=True, kw_only=True)
class Part:
    """One organisation of a body.

    From the day `until` on another has its place. On the day `follows` it first took another's place; before the day
    `began` (the same, where it is set) nothing was counted under its name. `shared_with` are others that took over a
    part of its work; of one with `offices_only` the counts of the body's offices belong here and nothing else.
    """

    organisation: int
    name: str
    until: date | None = None
    follows: date | None = None
    began: date | None = None
    shared_with: tuple[str, ...] = ()
    offices_only: bool = False

    def had_nothing_on(self, day: date) -> bool:
        """Return whether the part cannot have counted anything on a day, so that no count means nought."""
        return bool((self.until and day >= self.until) or (self.began and day < self.began))


@dataclass(frozen=True, kw_only=True)
class Body:
    """An organisation that works, and all those whose counts it carries on, itself first. `offices` are its own."""

    name: str
    parts: tuple[Part, ...]
    offices: frozenset[int] = frozenset()

    @property
    def organisation(self) -> int:
        """The organisation itself, by primary key."""
        return self.parts[0].organisation

    @property
    def before(self) -> tuple[Part, ...]:
        """Those before it."""
        return self.parts[1:]


def bodies_of(*, organisations: Iterable[int]) -> tuple[Body, ...]:
    """Return the bodies to which the organisations (by primary key) belong today, each once, by name."""
    return bodies_of_each(organisations)[0]


def bodies_of_each(*groups: Iterable[int]) -> tuple[tuple[Body, ...], ...]:
    """Return the bodies of each group of organisations, read together."""
    several = [frozenset(group) for group in groups]
    keepers, line = keepers_of(organisations=frozenset().union(*several)), _Line.read()
    bodies = {keeper.pk: line.body_of(keeper) for keeper in {each.pk: each for each in keepers.values()}.values()}
    return tuple(
        tuple(
            sorted(
                (bodies[pk] for pk in {keepers[each].pk for each in group if each in keepers}),
                key=lambda body: (body.name, body.organisation),
            )
        )
        for group in several
    )


def whole_of(bodies: Iterable[Body], *, only: Collection[int]) -> Body:
    """Return what several bodies come to, with those parts alone that `only` names: nothing in it is shared out."""
    parts = {part.organisation: part for body in bodies for part in body.parts if not part.offices_only}
    kept = (replace(part, shared_with=()) for pk, part in sorted(parts.items()) if pk in only)
    return Body(name="", parts=tuple(kept))


@dataclass(frozen=True)
class _Line:
    """Every succession that took effect, by either end."""

    by_successor: Mapping[int, tuple[Succession, ...]]
    by_predecessor: Mapping[int, tuple[Succession, ...]]

    @classmethod
    def read(cls) -> "_Line":
        rows = list(
            Succession.objects.in_effect()
            .exclude(kind=SuccessionKind.RENAME)
            .select_related("predecessor", "successor")
            .order_by("took_effect_at", "pk")
        )
        ends = {row.successor_id for row in rows}, {row.predecessor_id for row in rows}
        return cls(
            by_successor={end: tuple(row for row in rows if row.successor_id == end) for end in ends[0]},
            by_predecessor={end: tuple(row for row in rows if row.predecessor_id == end) for end in ends[1]},
        )

    def body_of(self, head: Organisation) -> Body:
        found: dict[int, Part] = {}
        self._gather(head, head.pk, found, shared_with=(), offices_only=False)
        own = Part(organisation=head.pk, name=head.name, follows=self._follows(head), began=self._began(head))
        is_shared = any(part.shared_with or part.offices_only for part in found.values())
        lineage = [own.organisation, *(pk for pk, part in found.items() if not part.offices_only)]
        offices = Office.objects.filter(organisation__in=lineage).values_list("pk", flat=True) if is_shared else ()
        return Body(name=head.name, parts=(own, *found.values()), offices=frozenset(offices))

    def _gather(
        self, of: Organisation, head: int, found: dict[int, Part], *, shared_with: tuple[str, ...], offices_only: bool
    ) -> None:
        """Put the predecessors of an organisation into `found`; whole ones go before those of which offices came."""
        for row in self.by_successor.get(of.pk, ()):
            before, is_part = row.predecessor, offices_only or not row.is_keeper
            if before.pk in found and (is_part or not found[before.pk].offices_only):
                continue
            others = (*shared_with, *self._others(row, head))
            found[before.pk] = Part(
                organisation=before.pk,
                name=before.name,
                until=day_of(row.took_effect_at) if row.took_effect_at else None,
                follows=self._follows(before),
                began=self._began(before),
                shared_with=others,
                offices_only=is_part,
            )
            self._gather(before, head, found, shared_with=others, offices_only=is_part)

    def _others(self, row: Succession, head: int) -> tuple[str, ...]:
        """Return who else took over a part, but for those that have come together again under the same head."""
        rows = [each for each in self.by_predecessor[row.predecessor_id] if each != row]
        keepers = keepers_of(organisations=[each.successor_id for each in rows]) if rows else {}
        return tuple(each.successor.name for each in rows if keepers[each.successor_id].pk != head)

    def _follows(self, organisation: Organisation) -> date | None:
        """Return the day on which it first took another's place."""
        rows = self.by_successor.get(organisation.pk, ())
        first = min((row.took_effect_at for row in rows if row.took_effect_at), default=None)
        return day_of(first) if first else None

    def _began(self, organisation: Organisation) -> date | None:
        """Return the same day, where nothing was counted under its name before."""
        day = self._follows(organisation)
        if day is None:
            return None
        had_form = Form.objects.filter(organisation=organisation, campaign__opened_at__lt=start_of_day(day))
        had_counts = DailyCount.objects.filter(organisation=organisation, day__lt=day)
        return None if had_form.exists() or had_counts.exists() else day
