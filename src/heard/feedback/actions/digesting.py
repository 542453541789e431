"""Telling an organisation's privacy leads what was opened: daily where something was, weekly where nothing was.

The week's letter that tells of nothing is written too: a silence could not be told from a letter that was lost or kept
back, and each carries out of the site where the audit log stood.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from heard.accounts import mail
from heard.accounts.actions import record
from heard.accounts.models import Membership, Organisation, Role
from heard.accounts.queries.chaining import Anchor, head_of_chain
from heard.feedback.models import OpeningDigest
from heard.feedback.opening_letters import digest
from heard.feedback.queries.digesting import last_digest, leads_of, told_openings, told_rules

FROM_HOUR = 7
QUIET_FOR = timedelta(days=7)


def tell_privacy_leads(*, now: datetime) -> int:
    """Write the letters that are due, one a day and organisation at most; return how many organisations were told.

    What could not be sent is due again at the next call.
    """
    if localtime(now).hour < FROM_HOUR:
        return 0
    head = head_of_chain()
    working = Organisation.objects.filter(closed_at=None).order_by("pk")
    return sum(_tell(organisation, head=head, now=now) for organisation in working)


def _tell(organisation: Organisation, *, head: Anchor, now: datetime) -> bool:
    leads, last = leads_of(organisation=organisation), last_digest(organisation=organisation)
    after = last.position if last else 0
    openings = told_openings(organisation=organisation, after=after, through=head.position)
    rules = told_rules(organisation=organisation, after=after, through=head.position)
    if not leads or not (openings or rules or _was_quiet(leads, last, now=now)):
        return False
    # The row comes first: of two workers at the same hour, one alone writes.
    try:
        with transaction.atomic():
            told = OpeningDigest.objects.create(
                organisation=organisation,
                day=localtime(now).date(),
                sent_at=now,
                openings=len(openings),
                position=head.position,
                anchor=str(head),
            )
    except IntegrityError:
        return False
    href = f"{settings.HEARD_BASE_URL}/staff/openings/"
    letter = digest(organisation=organisation.name, openings=openings, rules=rules, anchor=str(head), href=href)
    addresses = {each.user.email for each in leads}
    arrived = [mail.send(to=each, subject=letter.subject, body=letter.body, now=now) for each in sorted(addresses)]
    if not any(arrived):
        told.delete()
        return False
    with transaction.atomic():
        record(
            code="feedback.digest.sent",
            subject=told,
            by=None,
            now=now,
            organisation=organisation,
            openings=len(openings),
        )
    return True


def _was_quiet(leads: tuple[Membership, ...], last: OpeningDigest | None, *, now: datetime) -> bool:
    """Return whether a week went by without a letter to privacy leads; administrators get none about nothing."""
    if leads[0].role != Role.PRIVACY_LEAD:
        return False
    since = last.sent_at if last else min(each.started_at for each in leads)
    return now - since >= QUIET_FOR
