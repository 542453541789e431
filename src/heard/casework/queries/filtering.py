"""The queue's filters: what stands in the URL, and the cases that it means."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q

from heard.accounts.models import Organisation, User
from heard.accounts.queries import lineage_ids
from heard.casework.models import Case, CaseQuerySet, CaseTheme, RiskState
from heard.casework.sought import as_token
from heard.design.clock import end_of_day, start_of_day
from heard.feedback.models import Piece
from heard.feedback.queries.flags import flagged
from heard.feedback.search import matching
from heard.insight.models import DrawnPiece
from heard.insight.queries import current_themes

ME, NOBODY = "me", "nobody"
UNREAD = "unread"
NOT_ENGLISH = "other"
LIVE, IMPORTED, TEST, UNREADABLE, DRAWN = "live", "imported", "test", "unreadable", "drawn"

MOST_WITH_WORDS = 1000
RARE = 500


@dataclass(frozen=True, kw_only=True)
class QueueFilter:
    """What a caseworker asked the queue for. An empty value asks nothing.

    Every value is as it stands in the URL, but for the words: there they are a token.
    """

    status: str = ""
    risk: str = ""
    news: str = ""
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
    flag: str = ""
    language: str = ""

    def parameters(self) -> dict[str, str]:
        """Return what is asked as URL parameters, in a fixed order."""
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        if self.words:
            asked["words"] = as_token(self.words)
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
        """Return the same filters for the whole queue: neither one status nor the open risks or new messages alone."""
        return replace(self, status="", news="", risk="" if self.risk == RiskState.OPEN else self.risk)


@dataclass(frozen=True, kw_only=True)
class Search:
    """What the filters leave of one organisation's queue.

    The queue holds the cases of the organisation's whole `lineage` (primary keys, its own first). `to_show` and
    `to_count` hold those with the theme and the words asked for, as is quickest for each; the other filters are yet to
    come. `is_cut` where words are so common that only the newest are found.
    """

    organisation: Organisation
    lineage: tuple[int, ...]
    asked: QueueFilter
    user: User
    to_show: CaseQuerySet
    to_count: CaseQuerySet
    is_cut: bool = False

    def cases(self) -> CaseQuerySet:
        """Return the cases that the filters leave, in no order, of pieces that the organisation may still see."""
        return self.to_show.filter(_plain(self.asked, self.user)).consented()

    def parts(self) -> tuple[CaseQuerySet, ...]:
        """Return the same, one organisation of the lineage at a time: each in its order is a seek in one index."""
        whole = self.cases()
        return tuple(whole.filter(organisation=each) for each in self.lineage) if len(self.lineage) > 1 else (whole,)

    def whatever_status(self) -> CaseQuerySet:
        """Return the same at any status, with the cases that a narrowed consent has shut: to count, never to show."""
        return self.to_count.filter(_plain(self.asked.without_part(), self.user))


def search(*, organisation: Organisation, asked: QueueFilter, user: User, is_whole: bool = False) -> Search:
    """Return what the filters leave; `is_whole` finds every case with the words, however common they are."""
    lineage = lineage_ids(organisation=organisation)
    own = Q(organisation=organisation) if len(lineage) == 1 else Q(organisation__in=lineage)
    cases, is_cut = Case.objects.filter(own), False
    if asked.words.strip():
        spoken = Piece.objects.filter(matching(words=asked.words)).values("pk")
        cases = cases.filter(piece__in=spoken)
        if not is_whole:
            newest = cases.order_by("-received_at", "-pk").values_list("pk", flat=True)
            found = list(newest[: MOST_WITH_WORDS + 1])
            is_cut = len(found) > MOST_WITH_WORDS
            cases = Case.objects.filter(own, pk__in=found[:MOST_WITH_WORDS])
    to_show, to_count = _with_theme(cases, lineage, asked.theme) if asked.theme else (cases, cases)
    return Search(
        organisation=organisation,
        lineage=lineage,
        asked=asked,
        user=user,
        to_show=to_show,
        to_count=to_count,
        is_cut=is_cut,
    )


def _with_theme(cases: CaseQuerySet, lineage: tuple[int, ...], code: str) -> tuple[CaseQuerySet, CaseQuerySet]:
    """Keep the cases with a theme, to show and to count.

    A rare theme's cases are looked up once. A common one is asked of each case in the queue's order to show a page of
    them, and taken as a whole to count them.
    """
    theme = current_themes().filter(code=code).values_list("pk", flat=True).first()
    themed = CaseTheme.objects.filter(theme=theme)
    few = list(themed.filter(case__organisation__in=lineage).values_list("case", flat=True)[: RARE + 1])
    if len(few) <= RARE:
        return cases.filter(pk__in=few), cases.filter(pk__in=few)
    return cases.filter(Exists(themed.filter(case=OuterRef("pk")))), cases.filter(pk__in=themed.values("case"))


def _plain(asked: QueueFilter, user: User) -> Q:
    """Return the filters that the case's own row answers; tests show only where they are asked for."""
    wanted = Q(is_test=asked.source == TEST)
    for column, value in (
        ("status", asked.status),
        ("risk", asked.risk),
        ("campaign__slug", asked.campaign),
        ("form", asked.form),
        ("placement__code", asked.placement),
        ("tone", asked.tone),
        ("channel", asked.channel),
        ("could_not_be_read", asked.source == UNREADABLE),
    ):
        if value:
            wanted &= Q(**{column: value})
    if asked.assigned:
        wanted &= _assigned(asked.assigned, user)
    if asked.news:
        wanted &= Q(news_since__isnull=False)
    wanted &= _source(asked.source) & _unusual(asked.flag) & _language(asked.language)
    if asked.since:
        wanted &= Q(received_at__gte=start_of_day(asked.since))
    if asked.until:
        wanted &= Q(received_at__lt=end_of_day(asked.until))
    return wanted


def _source(value: str) -> Q:
    if value == DRAWN:
        return Q(piece__in=DrawnPiece.objects.filter(themes_decided_at=None).values("piece"))
    return Q(is_imported=value == IMPORTED) if value in {LIVE, IMPORTED} else Q()


def _unusual(kind: str) -> Q:
    return Q(piece__submission__in=flagged(kind=kind).values("submission")) if kind else Q()


def _language(value: str) -> Q:
    return ~Q(other_language="") if value == NOT_ENGLISH else Q(other_language=value) if value else Q()


def _assigned(value: str, user: User) -> Q:
    if value == NOBODY:
        return Q(assigned_to=None)
    return Q(assigned_to=user if value == ME else int(value))
