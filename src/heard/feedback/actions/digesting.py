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
from heard.accounts.models import Membership, Organisation
from heard.accounts.queries.chaining import head_of_chain
from heard.feedback.models import Opening, OpeningDigest
from heard.feedback.opening_letters import digest
from heard.feedback.queries.openings import leads_of, untold, watched_organisations

FROM_HOUR = 7
QUIET_FOR = timedelta(days=7)


def tell_privacy_leads(*, now: datetime) -> int:
    """Write the letters that are due, one a day and organisation at most; return how many organisations were told.

    What could not be sent is due again at the next call.
    """
    if localtime(now).hour < FROM_HOUR:
        return 0
    return sum(_tell(organisation, now=now) for organisation in watched_organisations())


def _tell(organisation: Organisation, *, now: datetime) -> bool:
    leads, openings = leads_of(organisation=organisation), list(untold(organisation=organisation))
    if not leads or not (openings or _was_quiet(organisation, leads, now=now)):
        return False
    anchor = str(head_of_chain())
    # The row comes first: of two workers at the same hour, one alone writes.
    try:
        with transaction.atomic():
            told = OpeningDigest.objects.create(
                organisation=organisation,
                day=localtime(now).date(),
                sent_at=now,
                openings=len(openings),
                anchor=anchor,
            )
    except IntegrityError:
        return False
    letter = digest(
        organisation=organisation.name,
        openings=openings,
        anchor=anchor,
        href=f"{settings.HEARD_BASE_URL}/staff/openings/",
    )
    addresses = {each.user.email for each in leads}
    arrived = [mail.send(to=each, subject=letter.subject, body=letter.body, now=now) for each in sorted(addresses)]
    if not any(arrived):
        told.delete()
        return False
    _keep(told, openings, now=now)
    return True


@transaction.atomic
def _keep(told: OpeningDigest, openings: list[Opening], *, now: datetime) -> None:
    Opening.objects.filter(pk__in=[each.pk for each in openings]).update(told_at=now)
    record(
        code="feedback.digest.sent",
        subject=told,
        by=None,
        now=now,
        organisation=told.organisation,
        openings=len(openings),
    )


def _was_quiet(organisation: Organisation, leads: tuple[Membership, ...], *, now: datetime) -> bool:
    last = OpeningDigest.objects.filter(organisation=organisation).order_by("-day").first()
    since = last.sent_at if last else min(each.started_at for each in leads)
    return now - since >= QUIET_FOR
