"""Approval by a second person: of a plan as it stands, by someone who did not change it last."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign, Plan


class SamePerson(Exception):
    """Whoever changed it last cannot approve it."""


class Changed(Exception):
    """It was changed since the person looked at it."""


class AlreadyApproved(Exception):
    """It is approved as it stands."""


def touch_plan(*, campaign: Campaign, by: User | None, now: datetime) -> None:
    """Note that the plan was changed, which takes its approval away. Call it in the change's own transaction."""
    plan, _is_new = Plan.objects.select_for_update().get_or_create(campaign=campaign)
    plan.version += 1
    plan.changed_by, plan.changed_at = by, now
    plan.approved_by = plan.approved_at = None
    plan.save()


@transaction.atomic
def approve_plan(*, campaign: Campaign, version: int, by: User, now: datetime) -> None:
    """Approve the plan in the version that the person saw. Raises SamePerson, Changed and AlreadyApproved."""
    plan, _is_new = Plan.objects.select_for_update().get_or_create(campaign=campaign)
    if plan.version != version:
        raise Changed
    if plan.is_approved:
        raise AlreadyApproved
    if plan.changed_by_id == by.pk:
        raise SamePerson
    plan.approved_by, plan.approved_at = by, now
    plan.save(update_fields=["approved_by", "approved_at"])
    record(
        code="campaigns.plan.approved",
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        version=version,
    )
