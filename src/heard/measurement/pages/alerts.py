"""Alerts: each one sentence on what is wrong and what to do, and the lines from where on they are raised."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.campaigns.models import Campaign
from heard.design.dates import said_moment
from heard.design.forms import Form
from heard.design.pages import Page
from heard.measurement.alert_words import sentence_of
from heard.measurement.forms.alerts import AlertLinesForm
from heard.measurement.models import Alert


@dataclass(frozen=True, kw_only=True)
class AlertShown:
    """One alert: what it is, what to do, since when, and who looked."""

    title: str
    sentence: str
    since: str
    seen: str
    seen_href: str


@dataclass(frozen=True, kw_only=True)
class AlertsPage(Page):
    """A campaign's alerts."""

    template: ClassVar[str] = "measurement/alerts.jinja"

    campaign: str
    alerts: tuple[AlertShown, ...]
    letter: str
    letter_href: str
    form: AlertLinesForm


@dataclass(frozen=True, kw_only=True)
class AlertLetterPage(Page):
    """Whether one is written to each morning about a campaign's alerts."""

    template: ClassVar[str] = "measurement/alert_letter.jinja"

    campaign: str
    form: Form


def alert_letter_page(*, campaign: Campaign, form: Form) -> AlertLetterPage:
    """Return the page."""
    return AlertLetterPage(
        title=_("A letter each morning"),
        has_errors=bool(form.errors),
        back_href=reverse("measurement:alerts", args=[campaign.slug]),
        campaign=campaign.title,
        form=form,
    )


def alerts_page(*, campaign: Campaign, alerts: Iterable[Alert], form: AlertLinesForm, gets_letter: bool) -> AlertsPage:
    """Return the page; `gets_letter` says whether its reader is written to."""
    return AlertsPage(
        title=_("Alerts"),
        has_errors=bool(form.errors),
        back_href=reverse("measurement:live", args=[campaign.slug]),
        campaign=campaign.title,
        alerts=shown_alerts(campaign=campaign, alerts=alerts),
        letter=_letter(gets_letter=gets_letter),
        letter_href=reverse("measurement:alert_letter", args=[campaign.slug]),
        form=form,
    )


def _letter(*, gets_letter: bool) -> str:
    if gets_letter:
        return _("You get a letter at 8 each morning when an alert stands or has ended since the last one.")
    return _("You get no letter. You can have one at 8 each morning when there is something to tell.")


def shown_alerts(*, campaign: Campaign, alerts: Iterable[Alert]) -> tuple[AlertShown, ...]:
    """Return alerts in words."""
    return tuple(_shown(campaign, alert) for alert in alerts)


def _shown(campaign: Campaign, alert: Alert) -> AlertShown:
    return AlertShown(
        title=str(alert.get_kind_display()),
        sentence=sentence_of(alert),
        since=_("Since %(when)s.") % {"when": said_moment(alert.raised_at)},
        seen=_("Seen by %(name)s.") % {"name": alert.seen_by.full_name} if alert.seen_by else "",
        seen_href="" if alert.seen_at else reverse("measurement:alert_seen", args=[campaign.slug, alert.pk]),
    )
