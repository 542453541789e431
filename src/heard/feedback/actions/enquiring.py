"""Logging enquiries: what was asked is redacted before it is kept, and no figure of feedback knows them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from evidence.text import redact
from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.design.clock import moment_on
from heard.feedback.models import Enquiry
from heard.places.models import Area, Office


class CannotRedact(Exception):
    """What was asked could not be searched for names and numbers, so it is not kept."""


@dataclass(frozen=True, kw_only=True)
class EnquiryIn:
    """What a member of staff says of an enquiry. `words` are as they typed them; only a redacted copy is kept."""

    organisation: Organisation
    channel: str
    topic: str
    outcome: str
    received_on: date
    campaign: Campaign | None = None
    office: Office | None = None
    area: Area | None = None
    words: str = ""
    signposted_to: str = ""
    minutes: int | None = None


@transaction.atomic
def log_enquiry(*, enquiry: EnquiryIn, by: User, now: datetime) -> Enquiry:
    """Keep an enquiry. Raises CannotRedact, and then keeps nothing."""
    kept = Enquiry(
        organisation=enquiry.organisation,
        logged_by=by,
        logged_at=now,
        received_at=moment_on(enquiry.received_on, now=now),
    )
    _follow(kept, enquiry)
    kept.save()
    _record("feedback.enquiry.logged", kept, by=by, now=now)
    return kept


@transaction.atomic
def change_enquiry(*, enquiry: Enquiry, told: EnquiryIn, by: User, now: datetime) -> None:
    """Mend an enquiry: all but whose it is and when it came. Raises CannotRedact."""
    held = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    _follow(held, told)
    held.save()
    _record("feedback.enquiry.changed", held, by=by, now=now)


def _follow(kept: Enquiry, told: EnquiryIn) -> None:
    kept.campaign = told.campaign
    kept.office = told.office
    kept.area = told.area
    kept.channel = told.channel
    kept.topic = told.topic
    kept.asked = _redacted(told.words)
    kept.signposted_to = told.signposted_to
    kept.outcome = told.outcome
    kept.minutes = told.minutes


def _redacted(words: str) -> str:
    if not words.strip():
        return ""
    redactions, unprocessed = redact([words.strip()])
    if unprocessed:
        raise CannotRedact
    return redactions[0].text[:600]


def _record(code: str, enquiry: Enquiry, *, by: User, now: datetime) -> None:
    record(
        code=code,
        subject=enquiry,
        by=by,
        now=now,
        organisation=enquiry.organisation,
        topic=enquiry.topic,
        channel=str(enquiry.channel),
    )
