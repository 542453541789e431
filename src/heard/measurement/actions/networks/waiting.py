"""A file waits until its columns are told, and then goes on by itself as if it had been chosen again."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from evidence.exports import ExportRefused
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.measurement.actions.networks.reading import Told
from heard.measurement.actions.networks.taking import NetworkReport, import_network
from heard.measurement.models import WaitingExport

WAITS = timedelta(hours=1)
"""So long a file waits for an answer at most."""
_DAYS = ("first_day", "last_day")


class NoLongerHere(Exception):
    """The file was taken in, given up or forgotten meanwhile."""


def let_wait(
    *, data: bytes, campaign: Campaign, report: NetworkReport, is_check: bool, by: User, now: datetime
) -> WaitingExport:
    """Keep a file until somebody says what its unknown columns are, in the place of the one that waited before."""
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        WaitingExport.objects.filter(campaign=campaign, kept_by=by).delete()
        return WaitingExport.objects.create(
            campaign=campaign,
            kept_by=by,
            kept_at=now,
            file_name=report.read.file_name,
            content=data,
            source=report.read.source,
            headings=list(report.unknown),
            told=_as_kept(report.read.told),
            is_check=is_check,
        )


def go_on(*, waiting: WaitingExport, by: User, now: datetime) -> NetworkReport:
    """Take in (or look at) a file that waited, with all that was said of it. It is deleted, unless more is to be told.

    Raises NoLongerHere, and evidence.exports.ExportRefused where it cannot be read as a table with what was answered.
    """
    here = WaitingExport.objects.filter(pk=waiting.pk)
    content = here.values_list("content", flat=True).first()
    if content is None:
        raise NoLongerHere
    try:
        report = import_network(
            data=bytes(content),
            file_name=waiting.file_name,
            campaign=waiting.campaign,
            told=told_of(waiting),
            by=by,
            now=now,
            dry_run=waiting.is_check,
        )
    except ExportRefused:
        waiting.delete()
        raise
    if not report.unknown:
        waiting.delete()
    elif list(report.unknown) != waiting.headings or report.read.source != waiting.source:
        waiting.headings, waiting.source = list(report.unknown), report.read.source
        here.update(headings=waiting.headings, source=waiting.source)
    return report


def told_of(waiting: WaitingExport) -> Told:
    """Return what was said of a file that waits."""
    said: dict[str, Any] = dict(waiting.told)
    for name in _DAYS:
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    return Told(**said)


def forget_waiting(*, now: datetime) -> int:
    """Delete the files that nobody answered about in time; return how many."""
    _all, each = WaitingExport.objects.filter(kept_at__lte=now - WAITS).delete()
    return each.get("measurement.WaitingExport", 0)


def give_up(*, waiting: WaitingExport) -> None:
    """Delete a file that waits."""
    waiting.delete()


def _as_kept(told: Told) -> dict[str, Any]:
    return {name: said.isoformat() if isinstance(said, date) else said for name, said in asdict(told).items()}
