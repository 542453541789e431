"""Which days have to be copied anew: those with records that came, changed or went since the last time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone

from heard.campaigns.models import Campaign, Visit, VisitKind
from heard.design.clock import day_of, end_of_day
from heard.feedback.models import ImportBatch, Piece, Submission
from heard.insight.models import Aspect, DrawnPiece, Suggestion, ThemeDecision, ToneDecision
from heard.measurement.analysis.manifest import Marks
from heard.measurement.settling import LATE

CampaignDay = tuple[int, date]


@dataclass(frozen=True, kw_only=True)
class Changed:
    """Campaigns (primary keys) and local days whose visits, and whose feedback, are to be copied anew."""

    visits: frozenset[CampaignDay]
    feedback: frozenset[CampaignDay]


def since(marks: Marks, *, visits: int, pieces: int) -> Changed:
    """Return what changed after the marks, up to the ids of visits and pieces."""
    return Changed(
        visits=frozenset(_every_day_of_visits() if not marks.visits else _new_visits(marks.visits, visits)),
        feedback=frozenset(_every_day_of_feedback() if not marks.pieces else feedback(marks, pieces=pieces)),
    )


def everything(*, campaign: Campaign | None = None) -> Changed:
    """Return every day on which a campaign, or any, has a record."""
    return Changed(
        visits=frozenset(_every_day_of_visits(campaign)), feedback=frozenset(_every_day_of_feedback(campaign))
    )


def feedback(marks: Marks, *, pieces: int | None = None) -> set[CampaignDay]:
    """Return the days whose feedback arrived, was shown by an import, withdrawn, weighed, read or decided since."""
    moment = marks.through_at - LATE
    new = Piece.objects.filter(pk__gt=marks.pieces)
    if pieces is not None:
        new = new.filter(pk__lte=pieces)
    shown = ImportBatch.objects.filter(visible_at__gte=moment)
    changed = Submission.objects.filter(Q(withdrawn_at__gte=moment) | Q(weighed_at__gte=moment) | Q(batch__in=shown))
    marked = Suggestion.objects.filter(_since(moment, "suggested_at", "replaced_at"), aspect__in=_COPIED)
    found = _days(changed, "") | _days(new, "submission__")
    for rows in (
        marked,
        ThemeDecision.objects.filter(_since(moment, "decided_at", "replaced_at")),
        ToneDecision.objects.filter(_since(moment, "decided_at", "replaced_at")),
        DrawnPiece.objects.filter(themes_decided_at__gte=moment),
    ):
        found |= _days(rows, "piece__submission__")
    return found


_COPIED = (Aspect.THEME, Aspect.TONE)


def _since(moment: datetime, *fields: str) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__gte": moment})
    return found


def _days(rows: QuerySet[Any], path: str) -> set[CampaignDay]:
    zone = get_default_timezone()
    of_campaigns = rows.exclude(**{f"{path}campaign": None}).order_by()
    return set(of_campaigns.values_list(f"{path}campaign", TruncDate(f"{path}received_at", tzinfo=zone)).distinct())


def _new_visits(after: int, upto: int) -> set[CampaignDay]:
    rows = Visit.objects.filter(pk__gt=after, pk__lte=upto).order_by()
    return set(rows.values_list("campaign", TruncDate("at", tzinfo=get_default_timezone())).distinct())


def _every_day_of_visits(only: Campaign | None = None) -> Iterator[CampaignDay]:
    """Yield each campaign's days with visits, looking up by the index where the next day begins, kind by kind."""
    for campaign in [only.pk] if only else Campaign.objects.order_by("pk").values_list("pk", flat=True):
        heads = {kind: _next_visit(campaign, kind, None) for kind in VisitKind.values}
        while moments := [moment for moment in heads.values() if moment is not None]:
            day = day_of(min(moments))
            yield campaign, day
            for kind, moment in heads.items():
                if moment is not None and day_of(moment) == day:
                    heads[kind] = _next_visit(campaign, kind, end_of_day(day))


def _next_visit(campaign: int, kind: str, since: datetime | None) -> datetime | None:
    rows = Visit.objects.filter(campaign=campaign, kind=kind)
    if since is not None:
        rows = rows.filter(at__gte=since)
    return rows.order_by("at").values_list("at", flat=True).first()


def _every_day_of_feedback(only: Campaign | None = None) -> set[CampaignDay]:
    return _days(Submission.objects.filter(campaign=only) if only else Submission.objects.all(), "")
