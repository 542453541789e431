"""What stands in each table of analysis, as queries of the records: the one definition that every engine rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import BinaryField, Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractHour, NullIf, TruncDate
from django.utils.timezone import get_default_timezone

from heard.campaigns.models import Campaign, Placement, Visit, VisitClass, VisitKind
from heard.design.clock import end_of_day, start_of_day
from heard.feedback.models import Piece, PieceQuerySet, Submission
from heard.insight.models import Aspect, Suggestion, ThemeDecision, ToneDecision
from heard.measurement.analysis.columns import Table
from heard.measurement.models import Standing

MACHINE, STAFF, PERSON = "MACHINE", "STAFF", "PERSON"
"""Who said what a piece speaks of, or in which tone."""

Rows = QuerySet[Any, tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose records, of which local days, and of visits only those with ids up to `upto` (None: all)."""

    campaign: Campaign
    since: date
    until: date
    upto: int | None = None

    def within(self, field: str) -> dict[str, Any]:
        """Return the filter of a moment's field."""
        return {f"{field}__gte": start_of_day(self.since), f"{field}__lt": end_of_day(self.until)}


def of(table: Table, scope: Scope, *, with_moment: bool) -> tuple[Rows, ...]:
    """Return the rows of a table, as tuples in the order of its columns; several queries where they add up.

    With a moment, it stands first in place of the day and hour.
    """
    return {
        Table.VISITS: _visits,
        Table.SUBMISSIONS: _submissions,
        Table.PIECES: _pieces,
        Table.THEMES: _themes,
    }[table](scope, with_moment)


def links(*, campaign: Campaign) -> Rows:
    """Return the campaign's links in the order of their columns."""
    rows = Placement.objects.filter(campaign=campaign).order_by("pk")
    names = ("pk", "wave_id", "partner_id", "channel", "post", "language")
    return _chosen(rows, {name: F(name) for name in names})


def visits_of(scope: Scope) -> QuerySet[Visit]:
    """Return the visits of a scope. Each kind is named, so that the index of campaign, kind and moment is used.

    The id stands in a sum for the same reason: SQLite else reads all of the campaign's visits up to it, for each day.
    """
    rows = Visit.objects.filter(campaign=scope.campaign, kind__in=VisitKind.values, **scope.within("at"))
    return rows if scope.upto is None else rows.alias(number=F("pk") + 0).filter(number__lte=scope.upto)


def submissions_of(scope: Scope) -> QuerySet[Submission]:
    """Return the submissions of a scope that are counted or shown apart: none staged, withdrawn or objected to."""
    rows = Submission.objects.visible().filter(Q(is_test=True) | Q(objected_at=None), withdrawn_at=None)
    return rows.filter(campaign=scope.campaign, **scope.within("received_at"))


def pieces_of(scope: Scope) -> PieceQuerySet:
    """Return the counted pieces of a scope."""
    return Piece.objects.counted().filter(
        submission__campaign=scope.campaign, **scope.within("submission__received_at")
    )


VISIT_STANDING = Case(
    When(is_test=True, then=Value(Standing.TEST.value)), default=F("visitor_class"), output_field=CharField()
)
SUBMISSION_STANDING = Case(
    When(is_test=True, then=Value(Standing.TEST.value)),
    When(set_aside_at__isnull=False, then=Value(Standing.SUSPECT.value)),
    default=Value(Standing.COUNTED.value),
    output_field=CharField(),
)


def _visits(scope: Scope, with_moment: bool) -> tuple[Rows, ...]:  # noqa: FBT001
    is_persons = Q(kind=VisitKind.CLICK, visitor_class=VisitClass.HUMAN, is_test=False)
    columns = {
        **_when("at", with_moment),
        "placement": F("placement_id"),
        "area": F("area_id"),
        "kind": F("kind"),
        "standing": VISIT_STANDING,
        "visitor": Case(When(is_persons, then=F("visitor_day")), default=None, output_field=BinaryField()),
    }
    return (_chosen(visits_of(scope).order_by(), columns),)


