"""Raising and ending alerts, saying that one looked, and setting from where on they are raised."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign, CampaignState
from heard.feedback.queries.sent_back import FormPage
from heard.measurement.models import Alert, AlertKind, AlertLines
from heard.measurement.queries.watching import Wrong, about, outside_links, wrong_with

Asking = Callable[[str, Iterable[str]], int | None]
"""Asks an address on one of the allowed hosts: the status that it answers with, 0 where it does not, None unasked."""

BROKEN_FROM = 400


def watched() -> list[Campaign]:
    """Return the campaigns that are open, and those with an alert that still stands."""
    standing = Alert.objects.filter(ended_at=None).values("campaign")
    found = Campaign.objects.filter(Q(state=CampaignState.OPEN) | Q(pk__in=standing))
    return list(found.select_related("owner").order_by("pk"))


def watch(*, campaign: Campaign, now: datetime, today: date) -> int:
    """Raise what is newly wrong with a campaign and end what is right again; return how many changed."""
    kinds = set(AlertKind) - {AlertKind.BROKEN_LINK}
    return _keep(campaign, wrong_with(campaign=campaign, now=now, today=today), kinds=kinds, now=now)


def watch_outside_links(*, campaign: Campaign, ask: Asking, now: datetime) -> int:
    """Ask each outside address whether it still answers, raise and end alerts; return how many changed."""
    is_open = campaign.state == CampaignState.OPEN
    links = outside_links(campaign=campaign) if is_open else ()
    statuses = {link.pk: ask(link.outside_url, campaign.allowed_hosts) for link in links}
    found = [
        Wrong(kind=AlertKind.BROKEN_LINK, placement=pk, observed=status, expected=200)
        for pk, status in statuses.items()
        if status is not None and (status == 0 or status >= BROKEN_FROM)
    ]
    return _keep(campaign, found, kinds={AlertKind.BROKEN_LINK}, now=now)


@transaction.atomic
def _keep(campaign: Campaign, found: Iterable[Wrong], *, kinds: set[AlertKind], now: datetime) -> int:
    # Locked, so that two workers do not raise the same alert twice.
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    standing = {
        about(alert.kind, alert.placement_id, alert.objective_id, _page_of(alert)): alert
        for alert in Alert.objects.filter(campaign=campaign, ended_at=None, kind__in=kinds)
    }
    wrong = {each.about: each for each in found}
    gone = [alert.pk for what, alert in standing.items() if what not in wrong]
    Alert.objects.filter(pk__in=gone).update(ended_at=now)
    new = [each for what, each in wrong.items() if what not in standing]
    for each in new:
        alert = Alert.objects.create(
            campaign=campaign,
            kind=each.kind,
            placement_id=each.placement,
            objective_id=each.objective,
            form_id=each.page.form if each.page else None,
            page=each.page.page if each.page else "",
            sent_back=each.sent_back,
            observed=each.observed,
            expected=each.expected,
            raised_at=now,
        )
        record(
            code="measurement.alert.raised",
            subject=alert,
            by=None,
            now=now,
            organisation=campaign.owner,
            what=str(alert.get_kind_display()),
        )
    return len(new) + len(gone)


def _page_of(alert: Alert) -> FormPage | None:
    return FormPage(alert.form_id, alert.page) if alert.form_id else None


@transaction.atomic
def mark_alert_seen(*, alert: Alert, by: User, now: datetime) -> None:
    """Write down that somebody looked at an alert; twice changes nothing."""
    if Alert.objects.filter(pk=alert.pk, seen_at=None).update(seen_at=now, seen_by=by):
        record(code="measurement.alert.seen", subject=alert, by=by, now=now, organisation=alert.campaign.owner)


@transaction.atomic
def set_alert_lines(
    *, campaign: Campaign, quiet_chance: float, bots_least: int, target_chance: float, by: User, now: datetime
) -> None:
    """Set from where on a campaign's alerts are raised."""
    lines, _ = AlertLines.objects.update_or_create(
        campaign=campaign,
        defaults={
            "quiet_chance": quiet_chance,
            "bots_least": bots_least,
            "target_chance": target_chance,
            "set_by": by,
            "set_at": now,
        },
    )
    record(code="measurement.alert.lines_set", subject=lines, by=by, now=now, organisation=campaign.owner)
