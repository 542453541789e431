"""A file waits, sealed, until its columns are told or what was checked is to come in, and then goes on by itself."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from evidence.exports import ExportRefused
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.measurement import sealed_exports as sealed
from heard.measurement.actions.networks.reading import Told
from heard.measurement.actions.networks.taking import NetworkReport, import_network
from heard.measurement.models import WaitingExport
from heard.measurement.sealed_exports import Waiting

WAITS = timedelta(hours=1)
"""So long a file waits at most, for an answer and for being brought in together."""
_DAYS = ("first_day", "last_day")


class NoLongerHere(Exception):
    """The file was taken in, given up or forgotten meanwhile, or does not open here any more."""


def let_wait(
    *, data: bytes, campaign: Campaign, report: NetworkReport, is_check: bool, by: User, now: datetime
) -> Waiting:
    """Keep a file, sealed, in the place of the one that waited before.

    It waits until somebody says what its unknown columns are or, where it has none, brings in what was checked.
    """
    row = WaitingExport(campaign=campaign, kept_by=by, kept_at=now, seed=sealed.new_seed(), is_check=is_check)
    row.sealed_content = sealed.seal_content(row=row, content=data)
    row.sealed_about = sealed.seal_about(
        row=row,
        file_name=report.read.file_name,
        source=report.read.source,
        headings=report.unknown,
        told=_as_kept(report.read.told),
    )
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        WaitingExport.objects.filter(campaign=campaign, kept_by=by).delete()
        row.save()
    return sealed.opened(row)


def go_on(*, waiting: Waiting, by: User, now: datetime, is_check: bool | None = None) -> NetworkReport:
    """Take in (or look at) a file that waited, with all that was said of it; `is_check` is as was chosen before.

    It is deleted, unless more is to be told or it was looked at and can be taken in. Raises NoLongerHere, and
    evidence.exports.ExportRefused where it cannot be read as a table with what was answered.
    """
    row = WaitingExport.objects.filter(pk=waiting.pk, kept_by=by).first()
    if row is None:
        raise NoLongerHere
    row.is_check = row.is_check if is_check is None else is_check
    try:
        report = import_network(
            data=sealed.content_of(row),
            file_name=waiting.file_name,
            campaign=waiting.campaign,
            told=told_of(waiting),
            by=by,
            now=now,
            dry_run=row.is_check,
        )
    except sealed.CannotUnseal as error:
        row.delete()
        raise NoLongerHere from error
    except ExportRefused:
        row.delete()
        raise
    if report.unknown or (row.is_check and report.can_be_taken):
        _let_wait_on(row, waiting, report)
    else:
        row.delete()
    return report


def _let_wait_on(row: WaitingExport, waiting: Waiting, report: NetworkReport) -> None:
    row.sealed_about = sealed.seal_about(
        row=row,
        file_name=waiting.file_name,
        source=report.read.source,
        headings=report.unknown,
        told=waiting.told,
    )
    WaitingExport.objects.filter(pk=row.pk).update(sealed_about=row.sealed_about, is_check=row.is_check)


def told_of(waiting: Waiting) -> Told:
    """Return what was said of a file that waits."""
    said: dict[str, Any] = dict(waiting.told)
    for name in _DAYS:
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    return Told(**said)


def forget_waiting(*, now: datetime) -> int:
    """Delete the files that nobody answered about in time; return how many."""
    _all, each = WaitingExport.objects.filter(kept_at__lte=now - WAITS).delete()
    return each.get("measurement.WaitingExport", 0)


def give_up(*, waiting: Waiting) -> None:
    """Delete a file that waits."""
    WaitingExport.objects.filter(pk=waiting.pk).delete()


def _as_kept(told: Told) -> dict[str, Any]:
    return {name: said.isoformat() if isinstance(said, date) else said for name, said in asdict(told).items()}
