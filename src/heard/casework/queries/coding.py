"""Coding sets: whose they are, what is drawn for them, what each coder said, and how far they agree."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from evidence.stats import Alpha, Scale, alpha
from heard.accounts.models import Membership, Organisation, Role, User
from heard.accounts.queries import keeper_of, lineage_ids, organisations_for
from heard.casework.models import Case
from heard.casework.queries.sitting import by_doubt, readable_cases
from heard.design.errors import NotFound
from heard.feedback.models import Tone
from heard.insight.models import Choosing, Coder, Coding, CodingItem, CodingSet, Theme
from heard.insight.queries import current_themes

STARTERS = (Role.ANALYST, Role.CAMPAIGN_MANAGER)
CODERS = (Role.CASEWORKER, Role.ANALYST)
VIEWERS = (Role.CASEWORKER, Role.ANALYST, Role.CAMPAIGN_MANAGER)
_TONES = {tone.value: step for step, tone in enumerate(Tone)}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one coder found in a piece: its tone and its themes by primary key."""

    tone: str
    themes: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One piece of a set with the case on which it is read, and what the coders said by their primary keys."""

    item: CodingItem
    case: Case
    said: Mapping[int, Said]

    @property
    def is_settled(self) -> bool:
        return self.item.settled_at is not None

    @property
    def is_agreed(self) -> bool:
        """Whether two coders or more said just the same."""
        return len(self.said) > 1 and len({(one.tone, one.themes) for one in self.said.values()}) == 1

    @property
    def is_disputed(self) -> bool:
        """Whether the coders differ about something."""
        return len(self.said) > 1 and not self.is_agreed


@dataclass(frozen=True, kw_only=True)
class WholeSet:
    """A set with its coders and its pieces in their order; `lost` were taken back or erased since it was started."""

    coding_set: CodingSet
    coders: tuple[Coder, ...]
    items: tuple[Item, ...]
    lost: int

    def coder(self, user: User) -> Coder | None:
        """Return the person as a coder of the set; None where they are not."""
        return next((one for one in self.coders if one.user_id == user.pk), None)

    def waiting_for(self, coder: Coder) -> tuple[Item, ...]:
        """Return what the coder has yet to code, in its order."""
        return tuple(one for one in self.items if coder.pk not in one.said and not one.is_settled)

    @property
    def is_over(self) -> bool:
        """Whether nobody codes any more: all have coded everything, or somebody ended it."""
        return self.coding_set.ended_at is not None or not any(self.waiting_for(one) for one in self.coders)

    def is_hidden_from(self, user: User) -> bool:
        """Whether the person has yet to code, so that what others said would influence them."""
        coder = self.coder(user)
        return coder is not None and not self.is_over and bool(self.waiting_for(coder))

    def to_settle(self, *, agreed: bool) -> tuple[Item, ...]:
        """Return what all said of pieces that are not settled: those on which they agree, or those on which not.

        While the set goes on, a piece waits until all have coded it.
        """
        enough = 2 if self.coding_set.ended_at is not None else len(self.coders)
        ripe = (one for one in self.items if not one.is_settled and len(one.said) >= enough)
        return tuple(one for one in ripe if (one.is_agreed if agreed else one.is_disputed))


@dataclass(frozen=True, kw_only=True)
class ThemeAgreement:
    """How far coders agree about one theme, and in how many pieces any of them found it."""

    theme: Theme
    found: int
    alpha: Alpha


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How far the coders of a set agree: about tone, and about each theme that any of them found."""

    pieces: int
    tone: Alpha
    themes: tuple[ThemeAgreement, ...]


def coding_sets_for(*, user: User, organisation: Organisation | None = None) -> QuerySet[CodingSet]:
    """Return the sets of the organisations that the person reaches (of one and those before it), the newest first."""
    reached = organisations_for(user=user, roles=VIEWERS)
    if organisation is not None:
        reached = reached.filter(pk__in=lineage_ids(organisation=organisation))
    sets = CodingSet.objects.filter(organisation__in=reached)
    return sets.select_related("organisation__kept_by", "campaign", "started_by").order_by("-started_at", "-pk")


def coding_set_for(*, user: User, set_id: int) -> CodingSet:
    """Return one of them. Raises NotFound for what is missing and for what is not theirs alike."""
    found = coding_sets_for(user=user).filter(pk=set_id).first()
    if found is None:
        raise NotFound
    return found


def possible_coders(*, organisation: Organisation) -> QuerySet[User]:
    """Return who may code pieces of the organisation, by name: those who read its cases and do not only oversee."""
    working = Membership.objects.current().filter(organisation=keeper_of(organisation=organisation), role__in=CODERS)
    return User.objects.filter(pk__in=working.values("user")).order_by("full_name", "pk")


