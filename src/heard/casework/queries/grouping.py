"""Groups of similar pieces: what they are made of, which a person may see, and what each page shows of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from heard.accounts.models import Organisation, User
from heard.accounts.queries import lineage_ids, organisations_for
from heard.campaigns.models import Campaign
from heard.casework.models import Case, GroupMember, GroupSearch, PieceGroup
from heard.casework.queries.access import EXPORTERS
from heard.casework.queries.queueing import Row, rows_of
from heard.design.errors import NotFound
from heard.feedback.models import Text, TextField

MOST = 10_000
"""So many of the newest pieces are looked at: enough to see what is new, and done in seconds."""

QUOTED = 2
LISTED = 25


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What one case says: its redacted words, whose they are (the submission), and when they came."""

    case_id: int
    words: str
    person: str
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A group with how many of its cases may still be seen, how many no longer, and the most typical of the former."""

    group: PieceGroup
    cases: int
    taken_back: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """The newest search, one that still waits for the worker, its groups, and groups that people named."""

    newest: GroupSearch | None
    is_waiting: bool
    groups: tuple[Shown, ...]
    named: tuple[Shown, ...]


def spoken(*, organisation: Organisation, campaign: Campaign | None, most: int = MOST) -> list[Spoken]:
    """Return the newest pieces with words that the organisation may see; tests are left out."""
    cases = Case.objects.filter(organisation__in=lineage_ids(organisation=organisation), is_test=False).consented()
    if campaign is not None:
        cases = cases.filter(campaign=campaign)
    newest = cases.filter(read_at__isnull=False).order_by("-received_at", "-pk")
    rows = list(newest.values_list("pk", "piece", "piece__submission", "received_at")[:most])
    words = words_of_pieces({piece for _case, piece, _sent, _at in rows})
    return [
        Spoken(case_id=case, words=words[piece], person=str(sent), received_at=at)
        for case, piece, sent, at in rows
        if piece in words
    ]


def groups_for(*, user: User) -> QuerySet[PieceGroup]:
    """Return the groups of the organisations whose cases the person may read."""
    return PieceGroup.objects.filter(search__organisation__in=organisations_for(user=user, roles=EXPORTERS))


def group_for(*, user: User, group_id: int) -> PieceGroup:
    """Return one of them. Raises NotFound for what is missing and for what is not theirs alike."""
    found = groups_for(user=user).filter(pk=group_id)
    one = found.select_related("search__organisation", "search__campaign", "named_by").first()
    if one is None:
        raise NotFound
    return one


def found_groups(*, organisation: Organisation, campaign: Campaign | None) -> Found:
    """Return what the last search found among the organisation's cases, and what people named before."""
    searches = GroupSearch.objects.filter(organisation=organisation, campaign=campaign)
    newest = searches.filter(done_at__isnull=False).order_by("-asked_at", "-pk").first()
    groups = PieceGroup.objects.filter(search=newest).order_by("-is_rising", "ordinal") if newest else ()
    named = PieceGroup.objects.filter(search__in=searches).exclude(name="").exclude(search=newest).order_by("name")
    return Found(
        newest=newest,
        is_waiting=searches.filter(done_at=None).exists(),
        groups=shown(groups=list(groups), most=QUOTED),
        named=shown(groups=list(named), most=QUOTED),
    )


def shown(*, groups: list[PieceGroup], most: int) -> tuple[Shown, ...]:
    """Return groups with the most typical of their cases that may still be seen."""
    members = GroupMember.objects.filter(group__in=groups)
    seen = members.filter(Exists(Case.objects.consented().filter(pk=OuterRef("case"))))
    every, counts = _by_group(members), _by_group(seen)
    held: dict[int, list[int]] = defaultdict(list)
    for group, case in seen.filter(rank__lte=most * 10).order_by("rank").values_list("group", "case"):
        if len(held[group]) < most:
            held[group].append(case)
    wanted = {case for cases in held.values() for case in cases}
    cases = Case.objects.filter(pk__in=wanted).select_related(
        "assigned_to", "campaign", "form", "placement", "piece__service", "piece__submission"
    )
    rows = {row.case.pk: row for row in rows_of(cases=list(cases))}
    return tuple(
        Shown(
            group=group,
            cases=counts.get(group.pk, 0),
            taken_back=every.get(group.pk, 0) - counts.get(group.pk, 0),
            rows=tuple(rows[case] for case in held[group.pk] if case in rows),
        )
        for group in groups
    )


def _by_group(members: QuerySet[GroupMember]) -> dict[int, int]:
    return dict(members.order_by().values_list("group").annotate(n=Count("pk")))


def words_of_pieces(pieces: set[int]) -> dict[int, str]:
    """Return the redacted words of each piece that has some."""
    texts = Text.objects.filter(piece__in=pieces, field=TextField.WORDS).exclude(redacted="").order_by("-pk")
    return {piece: words for piece, words in texts.values_list("piece", "redacted") if piece is not None}
