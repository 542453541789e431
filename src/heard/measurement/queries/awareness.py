"""What surveys found people to know of a campaign, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from evidence.findings import Finding
from evidence.stats import SurveyWave, describe_awareness
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design.errors import NotFound
from heard.measurement.models import SurveyFigure, SurveyImport
from heard.measurement.queries.access import kept_campaign_for


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of one survey over its waves, and what they tell."""

    question: str
    source: str
    figures: tuple[SurveyFigure, ...]
    finding: Finding


def awareness_of(*, campaign: Campaign) -> tuple[Asked, ...]:
    """Return each question of each survey with its waves in order and the change from the first to the last."""
    held: dict[tuple[str, str], list[SurveyFigure]] = {}
    for figure in SurveyFigure.objects.filter(campaign=campaign).order_by("source", "question", "first_day", "pk"):
        held.setdefault((figure.source, figure.question), []).append(figure)
    return tuple(_asked(question, source, figures) for (source, question), figures in held.items())


def survey_imports(*, campaign: Campaign) -> QuerySet[SurveyImport]:
    """Return the files of survey waves of a campaign, newest first."""
    return SurveyImport.objects.filter(campaign=campaign).order_by("-imported_at", "-pk")


def survey_import_for(*, user: User, slug: str, imported: int) -> SurveyImport:
    """Return one file of a campaign that the person may bring files in for; raise NotFound otherwise."""
    campaign = kept_campaign_for(user=user, slug=slug)
    found = SurveyImport.objects.filter(campaign=campaign, pk=imported).first()
    if found is None:
        raise NotFound
    found.campaign = campaign
    return found


def _asked(question: str, source: str, figures: Sequence[SurveyFigure]) -> Asked:
    waves = [
        SurveyWave(
            name=figure.wave,
            first_day=figure.first_day,
            last_day=figure.last_day,
            base=figure.base,
            percent=figure.percent,
            design_effect=figure.design_effect,
        )
        for figure in figures
    ]
    return Asked(
        question=question,
        source=source,
        figures=tuple(figures),
        finding=describe_awareness(waves=waves, question=question),
    )
