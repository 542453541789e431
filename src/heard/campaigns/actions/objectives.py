"""Setting out what a campaign is to reach."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.actions.approving import touch_plan
from heard.campaigns.models import Campaign, Measure, Objective, Wave
from heard.design.once import once


class ObjectiveExists(Exception):
    """The campaign has an objective for this figure, wave and day."""


@dataclass(frozen=True, kw_only=True)
class ObjectivePlan:
    """What a manager says about an objective: so many of what, by when, of which wave's people, and why."""

    measure: Measure
    target: int
    by_day: date
    wave: Wave | None = None
    reason: str = ""


@transaction.atomic
def add_objective(*, campaign: Campaign, plan: ObjectivePlan, by: User | None, now: datetime) -> Objective:
    """Set out something to reach. Raises ObjectiveExists."""
    objective = Objective(campaign=campaign)
    _set(objective, plan)
    _record("campaigns.objective.added", objective, by=by, now=now)
    touch_plan(campaign=objective.campaign, by=by, now=now)
    return objective


@transaction.atomic
def change_objective(*, objective: Objective, plan: ObjectivePlan, by: User | None, now: datetime) -> None:
    """Change what is to be reached. Raises ObjectiveExists."""
    _set(objective, plan)
    _record("campaigns.objective.changed", objective, by=by, now=now)
    touch_plan(campaign=objective.campaign, by=by, now=now)


@transaction.atomic
def remove_objective(*, objective: Objective, by: User | None, now: datetime) -> None:
    """Take an objective out of the plan; the audit log keeps what it was."""
    _record("campaigns.objective.removed", objective, by=by, now=now)
    touch_plan(campaign=objective.campaign, by=by, now=now)
    objective.delete()


def _set(objective: Objective, plan: ObjectivePlan) -> None:
    same = Objective.objects.filter(
        campaign=objective.campaign, measure=plan.measure, by_day=plan.by_day, wave=plan.wave
    )
    if same.exclude(pk=objective.pk).exists():
        raise ObjectiveExists
    for field in fields(plan):
        setattr(objective, field.name, getattr(plan, field.name))
    with once(ObjectiveExists):
        objective.save()


def _record(code: str, objective: Objective, *, by: User | None, now: datetime) -> None:
    record(
        code=code,
        subject=objective,
        by=by,
        now=now,
        organisation=objective.campaign.owner,
        measure=objective.measure,
        target=objective.target,
        by_day=objective.by_day.isoformat(),
    )
