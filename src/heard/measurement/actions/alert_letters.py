"""Letters about alerts: one a day at most to whoever asked for it, and only where there is something to tell."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from heard.accounts import mail
from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design.errors import NotFound
from heard.measurement.letters import about_alerts
from heard.measurement.models import AlertLetter
from heard.measurement.queries.access import whole_view_for
from heard.measurement.queries.alerts import alerts_of, ended_alerts, letters_due

FROM_HOUR = 8
"""Letters are written from this hour of local time on; what could not be sent is tried again until midnight."""


@transaction.atomic
def choose_letter(*, campaign: Campaign, by: User, wanted: bool, now: datetime) -> None:
    """Keep whether a person wants letters about a campaign's alerts; the first comes the next morning at the latest."""
    mine = AlertLetter.objects.filter(campaign=campaign, user=by)
    if wanted == mine.exists():
        return
    if wanted:
        today = localtime(now)
        decided = today.date() if today.hour >= FROM_HOUR else today.date() - timedelta(days=1)
        _mine, is_new = AlertLetter.objects.get_or_create(
            campaign=campaign, user=by, defaults={"wanted_at": now, "day": decided, "told_at": now}
        )
        if is_new:
            record(
                code="measurement.alert.letter_wanted", subject=campaign, by=by, now=now, organisation=campaign.owner
            )
    else:
        mine.delete()
        record(code="measurement.alert.letter_stopped", subject=campaign, by=by, now=now, organisation=campaign.owner)


def write_about_alerts(*, now: datetime) -> int:
    """Write the letters that are due and return how many went out; what could not be sent is due at the next call."""
    today = localtime(now)
    if today.hour < FROM_HOUR:
        return 0
    return sum(_write(letter, today=today.date(), now=now) for letter in letters_due(day=today.date()))


def _write(letter: AlertLetter, *, today: date, now: datetime) -> bool:
    campaign, user, row = letter.campaign, letter.user, AlertLetter.objects.filter(pk=letter.pk)
    if not _may_still_see(user, campaign):
        row.delete()
        return False
    # The day is taken first: of two workers, or of one that is started again, one alone writes.
    if not row.filter(day=letter.day).update(day=today):
        return False
    standing = list(alerts_of(campaign=campaign))
    ended = list(ended_alerts(campaign=campaign, after=letter.told_at, now=now))
    if not (standing or ended):
        return False
    here = settings.HEARD_BASE_URL + reverse("measurement:alerts", args=[campaign.slug])
    stop = settings.HEARD_BASE_URL + reverse("measurement:alert_letter", args=[campaign.slug])
    written = about_alerts(campaign=campaign.title, standing=standing, ended=ended, href=here, stop_href=stop)
    if not mail.send(to=user.email, subject=written.subject, body=written.body, now=now):
        row.update(day=letter.day)
        return False
    with transaction.atomic():
        row.update(told_at=now)
        record(
            code="measurement.alert.letter_sent",
            subject=campaign,
            by=None,
            now=now,
            organisation=campaign.owner,
            standing=len(standing),
            ended=len(ended),
        )
    return True


def _may_still_see(user: User, campaign: Campaign) -> bool:
    try:
        whole_view_for(user=user, slug=campaign.slug)
    except NotFound:
        return False
    return user.is_active
