"""The queue's filters: what stands in the URL, and the cases that it means."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from heard.accounts.models import Organisation, User
from heard.casework.models import Case, CaseQuerySet, CaseTheme, RiskState
from heard.feedback.models import Piece
from heard.feedback.search import matching

ME, NOBODY = "me", "nobody"
LIVE, IMPORTED, TEST, UNREADABLE = "live", "imported", "test", "unreadable"

FEW = 3000


@dataclass(frozen=True, kw_only=True)
class QueueFilter:
    """What a caseworker asked the queue for. An empty value asks nothing; every value is as it stands in the URL."""

    status: str = ""
    risk: str = ""
    assigned: str = ""
    campaign: str = ""
    form: int | None = None
    placement: str = ""
    theme: str = ""
    tone: str = ""
    channel: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    source: str = ""

    def parameters(self) -> dict[str, str]:
        """Return what is asked as URL parameters, in a fixed order."""
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in asked.items() if value not in {"", None}}

    def query(self, **more: str) -> str:
        """Return `?…` for a link that keeps the filters and adds more; empty where nothing is asked."""
        held = {**self.parameters(), **{name: value for name, value in more.items() if value}}
        return f"?{urlencode(held)}" if held else ""

    def without(self, name: str) -> "QueueFilter":
        """Return the same filters but for one."""
        emptied: dict[str, Any] = {name: type(self).__dataclass_fields__[name].default}
        return replace(self, **emptied)

    def without_part(self) -> "QueueFilter":
        """Return the same filters for the whole queue: neither one status nor the open risks alone."""
        return replace(self, status="", risk="" if self.risk == RiskState.OPEN else self.risk)


def filtered(*, organisation: Organisation, asked: QueueFilter, user: User) -> CaseQuerySet:
    """Return the organisation's cases that the filters leave, in no order, of pieces that it may still see.

    Test submissions show only where they are asked for.
    """
    cases = Case.objects.filter(_plain(asked, user), organisation=organisation, is_test=asked.source == TEST)
    if asked.theme:
        themed = CaseTheme.objects.filter(theme__code=asked.theme, case__organisation=organisation)
        cases = _among(cases, themed.values_list("case", flat=True))
    if asked.words.strip():
        spoken = Piece.objects.filter(matching(words=asked.words)).values("pk")
        found = Case.objects.filter(organisation=organisation, piece__in=spoken)
        cases = _among(cases, found.values_list("pk", flat=True))
    return cases.consented()


def _plain(asked: QueueFilter, user: User) -> Q:
    """Return the filters that the case's own row answers."""
    wanted = Q()
    for column, value in (
        ("status", asked.status),
        ("risk", asked.risk),
        ("campaign__slug", asked.campaign),
        ("form", asked.form),
        ("placement__code", asked.placement),
        ("tone", asked.tone),
        ("channel", asked.channel),
    ):
        if value:
            wanted &= Q(**{column: value})
    if asked.assigned:
        wanted &= _assigned(asked.assigned, user)
    if asked.source in {LIVE, IMPORTED}:
        wanted &= Q(is_imported=asked.source == IMPORTED)
    if asked.source == UNREADABLE:
        wanted &= Q(could_not_be_read=True)
    if asked.since:
        wanted &= Q(received_at__gte=_midnight(asked.since))
    if asked.until:
        wanted &= Q(received_at__lt=_midnight(asked.until + timedelta(days=1)))
    return wanted


def _assigned(value: str, user: User) -> Q:
    if value == NOBODY:
        return Q(assigned_to=None)
    return Q(assigned_to=user if value == ME else int(value))


def _among(cases: CaseQuerySet, ids: "QuerySet[CaseTheme, int] | QuerySet[Case, int]") -> CaseQuerySet:
    """Keep the cases of a set: a small one is looked up once, a large one is asked in the queue's order."""
    few = list(ids[: FEW + 1])
    return cases.filter(pk__in=few if len(few) <= FEW else ids)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
