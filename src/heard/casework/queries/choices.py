"""What the queue of an organisation can be filtered by."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from heard.accounts.models import Organisation, User
from heard.accounts.queries import lineage_ids
from heard.campaigns.models import Campaign, Form, Placement
from heard.casework.models import Case
from heard.casework.queries.access import caseworkers_of
from heard.insight.queries import Category, themes_by_category


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a filter of one organisation's queue offers; `languages` are those of its cases but English."""

    campaigns: tuple[Campaign, ...]
    forms: tuple[Form, ...]
    placements: tuple[Placement, ...]
    categories: tuple[Category, ...]
    people: tuple[User, ...]
    languages: tuple[str, ...] = ()


def choices_of(*, organisation: Organisation, campaign: str = "") -> Choices:
    """Return what the filters offer; placements only once a campaign is chosen, as there are hundreds."""
    lineage = lineage_ids(organisation=organisation)
    taking_part = Q(owner__in=lineage) | Q(forms__organisation__in=lineage) | Q(partners__organisation__in=lineage)
    campaigns = tuple(Campaign.objects.filter(taking_part).distinct().order_by("-starts_on", "title"))
    chosen = [one for one in campaigns if one.slug == campaign]
    return Choices(
        campaigns=campaigns,
        forms=tuple(Form.objects.filter(campaign__in=chosen or campaigns).order_by("title", "pk")),
        placements=tuple(Placement.objects.filter(campaign__in=chosen).order_by("code")),
        categories=themes_by_category(),
        people=tuple(caseworkers_of(organisation=organisation)),
        languages=_languages(lineage),
    )


def _languages(lineage: Collection[int]) -> tuple[str, ...]:
    cases = Case.objects.filter(organisation__in=lineage).exclude(other_language="").order_by("other_language")
    return tuple(cases.values_list("other_language", flat=True).distinct())
