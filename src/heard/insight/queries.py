"""Reads: the current themes, what methods suggest, and what people decided."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from heard.accounts.models import Organisation
from heard.feedback.models import ImportBatch, Piece, PieceLease, PieceQuerySet, Stage
from heard.insight.frameworks import SOURCE_LABELS
from heard.insight.models import Aspect, Reading, Suggestion, Theme, ThemeDecision, ToneDecision

THEMES = "themes"
"""The name under which it is written down that a piece's themes and tone were looked for."""


@dataclass(frozen=True, kw_only=True)
class Category:
    """One category of the current framework with its themes in their order."""

    name: str
    themes: tuple[Theme, ...]


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """What the methods' standing suggestions come to for one piece; `has_risk` where a sign of harm calls a person."""

    themes: frozenset[int] = frozenset()
    tone: str = ""
    has_risk: bool = False


def current_themes() -> QuerySet[Theme]:
    """Return the themes of the current framework, in their order."""
    return Theme.objects.filter(framework__is_current=True).order_by("position")


def themes_by_category() -> tuple[Category, ...]:
    """Return the current framework as staff choose from it."""
    held: dict[str, list[Theme]] = defaultdict(list)
    for theme in current_themes():
        held[theme.category].append(theme)
    return tuple(Category(name=name, themes=tuple(themes)) for name, themes in held.items())


def suggestions_of(*, piece: Piece) -> tuple[Suggestion, ...]:
    """Return what methods suggest for a piece today: risk, then tone, then themes in the framework's order."""
    rank = {Aspect.RISK: 0, Aspect.TONE: 1, Aspect.THEME: 2}
    standing = Suggestion.objects.standing().filter(piece=piece).select_related("theme")
    return tuple(
        sorted(standing, key=lambda one: (rank[Aspect(one.aspect)], one.theme.position if one.theme else 999, one.pk))
    )


def suggested(*, piece_ids: Collection[int]) -> dict[int, Suggested]:
    """Return what the standing suggestions come to, by piece; pieces without any are absent.

    What people at an imported source labelled stands before what a method here reads from the words.
    """
    themes: dict[int, set[int]] = defaultdict(set)
    tones: dict[int, str] = {}
    standing = Suggestion.objects.standing().filter(piece_id__in=piece_ids)
    risks = set(standing.of_risk().values_list("piece_id", flat=True))
    rows = list(standing.exclude(aspect=Aspect.RISK).order_by("pk"))
    labelled = {(row.piece_id, row.aspect) for row in rows if row.method == SOURCE_LABELS and _says(row)}
    for row in rows:
        if row.method != SOURCE_LABELS and (row.piece_id, row.aspect) in labelled:
            continue
        if row.theme_id is not None:
            themes[row.piece_id].add(row.theme_id)
        elif row.aspect == Aspect.TONE:
            tones[row.piece_id] = row.value
    return {
        piece_id: Suggested(
            themes=frozenset(themes.get(piece_id, ())), tone=tones.get(piece_id, ""), has_risk=piece_id in risks
        )
        for piece_id in {*themes, *tones, *risks}
    }


def _says(label: Suggestion) -> bool:
    return label.aspect == Aspect.TONE or label.theme_id is not None


def theme_decisions(*, piece: Piece, organisation: Organisation) -> tuple[ThemeDecision, ...]:
    """Return the organisation's standing decisions on a piece's themes."""
    standing = ThemeDecision.objects.filter(piece=piece, organisation=organisation, replaced_at=None)
    return tuple(standing.select_related("theme", "decided_by").order_by("theme__position"))


def tone_decision(*, piece: Piece, organisation: Organisation) -> ToneDecision | None:
    """Return the organisation's standing decision on a piece's tone."""
    standing = ToneDecision.objects.filter(piece=piece, organisation=organisation, replaced_at=None)
    return standing.select_related("decided_by").first()


def decided_themes(*, piece_ids: Collection[int], organisation: Organisation) -> dict[int, dict[int, bool]]:
    """Return the organisation's standing theme decisions: piece, then theme, then whether it is there."""
    held: dict[int, dict[int, bool]] = defaultdict(dict)
    rows = ThemeDecision.objects.filter(piece_id__in=piece_ids, organisation=organisation, replaced_at=None)
    for piece_id, theme_id, is_present in rows.values_list("piece_id", "theme_id", "is_present"):
        held[piece_id][theme_id] = is_present
    return dict(held)


def decided_tones(*, piece_ids: Collection[int], organisation: Organisation) -> dict[int, str]:
    """Return the organisation's standing tone decisions by piece."""
    rows = ToneDecision.objects.filter(piece_id__in=piece_ids, organisation=organisation, replaced_at=None)
    return dict(rows.values_list("piece_id", "tone"))


def unread(*, method: str, version: str) -> tuple[PieceQuerySet, ...]:
    """Return the pieces that the method's current version has not read, as queues in the order of their urgency.

    First what people send here, oldest first; then what imports brought, once they are visible; then what an earlier
    version read, whose name sorts before or after this one. Each is a seek in an index: a worker with nothing to do
    costs nothing, however much is stored.
    """
    there = Piece.objects.filter(
        submission__withdrawn_at=None, submission__erased_at=None, submission__originals_erased_at=None
    )
    batches = list(ImportBatch.objects.filter(visible_at__isnull=False).values_list("pk", flat=True))
    return (
        there.filter(read_at=None, batch=None, submission__batch=None).order_by("pk"),
        there.filter(read_at=None, batch__in=batches).order_by("batch", "pk"),
        *_by_another_version(there, method, version),
    )


def themeless(*, version: str) -> tuple[PieceQuerySet, ...]:
    """Return the pieces in which this version has not looked for themes, as queues in the order of their urgency.

    First what has just been read, the newest first, so that nothing new waits for a large import; then what an earlier
    version read. Only redacted copies are needed, so what was read stays readable once the originals are gone.
    """
    there = Piece.objects.filter(submission__withdrawn_at=None, submission__erased_at=None)
    waiting = there.filter(readings__method=THEMES, readings__method_version="").order_by("-readings__pk")
    return (waiting, *_by_another_version(there, THEMES, version))


def count_themeless(*, version: str) -> int:
    """Return in how many pieces this version has still to look for themes."""
    there = Piece.objects.filter(submission__withdrawn_at=None, submission__erased_at=None)
    waiting = Reading.objects.filter(method=THEMES, piece__in=there).exclude(method_version=version)
    return waiting.count()


def theme_reading(*, piece: Piece) -> Reading | None:
    """Return when and by what the piece's themes were last read; None where it was never handed over for that."""
    return Reading.objects.filter(piece=piece, method=THEMES).first()


def failing_themes(*, piece: Piece) -> PieceLease | None:
    """Return why themes could not be looked for in a piece; None where they could, or wait their turn."""
    return PieceLease.objects.filter(piece=piece, stage=Stage.THEMES).exclude(failure="").first()


def _by_another_version(pieces: PieceQuerySet, method: str, version: str) -> tuple[PieceQuerySet, PieceQuerySet]:
    """Return what versions read whose names sort before and after this one: two ranges of one index, in its order."""
    before = pieces.filter(
        readings__method=method, readings__method_version__gt="", readings__method_version__lt=version
    )
    after = pieces.filter(readings__method=method, readings__method_version__gt=version)
    order = ("readings__method_version", "readings__pk")
    return before.order_by(*order), after.order_by(*order)
