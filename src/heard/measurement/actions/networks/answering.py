"""What somebody answers about exports, once: what a column is, and what an advertisement or a post is."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from evidence.exports import LEFT_OUT, Label, Measure
from evidence.exports.sources import heading
from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign, Placement
from heard.measurement.models import KnownColumn, KnownName, NetworkFigure

MEANINGS = (LEFT_OUT, *(measure.value for measure in Measure), *(label.value for label in Label))
"""What a column can be said to be."""
OURS, NOT_OURS = "ours", "not"
"""Of the campaign with no link of its own; not of the campaign. Any other answer is a placement's code."""


def remember_columns(
    *, campaign: Campaign, source: str, columns: Mapping[str, str], by: User | None, now: datetime
) -> None:
    """Remember what columns of a source are (`columns`: heading to one of MEANINGS). Raises ValueError for another."""
    if not set(columns.values()) <= set(MEANINGS):
        raise ValueError("A column can only be a measure, a label, or left out.")
    with transaction.atomic():
        for written, meaning in columns.items():
            KnownColumn.objects.update_or_create(
                campaign=campaign,
                source=source,
                name=heading(written).name[:200],
                defaults={"meaning": meaning, "said_at": now, "said_by": by},
            )
        record(
            code="measurement.network.columns_told",
            subject=campaign,
            by=by,
            now=now,
            organisation=campaign.owner,
            columns=len(columns),
        )


def forget_column(*, column: KnownColumn, by: User | None, now: datetime) -> None:
    """Forget what was answered about a column, so that the next file asks anew."""
    with transaction.atomic():
        record(
            code="measurement.network.columns_forgotten",
            subject=column.campaign,
            by=by,
            now=now,
            organisation=column.campaign.owner,
            columns=1,
        )
        column.delete()


def remember_names(
    *, campaign: Campaign, answers: Mapping[tuple[str, str], str], by: User | None, now: datetime
) -> int:
    """Remember what advertisements and posts are, and say so of the figures that are here; return how many changed.

    `answers` maps a source and a subject to OURS, NOT_OURS or the code of a placement of the campaign. Raises
    Placement.DoesNotExist for another code.
    """
    codes = {answer for answer in answers.values() if answer not in (OURS, NOT_OURS)}
    placements = {
        placement.code: placement for placement in Placement.objects.filter(campaign=campaign, code__in=codes)
    }
    if codes - set(placements):
        raise Placement.DoesNotExist
    changed = 0
    with transaction.atomic():
        for (source, subject), answer in answers.items():
            placement, is_ours = placements.get(answer), answer != NOT_OURS
            KnownName.objects.update_or_create(
                campaign=campaign,
                source=source,
                subject=subject,
                defaults={"placement": placement, "is_ours": is_ours, "said_at": now, "said_by": by},
            )
            changed += NetworkFigure.objects.filter(campaign=campaign, source=source, subject=subject).update(
                placement=placement, is_ours=is_ours
            )
        record(
            code="measurement.network.names_told",
            subject=campaign,
            by=by,
            now=now,
            organisation=campaign.owner,
            names=len(answers),
        )
    return changed
