"""Getting a form onto paper: where it is posted to, the link printed on it, and numbered copies."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns import actions as campaigns
from heard.campaigns.models import CampaignState, Channel, Destination, Form
from heard.feedback.models import PaperRun
from heard.feedback.queries.papering import print_placement

PRINTED = "Paper form"
"""The name of the link that is printed on the paper form: data that staff see and may look for, in one language."""

MOST_COPIES = 50
"""How many numbered copies one file can hold."""


class TooManyCopies(Exception):
    """One file holds 1 to MOST_COPIES numbered copies."""


@transaction.atomic
def set_up_paper(*, form: Form, return_address: str, by: User, now: datetime) -> None:
    """Say where a form's paper is posted to, and place the link that is printed on it where there is none yet.

    A campaign that has closed gets no new link: what is printed then carries none.
    """
    campaigns.change_return_address(form=form, return_address=return_address, by=by, now=now)
    if print_placement(form=form) is None and form.campaign.state != CampaignState.CLOSED:
        plan = campaigns.PlacementPlan(channel=Channel.PRINT, post=PRINTED, destination=Destination.FORM, form=form)
        campaigns.place(campaign=form.campaign, plan=plan, by=by, now=now)


@transaction.atomic
def number_copies(*, form: Form, count: int, by: User, now: datetime) -> PaperRun:
    """Give out the next numbers of a form's paper copies; no number is given out twice. Raises TooManyCopies."""
    if not 1 <= count <= MOST_COPIES:
        raise TooManyCopies
    Form.objects.select_for_update().get(pk=form.pk)
    last = PaperRun.objects.filter(form=form).aggregate(last=Max("last"))["last"] or 0
    run = PaperRun.objects.create(form=form, first=last + 1, last=last + count, made_at=now, made_by=by)
    record(
        code="feedback.paper.numbered",
        subject=run,
        by=by,
        now=now,
        organisation=form.organisation,
        first=run.first,
        last=run.last,
    )
    return run