def _submissions(scope: Scope, with_moment: bool) -> tuple[Rows, ...]:  # noqa: FBT001
    columns = {**_sent("", with_moment), "standing": SUBMISSION_STANDING}
    return (_chosen(submissions_of(scope).order_by(), columns),)


def _pieces(scope: Scope, with_moment: bool) -> tuple[Rows, ...]:  # noqa: FBT001
    columns = {**_sent("submission__", with_moment), **_tone("pk", "tone")}
    return (_chosen(pieces_of(scope).order_by(), columns),)


def _tone(piece: str, said: str) -> dict[str, Any]:
    """Return a piece's tone as staff decided it, else as its writer said it, else as a machine marked it; and by whom.

    `piece` and `said` are the fields of the piece and of what its writer said.
    """
    decided = ToneDecision.objects.filter(piece=OuterRef(piece), replaced_at=None).order_by("-decided_at", "-pk")
    marked = Suggestion.objects.standing().filter(piece=OuterRef(piece), aspect=Aspect.TONE).order_by("-pk")
    by_staff, by_machine = Subquery(decided.values("tone")[:1]), Subquery(marked.values("value")[:1])
    return {
        "tone": Coalesce(by_staff, NullIf(F(said), Value("")), by_machine, output_field=CharField()),
        "tone_by": Case(
            When(Exists(decided), then=Value(STAFF)),
            When(~Q(**{said: ""}), then=Value(PERSON)),
            When(Exists(marked), then=Value(MACHINE)),
            default=None,
            output_field=CharField(),
        ),
    }


def _themes(scope: Scope, with_moment: bool) -> tuple[Rows, ...]:  # noqa: FBT001
    """Return what people decided of the pieces whose themes they went through, and what a machine marked of others."""
    sent = {**_sent("piece__submission__", with_moment), **_tone("piece", "piece__tone")}
    pieces = pieces_of(scope).values("pk")
    standing = ThemeDecision.objects.filter(replaced_at=None)
    later = standing.filter(piece=OuterRef("piece"), theme=OuterRef("theme")).filter(
        Q(decided_at__gt=OuterRef("decided_at")) | Q(decided_at=OuterRef("decided_at"), pk__gt=OuterRef("pk"))
    )
    decided = standing.filter(
        ~Exists(later), is_present=True, piece__in=pieces, theme__framework__is_current=True
    ).order_by()
    marks = Suggestion.objects.standing().filter(aspect=Aspect.THEME)
    again = marks.filter(piece=OuterRef("piece"), theme=OuterRef("theme"), pk__lt=OuterRef("pk"))
    marked = marks.filter(
        ~Exists(again),
        ~Exists(standing.filter(piece=OuterRef("piece"))),
        piece__in=pieces,
        piece__drawn__themes_decided_at=None,
        theme__framework__is_current=True,
    ).order_by()
    return (
        _chosen(decided, {**sent, "theme": F("theme__code"), "marked_by": Value(STAFF, output_field=CharField())}),
        _chosen(marked, {**sent, "theme": F("theme__code"), "marked_by": Value(MACHINE, output_field=CharField())}),
    )


def _sent(path: str, with_moment: bool) -> dict[str, Any]:  # noqa: FBT001
    return {
        **_when(f"{path}received_at", with_moment),
        "placement": F(f"{path}placement_id"),
        "area": F(f"{path}area_id"),
        "organisation": F(f"{path}organisation_id"),
        "came_by": F(f"{path}channel"),
        "language": F(f"{path}language"),
    }


def _when(field: str, with_moment: bool) -> dict[str, Any]:  # noqa: FBT001
    if with_moment:
        return {"moment": F(field)}
    zone = get_default_timezone()
    return {"day": TruncDate(field, tzinfo=zone), "hour": ExtractHour(field, tzinfo=zone)}


def _chosen(rows: QuerySet[Any], columns: Mapping[str, Any]) -> Rows:
    """Return the expressions as columns. Their names are set apart from those of the model's own fields."""
    named: dict[str, models.Expression] = {f"c_{name}": column for name, column in columns.items()}
    told: Rows = rows.annotate(**named).values_list(*named)
    return told
