"""Exports of networks that are here, the rows of one, and what is still to be answered about them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from heard.accounts.models import User
from heard.campaigns.models import Campaign, Placement
from heard.design.errors import NotFound
from heard.measurement.models import KnownColumn, KnownName, NetworkFigure, NetworkImport, WaitingExport
from heard.measurement.queries.access import kept_campaign_for
from heard.measurement.sealed_exports import CannotUnseal, Waiting, opened

_WORDS = re.compile(r"[\w-]+")


def network_imports(*, campaign: Campaign) -> QuerySet[NetworkImport]:
    """Return the exports of a campaign, newest first; each with how many of its figures are `current`."""
    return (
        NetworkImport.objects.filter(campaign=campaign)
        .annotate(current=Count("figures", filter=Q(figures__replaced_by=None)))
        .order_by("-imported_at", "-pk")
    )


def network_import_for(*, user: User, slug: str, imported: int) -> NetworkImport:
    """Return one export of a campaign that the person may bring exports in for; raise NotFound otherwise."""
    campaign = kept_campaign_for(user=user, slug=slug)
    found = NetworkImport.objects.filter(campaign=campaign, pk=imported).select_related("imported_by").first()
    if found is None:
        raise NotFound
    found.campaign = campaign
    return found


def waiting_export(*, user: User, campaign: Campaign, since: datetime) -> Waiting | None:
    """Return the file of the person that waits, if it came after `since` and opens here; its cells are left sealed."""
    rows = WaitingExport.objects.filter(campaign=campaign, kept_by=user, kept_at__gt=since)
    row = rows.select_related("campaign__owner").defer("sealed_content").first()
    try:
        return opened(row) if row else None
    except CannotUnseal:
        return None


def known_columns(*, campaign: Campaign) -> QuerySet[KnownColumn]:
    """Return what was said of columns, by their source."""
    return KnownColumn.objects.filter(campaign=campaign).select_related("said_by").order_by("source", "name")


def known_column_for(*, user: User, slug: str, column: int) -> KnownColumn:
    """Return one column of which somebody said what it is; raise NotFound where the person may not change that."""
    campaign = kept_campaign_for(user=user, slug=slug)
    found = known_columns(campaign=campaign).filter(pk=column).first()
    if found is None:
        raise NotFound
    found.campaign = campaign
    return found


def figures_of(*, imported: NetworkImport) -> QuerySet[NetworkFigure]:
    """Return an export's figures in the order of its rows."""
    return (
        NetworkFigure.objects.filter(imported=imported)
        .select_related("placement", "replaced_by")
        .order_by("row_number", "pk")
    )


@dataclass(frozen=True, kw_only=True)
class Named:
    """An advertisement or a post by name, what is known of it, and which placement it may be."""

    source: str
    subject: str
    name: str
    network: str
    first_day: date
    last_day: date
    placement_code: str
    is_ours: bool
    is_answered: bool
    guess: str = ""


def _names(campaign: Campaign) -> QuerySet[NetworkFigure]:
    return NetworkFigure.objects.current().filter(campaign=campaign).exclude(name="")


def _unanswered(campaign: Campaign) -> QuerySet[NetworkFigure]:
    answered = KnownName.objects.filter(campaign=campaign).values("subject")
    return _names(campaign).filter(placement=None).exclude(subject__in=answered)


def unanswered_names(*, campaign: Campaign) -> int:
    """Return how many advertisements and posts nobody said anything of, and no short link places."""
    return _unanswered(campaign).values("subject").distinct().count()


def names(*, campaign: Campaign, is_open: bool) -> QuerySet[NetworkFigure, Any]:
    """Return advertisements and posts by name (`is_open`: those to be answered), for `named` to make of a page."""
    found = _names(campaign)
    if is_open:
        found = _unanswered(campaign)
    return (
        found.values("source", "subject")
        .annotate(
            label=Max("name"), on=Max("network"), first=Min("first_day"), last=Max("last_day"),
            code=Max("placement__code"),
        )
        .order_by("label", "source", "subject")
    )  # fmt: skip


def named(*, campaign: Campaign, rows: Iterable[Mapping[str, Any]]) -> tuple[Named, ...]:
    """Return what is known of a page of names, and for those that nobody answered which placement it may be."""
    some = list(rows)
    answered = {
        (name.source, name.subject): name
        for name in KnownName.objects.filter(campaign=campaign, subject__in=[row["subject"] for row in some])
    }
    placements = list(Placement.objects.filter(campaign=campaign, withdrawn_at=None))
    found = []
    for row in some:
        answer = answered.get((row["source"], row["subject"]))
        found.append(
            Named(
                source=row["source"],
                subject=row["subject"],
                name=row["label"],
                network=row["on"],
                first_day=row["first"],
                last_day=row["last"],
                placement_code=row["code"] or "",
                is_ours=answer.is_ours if answer else True,
                is_answered=answer is not None or bool(row["code"]),
                guess=_guess(row["label"], row["on"], placements),
            )
        )
    return tuple(found)


def placements_of(*, campaign: Campaign) -> QuerySet[Placement]:
    """Return the placements of a campaign whose links work, in the order in which they are chosen from."""
    return Placement.objects.filter(campaign=campaign, withdrawn_at=None).order_by("channel", "post", "code")


def _guess(name: str, network: str, placements: Sequence[Placement]) -> str:
    """Return the one code that stands in a name, or that of the one placement whose post has it (here, if several)."""
    words = set(_WORDS.findall(name.casefold()))
    written = [placement.code for placement in placements if placement.code in words]
    if len(written) == 1:
        return written[0]
    parts = {part.strip().casefold() for part in name.split(" / ")}
    fitting = [placement for placement in placements if placement.post and placement.post.strip().casefold() in parts]
    here = [placement for placement in fitting if _is_on(placement, network)]
    chosen = here or fitting
    return chosen[0].code if len(chosen) == 1 else ""


def _is_on(placement: Placement, network: str) -> bool:
    channels = {"Meta": ("FACEBOOK", "INSTAGRAM"), "X": ("X",), "Google": ("WEBSITE", "OTHER")}
    return placement.channel in channels.get(network, (network.upper(),))
