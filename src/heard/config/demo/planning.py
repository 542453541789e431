"""The plan of the made-up campaign: what it set out to reach, what it says, what it may cost, and who approved it."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from io import BytesIO

from django.utils.timezone import get_default_timezone
from PIL import Image, ImageDraw

from heard.accounts.models import User
from heard.campaigns import actions
from heard.campaigns.models import Campaign, Channel, Currency, Measure, Placement
from heard.campaigns.pictures import picture_of
from heard.campaigns.queries import waves_of
from heard.campaigns.queries.budgets import plan_of

_TARGETS = ((Measure.CLICK, 2000, "Made up"), (Measure.FORM, 400, "Made up: a tenth more than the year before"))
_SAY = {
    "short": "Was your care good, bad or both? Tell us. It takes two minutes, and nobody is told who you are.",
    "long": "Good, bad or both: tell us what your care was like. It takes two minutes. Nobody is told who you are "
    "unless you say so, and we show what changes because people spoke.",
}
_SHOWN = 8
"""How many links stand in the calendar."""


def plan_it(*, campaign: Campaign, placements: Iterable[Placement], writer: User, reader: User, now: datetime) -> None:
    """Give the campaign its plan, written by one manager and approved by another."""
    for measure, target, reason in _TARGETS:
        objective = actions.ObjectivePlan(measure=measure, target=target, by_day=campaign.ends_on, reason=reason)
        actions.add_objective(campaign=campaign, plan=objective, by=writer, now=now)
    for number, wave in enumerate(waves_of(campaign=campaign)):
        amount = actions.AmountPlan(pence=(5000 - 1000 * number) * 100, currency=Currency.GBP, wave=wave)
        actions.add_amount(campaign=campaign, plan=amount, by=writer, now=now)
    _posts(campaign, placements, writer, reader, now)
    actions.approve_plan(campaign=campaign, version=plan_of(campaign=campaign).version, by=reader, now=now)


def _posts(campaign: Campaign, placements: Iterable[Placement], writer: User, reader: User, now: datetime) -> None:
    placed = list(placements)
    names = list(dict.fromkeys(placement.post for placement in placed if placement.post))
    for number, name in enumerate(names[:3]):
        plan = actions.PostPlan(
            name=name,
            networks=(Channel.FACEBOOK, Channel.X, Channel.INSTAGRAM),
            picture=picture_of(_card()),
            alt_text="The words “How was your care?” on a teal card",
            short=_SAY["short"],
            long=_SAY["long"],
        )
        post = actions.add_post(campaign=campaign, plan=plan, by=writer, now=now)
        if number:
            actions.approve_post(post=post, version=post.version, by=reader, now=now)
    for number, placement in enumerate(placed[:_SHOWN]):
        day = campaign.starts_on + timedelta(days=2 * number)
        at = datetime.combine(day, time(9 + number % 3, 30), tzinfo=get_default_timezone())
        actions.schedule(placement=placement, at=at, by=writer, now=now)


def _card() -> BytesIO:
    card = Image.new("RGB", (1080, 1080), "#00605a")
    ImageDraw.Draw(card).text((120, 460), "How was your care?", fill="white", font_size=96)
    out = BytesIO()
    card.save(out, format="PNG")
    out.seek(0)
    return out
