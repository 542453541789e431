"""How many pieces of a campaign speak of what, by machine, by people, and by both together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.findings import Finding
from evidence.stats import Corrected, Counted, corrected
from evidence.stats.misclassification import describe
from heard.accounts.queries import public_name
from heard.campaigns.models import Placement
from heard.design.clock import end_of_day, start_of_day
from heard.feedback.models import Piece, PieceQuerySet, Tone
from heard.insight.models import Aspect, RandomDraw, Suggestion, Theme
from heard.insight.queries import current_themes
from heard.measurement.queries.access import LiveView
from heard.measurement.queries.labels import Drawn, Labels, drawn, theme_labels, tone_labels


class CountBy(StrEnum):
    """By whom a count is asked for."""

    BOTH = "both"
    MACHINE = "machine"
    PEOPLE = "people"


@dataclass(frozen=True, kw_only=True)
class ThemeQuery:
    """Which pieces are counted and by whom; None or nothing asks for all."""

    by: CountBy = CountBy.BOTH
    since: date | None = None
    until: date | None = None
    partner: int | None = None
    placement: str = ""
    organisation: int | None = None

    def parameters(self) -> dict[str, str]:
        """Return what is asked as parameters of an address, in a fixed order."""
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in asked.items() if value not in {"", None, CountBy.BOTH}}

    def address(self, **changed: str) -> str:
        """Return `?…` that asks the same with some parameters changed; empty where nothing is asked."""
        held = {name: value for name, value in {**self.parameters(), **changed}.items() if value}
        return f"?{urlencode(held)}" if held else ""


@dataclass(frozen=True, kw_only=True)
class ThemeChoices:
    """What the counts of a campaign can be narrowed to: partners and organisations by primary key, links by code."""

    partners: dict[int, str]
    placements: tuple[str, ...]
    organisations: dict[int, str]


@dataclass(frozen=True, kw_only=True)
class LabelCount:
    """One theme's or tone's counts. `is_unproven` where no labelled comments have tested how well it is found."""

    code: str
    name: str
    category: str
    is_unproven: bool
    by_machine: int
    by_people: int
    decided: int
    both: Corrected | None


@dataclass(frozen=True, kw_only=True)
class ThemeCounts:
    """The counts of themes and of tone over the same pieces, each with its finding, and how the random draw stands."""

    pieces: int
    themes: tuple[LabelCount, ...]
    tones: tuple[LabelCount, ...]
    of_themes: Finding
    of_tone: Finding
    drawn: int
    drawn_decided: int
    arrived_since: int


def theme_choices(*, view: LiveView) -> ThemeChoices:
    """Return what the counts of a campaign can be narrowed to."""
    partners = view.campaign.partners.select_related("organisation__kept_by").order_by("organisation__name")
    forms = view.campaign.forms.select_related("organisation__kept_by").order_by("organisation__name")
    return ThemeChoices(
        partners={one.pk: public_name(organisation=one.organisation) for one in partners},
        placements=tuple(
            Placement.objects.filter(campaign=view.campaign).order_by("code").values_list("code", flat=True)
        ),
        organisations={one.organisation_id: public_name(organisation=one.organisation) for one in forms},
    )


def theme_counts(*, view: LiveView, query: ThemeQuery) -> ThemeCounts:
    """Count the pieces of a campaign that have been read, by theme and by tone."""
    pieces = _pieces(view, query)
    of, draw = pieces.count(), drawn(pieces=pieces)
    themes = list(current_themes())
    by_theme = theme_labels(pieces=pieces, themes=[theme.pk for theme in themes], of=of, draw=draw)
    by_tone = tone_labels(pieces=pieces, of=of, draw=draw)
    of_themes = tuple(_theme_count(theme, by_theme[theme.pk]) for theme in themes)
    of_tones = tuple(_tone_count(tone, by_tone[tone]) for tone in Tone)
    arrived = _arrived_since(pieces, view)
    return ThemeCounts(
        pieces=of,
        themes=of_themes,
        tones=of_tones,
        of_themes=_finding(_("Theme"), of_themes, of, _notes(pieces, Aspect.THEME, draw, arrived, of_themes)),
        of_tone=_finding(_("Tone"), of_tones, of, _notes(pieces, Aspect.TONE, draw, arrived, of_tones)),
        drawn=len(draw.all),
        drawn_decided=len(draw.decided),
        arrived_since=arrived,
    )


def _pieces(view: LiveView, query: ThemeQuery) -> PieceQuerySet:
    pieces = Piece.objects.counted().filter(submission__campaign=view.campaign, read_at__isnull=False)
    if query.since:
        pieces = pieces.filter(received_at__gte=start_of_day(query.since))
    if query.until:
        pieces = pieces.filter(received_at__lt=end_of_day(query.until))
    if query.partner:
        pieces = pieces.filter(submission__placement__partner=query.partner)
    if query.placement:
        pieces = pieces.filter(submission__placement__code=query.placement)
    if query.organisation:
        pieces = pieces.filter(submission__organisation=query.organisation)
    return pieces


def _theme_count(theme: Theme, labels: Labels) -> LabelCount:
    return LabelCount(
        code=theme.code,
        name=theme.name,
        category=theme.category,
        is_unproven=theme.is_unproven,
        by_machine=labels.by_machine,
        by_people=labels.by_people,
        decided=labels.decided,
        both=corrected(labels.strata),
    )


def _tone_count(tone: Tone, labels: Labels) -> LabelCount:
    return LabelCount(
        code=tone.value,
        name=str(tone.label),
        category="",
        is_unproven=False,
        by_machine=labels.by_machine,
        by_people=labels.by_people,
        decided=labels.decided,
        both=corrected(labels.strata),
    )


def _finding(what: str, counts: Sequence[LabelCount], of: int, notes: Sequence[str]) -> Finding:
    counted = [
        Counted(name=one.name, by_machine=one.by_machine, decided=one.decided, by_people=one.by_people, both=one.both)
        for one in counts
    ]
    return describe(counted, of=of, what=what, notes=notes)


def _arrived_since(pieces: PieceQuerySet, view: LiveView) -> int:
    """Return how many pieces came since the last draw."""
    last = RandomDraw.objects.filter(campaign=view.campaign).values_list("through_id", flat=True).first()
    return pieces.filter(pk__gt=last).count() if last is not None else 0


def _notes(
    pieces: PieceQuerySet, aspect: Aspect, draw: Drawn, arrived: int, counts: Sequence[LabelCount]
) -> tuple[str, ...]:
    notes = [_methods(pieces, aspect)]
    waiting = len(draw.all) - len(draw.decided)
    if draw.decided and waiting:
        notes.append(
            ngettext(
                "%(waiting)s of %(drawn)s pieces that were drawn is not decided yet; it may differ from the others.",
                "%(waiting)s of %(drawn)s pieces that were drawn are not decided yet; they may differ from the others.",
                waiting,
            )
            % {"waiting": f"{waiting:,}", "drawn": f"{len(draw.all):,}"}
        )
    if arrived:
        notes.append(
            ngettext(
                "%(number)s piece came after the last draw, which does not hold it: draw again.",
                "%(number)s pieces came after the last draw, which holds none of them: draw again.",
                arrived,
            )
            % {"number": f"{arrived:,}"}
        )
    if any(one.is_unproven for one in counts):
        notes.append(_("No labelled comments have tested how well a method finds themes marked as unproven."))
    if aspect == Aspect.TONE:
        notes.append(_("What people who wrote said of the tone themselves counts as decided."))
    notes.append(_("This counts what people chose to tell, not how common it is in care."))
    return tuple(note for note in notes if note)


def _methods(pieces: PieceQuerySet, aspect: Aspect) -> str:
    """Say which methods' marks are counted, with their versions."""
    standing = Suggestion.objects.standing().filter(aspect=aspect, piece__in=pieces)
    found = standing.order_by("method", "method_version").values_list("method", "method_version").distinct()
    names = ", ".join(f"{method} {version}" for method, version in found)
    return _("The machine’s marks are those of: %(names)s.") % {"names": names} if names else ""
