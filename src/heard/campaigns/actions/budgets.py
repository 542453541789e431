"""What a campaign may cost, and what was spent, entered by hand."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.actions.approving import touch_plan
from heard.campaigns.models import Amount, Campaign, Currency, Placement, Wave


@dataclass(frozen=True, kw_only=True)
class AmountPlan:
    """An amount in pence: planned, or spent where it has a day; for a wave, a channel or one placement."""

    pence: int
    currency: Currency = Currency.GBP
    spent_on: date | None = None
    wave: Wave | None = None
    channel: str = ""
    placement: Placement | None = None
    note: str = ""


@transaction.atomic
def add_amount(*, campaign: Campaign, plan: AmountPlan, by: User | None, now: datetime) -> Amount:
    """Plan an amount, which changes the plan, or write down what was spent, which does not."""
    said = {field.name: getattr(plan, field.name) for field in fields(plan)}
    amount = Amount.objects.create(campaign=campaign, **said)
    _record("campaigns.budget.spent" if amount.spent_on else "campaigns.budget.planned", amount, by=by, now=now)
    return amount


@transaction.atomic
def remove_amount(*, amount: Amount, by: User | None, now: datetime) -> None:
    """Take out an amount that was entered by mistake; the audit log keeps what it was."""
    code = "campaigns.budget.spent_removed" if amount.spent_on else "campaigns.budget.planned_removed"
    _record(code, amount, by=by, now=now)
    amount.delete()


def _record(code: str, amount: Amount, *, by: User | None, now: datetime) -> None:
    if not amount.spent_on:
        touch_plan(campaign=amount.campaign, by=by, now=now)
    record(
        code=code,
        subject=amount,
        by=by,
        now=now,
        organisation=amount.campaign.owner,
        pence=amount.pence,
        currency=amount.currency,
    )