def drawn(*, organisation: Organisation, campaign: str, choosing: Choosing, number: int, seed: int) -> tuple[int, ...]:
    """Return so many pieces to code by primary key: at random, or those of which methods are least sure.

    Left out is what stands in another set that goes on. The same seed draws the same from the same pieces.
    """
    taken = CodingItem.objects.filter(coding_set__ended_at=None, settled_at=None)
    cases = readable_cases(organisation=organisation, campaign=campaign).exclude(piece__in=taken.values("piece"))
    if choosing == Choosing.UNCERTAIN:
        return tuple(by_doubt(cases).values_list("piece", flat=True)[:number])
    there = list(cases.order_by("piece").values_list("piece", flat=True))
    chance = random.Random(seed)  # noqa: S311  # nosec B311
    return tuple(chance.sample(there, min(number, len(there))))


def whole_set(*, coding_set: CodingSet) -> WholeSet:
    """Return a set with all that its coders said, but for pieces that the organisation may no longer see."""
    return whole_sets(coding_sets=[coding_set])[0]


def whole_sets(*, coding_sets: Sequence[CodingSet]) -> tuple[WholeSet, ...]:
    """Return several sets so, in their order."""
    items: dict[int, list[CodingItem]] = defaultdict(list)
    for item in CodingItem.objects.filter(coding_set__in=coding_sets).order_by("coding_set", "position"):
        items[item.coding_set_id].append(item)
    said: dict[int, dict[int, Said]] = defaultdict(dict)
    for coding in Coding.objects.filter(item__coding_set__in=coding_sets).prefetch_related("themes"):
        themes = frozenset(theme.pk for theme in coding.themes.all())
        said[coding.item_id][coding.coder_id] = Said(tone=coding.tone, themes=themes)
    coders: dict[int, list[Coder]] = defaultdict(list)
    for coder in (
        Coder.objects.filter(coding_set__in=coding_sets).select_related("user").order_by("user__full_name", "pk")
    ):
        coders[coder.coding_set_id].append(coder)
    cases = _cases(coding_sets)
    return tuple(
        _whole(one, coders[one.pk], items[one.pk], cases[keeper_of(organisation=one.organisation).pk], said)
        for one in coding_sets
    )


def _cases(coding_sets: Sequence[CodingSet]) -> dict[int, dict[int, Case]]:
    """Return the cases on which the pieces of the sets are read: by whoever keeps them, then by the piece."""
    keepers = {keeper_of(organisation=one.organisation) for one in coding_sets}
    pieces = CodingItem.objects.filter(coding_set__in=coding_sets).values("piece")
    held: dict[int, dict[int, Case]] = {}
    for keeper in keepers:
        cases = Case.objects.filter(piece__in=pieces, organisation__in=lineage_ids(organisation=keeper)).consented()
        whole = cases.select_related("organisation", "campaign", "piece__service", "piece__submission")
        held[keeper.pk] = {case.piece_id: case for case in whole}
    return held


def _whole(
    coding_set: CodingSet,
    coders: Sequence[Coder],
    items: Sequence[CodingItem],
    cases: Mapping[int, Case],
    said: Mapping[int, Mapping[int, Said]],
) -> WholeSet:
    kept = [item for item in items if item.piece_id in cases]
    return WholeSet(
        coding_set=coding_set,
        coders=tuple(coders),
        items=tuple(Item(item=item, case=cases[item.piece_id], said=said.get(item.pk, {})) for item in kept),
        lost=len(items) - len(kept),
    )


def agreement(*, whole: WholeSet) -> Agreement:
    """Return how far the coders agree, over the pieces that two or more of them have coded."""
    several = [item for item in whole.items if len(item.said) > 1]
    return Agreement(
        pieces=len(several),
        tone=alpha(
            ratings=_ratings(several, whole.coders, lambda said: _TONES[said.tone]),
            scale=Scale.ORDINAL,
        ),
        themes=tuple(_of_theme(several, whole.coders, theme) for theme in _found(several)),
    )


def _of_theme(items: Iterable[Item], coders: tuple[Coder, ...], theme: Theme) -> ThemeAgreement:
    items = tuple(items)
    return ThemeAgreement(
        theme=theme,
        found=sum(any(theme.pk in said.themes for said in item.said.values()) for item in items),
        alpha=alpha(ratings=_ratings(items, coders, lambda said: int(theme.pk in said.themes)), scale=Scale.NOMINAL),
    )


def _found(items: Iterable[Item]) -> tuple[Theme, ...]:
    found = {theme for item in items for said in item.said.values() for theme in said.themes}
    return tuple(current_themes().filter(pk__in=found))


def _ratings(
    items: Iterable[Item], coders: tuple[Coder, ...], value: Callable[[Said], int]
) -> Counter[tuple[int | None, ...]]:
    return Counter(
        tuple(value(item.said[coder.pk]) if coder.pk in item.said else None for coder in coders) for item in items
    )
