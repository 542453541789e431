"""Watching how far machine and people agree: setting the line, raising a notice below it, and saying one looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from evidence.stats import Alpha
from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.accounts.queries import lineage_ids
from heard.campaigns.models import Campaign
from heard.design.clock import start_of_day
from heard.insight.models import Theme, ThemeDecision, ToneDecision
from heard.measurement.models import AgreementLine, AgreementNotice
from heard.measurement.queries.agreement import RECENT, Line, is_below, line_of, pairs, theme_matches, tone_alpha


@dataclass(frozen=True, kw_only=True)
class _Told:
    """How far machine and people agree about one theme, or about tone (None), and in how many pieces it was found."""

    theme: Theme | None
    alpha: Alpha
    found: int


@transaction.atomic
def set_line(
    *, organisation: Organisation, campaign: Campaign | None, alpha: float, least: int, by: User, now: datetime
) -> None:
    """Set the line of an organisation, or of one of its campaigns."""
    line, _ = AgreementLine.objects.update_or_create(
        organisation=organisation,
        campaign=campaign,
        defaults={"alpha": alpha, "least": least, "set_by": by, "set_at": now},
    )
    record(
        code="measurement.agreement.line_set",
        subject=line,
        by=by,
        now=now,
        organisation=organisation,
        line=f"{alpha:.2f}",
        least=least,
    )


@transaction.atomic
def mark_seen(*, notice: AgreementNotice, by: User, now: datetime) -> None:
    """Write down that somebody looked at a notice; twice changes nothing."""
    if AgreementNotice.objects.filter(pk=notice.pk, seen_at=None).update(seen_at=now, seen_by=by):
        record(code="measurement.agreement.seen", subject=notice, by=by, now=now, organisation=notice.organisation)


def watch_agreement(*, now: datetime) -> int:
    """Raise a notice for each theme (and for tone) below its line, end those above it again; return how many changed.

    Looked at is what was decided in the last 12 weeks, of each organisation and of each campaign with its own line.
    """
    since = now - RECENT
    deciders = {
        *ThemeDecision.objects.filter(decided_at__gte=since).values_list("organisation", flat=True).distinct(),
        *ToneDecision.objects.filter(decided_at__gte=since).values_list("organisation", flat=True).distinct(),
        *AgreementNotice.objects.filter(ended_at=None).values_list("organisation", flat=True).distinct(),
    }
    keepers = {one.kept_by or one for one in Organisation.objects.filter(pk__in=deciders).select_related("kept_by")}
    changed = 0
    for organisation in sorted(keepers, key=lambda one: one.pk):
        own = AgreementLine.objects.filter(organisation=organisation, campaign__isnull=False)
        for campaign in (None, *(line.campaign for line in own.select_related("campaign").order_by("pk"))):
            changed += _watch(organisation, campaign, now)
    return changed


def _watch(organisation: Organisation, campaign: Campaign | None, now: datetime) -> int:
    """Compare first and write afterwards: no click and no form waits for the comparison."""
    since = start_of_day(localdate(now - RECENT))
    recent = pairs(organisation=organisation, campaign=campaign, since=since)
    line = line_of(organisation=organisation, campaign=campaign)
    told = [
        _Told(theme=None, alpha=tone_alpha(found=recent.tones), found=len(recent.tones)),
        *(_Told(theme=one.theme, alpha=one.match.alpha, found=one.found) for one in theme_matches(found=recent.themes)),
    ]
    below = {one.theme: one for one in told if is_below(told=one.alpha, found=one.found, line=line)}
    return _kept(organisation, campaign, below, line, now)


@transaction.atomic
def _kept(
    organisation: Organisation,
    campaign: Campaign | None,
    below: Mapping[Theme | None, _Told],
    line: Line,
    now: datetime,
) -> int:
    # Locked, so that two workers do not raise the same notice twice; whoever sends a form to it need not wait.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    lineage = lineage_ids(organisation=organisation)
    standing = AgreementNotice.objects.filter(organisation__in=lineage, campaign=campaign, ended_at=None)
    open_ = {notice.theme: notice for notice in standing.select_related("theme")}
    gone = [notice.pk for theme, notice in open_.items() if theme not in below]
    AgreementNotice.objects.filter(pk__in=gone).update(ended_at=now)
    new = [one for theme, one in below.items() if theme not in open_]
    for one in new:
        interval, value = one.alpha.interval, one.alpha.value
        if interval is None or value is None:
            continue
        notice = AgreementNotice.objects.create(
            organisation=organisation,
            campaign=campaign,
            theme=one.theme,
            alpha=value,
            high=interval.high,
            line=line.alpha,
            pieces=one.alpha.units,
            raised_at=now,
        )
        record(code="measurement.agreement.fell", subject=notice, by=None, now=now, organisation=organisation)
    return len(new) + len(gone)
