"""Reads about what campaigns set out to do."""

from django.db.models import QuerySet

from heard.campaigns.models import Campaign, Objective
from heard.design.errors import NotFound


def objectives_of(*, campaign: Campaign) -> QuerySet[Objective]:
    """Return what the campaign set out to reach, the earliest day first, each with its wave."""
    return campaign.objectives.select_related("wave").order_by("by_day", "pk")


def objective_of(*, campaign: Campaign, objective_id: int) -> Objective:
    """Return one of the campaign's objectives; raise NotFound where it has no such objective."""
    objective = objectives_of(campaign=campaign).filter(pk=objective_id).first()
    if objective is None:
        raise NotFound
    return objective
