"""The alerts that stand or ended, from where on they are raised, and the letters about them."""

from datetime import date, datetime

from django.db.models import QuerySet

from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design.errors import NotFound
from heard.measurement.models import Alert, AlertLetter, AlertLines
from heard.measurement.queries.access import whole_view_for


def alerts_of(*, campaign: Campaign) -> QuerySet[Alert]:
    """Return the alerts that stand, the latest first."""
    standing = Alert.objects.filter(campaign=campaign, ended_at=None)
    return standing.select_related("placement", "objective__wave", "form__campaign", "seen_by").order_by(
        "-raised_at", "-pk"
    )


def ended_alerts(*, campaign: Campaign, after: datetime, now: datetime) -> QuerySet[Alert]:
    """Return the alerts that ended since a moment, the latest first."""
    ended = Alert.objects.filter(campaign=campaign, ended_at__gt=after, ended_at__lte=now)
    return ended.select_related("placement", "objective__wave", "form__campaign").order_by("-ended_at", "-pk")


def gets_letter(*, user: User, campaign: Campaign) -> bool:
    """Return whether the person is written to about the campaign's alerts."""
    return AlertLetter.objects.filter(user=user, campaign=campaign).exists()


def letters_due(*, day: date) -> QuerySet[AlertLetter]:
    """Return the letters of which it was not decided on this day yet whether there is anything to tell."""
    due = AlertLetter.objects.filter(day__lt=day).select_related("user", "campaign__owner")
    return due.order_by("pk")


def alert_for(*, user: User, slug: str, alert_id: int) -> Alert:
    """Return one alert of a campaign that the person may see whole; raise NotFound otherwise."""
    view = whole_view_for(user=user, slug=slug)
    alert = Alert.objects.filter(campaign=view.campaign, pk=alert_id).first()
    if alert is None:
        raise NotFound
    return alert


def lines_of(*, campaign: Campaign, now: datetime) -> AlertLines:
    """Return from where on the campaign's alerts are raised; the usual lines where nobody set any."""
    return AlertLines.objects.filter(campaign=campaign).first() or AlertLines(campaign=campaign, set_at=now)
