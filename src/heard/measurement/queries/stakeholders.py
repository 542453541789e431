"""The register of stakeholders, what waits to be decided of them, and how many engaged, amplified and acted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from evidence.findings import Finding, Table
from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.design.errors import NotFound
from heard.measurement.models import Engagement, Level, Stakeholder, StakeholderHandle
from heard.measurement.queries.access import counting_organisations_for

MANY = 500
"""The number of stakeholders that the model campaign told of."""


def registers_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations whose register the person keeps, by name."""
    return counting_organisations_for(user=user).order_by("name")


def stakeholders_for(*, user: User) -> QuerySet[Stakeholder]:
    """Return the stakeholders in the registers that the person keeps, by name."""
    found = Stakeholder.objects.filter(register__in=registers_for(user=user).values("pk"))
    return found.select_related("register", "area", "keeper").prefetch_related("handles").order_by("name", "pk")


def stakeholder_for(*, user: User, stakeholder: int) -> Stakeholder:
    """Return one of them; raise NotFound where it is missing or not theirs."""
    found = stakeholders_for(user=user).filter(pk=stakeholder).first()
    if found is None:
        raise NotFound
    return found


def stakeholders_of(*, campaign: Campaign) -> QuerySet[Stakeholder]:
    """Return the register of a campaign's owner, by name."""
    return Stakeholder.objects.filter(register=campaign.owner_id).order_by("name", "pk")


def engagements_of(*, campaign: Campaign) -> QuerySet[Engagement]:
    """Return what was found of a campaign's stakeholders, the latest first."""
    found = Engagement.objects.filter(campaign=campaign)
    return found.select_related("stakeholder", "mention", "decision").order_by("-on", "-pk")


def undecided(*, campaign: Campaign) -> QuerySet[Engagement]:
    """Return the suggestions that nobody has decided on yet."""
    return engagements_of(campaign=campaign).filter(decision=None)


def engagement_of(*, campaign: Campaign, engagement: int) -> Engagement:
    """Return one of a campaign's; raise NotFound where there is none."""
    found = engagements_of(campaign=campaign).filter(pk=engagement).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How many stakeholders a person found to have done each thing; whoever amplified or acted has engaged too."""

    registered: int
    engaged: int
    amplified: int
    acted: int
    undecided: int


def reached(*, campaign: Campaign) -> Reached:
    """Return how many stakeholders of the register took part, each counted once."""
    decided = Engagement.objects.filter(campaign=campaign, decision__level__in=Level.values)
    counts = decided.aggregate(
        engaged=Count("stakeholder", distinct=True),
        amplified=Count("stakeholder", distinct=True, filter=Q(decision__level=Level.AMPLIFIED)),
        acted=Count("stakeholder", distinct=True, filter=Q(decision__level=Level.ACTED)),
    )
    return Reached(
        registered=stakeholders_of(campaign=campaign).count(),
        undecided=undecided(campaign=campaign).count(),
        **counts,
    )


@dataclass(frozen=True, kw_only=True)
class Involved:
    """A stakeholder that took part: what it did, and the first and last day on which it did."""

    name: str
    kind: str
    area: str
    accounts: int
    engaged: int
    amplified: int
    acted: int
    first_on: date
    last_on: date


def involved(*, campaign: Campaign) -> Iterator[Involved]:
    """Return the stakeholders that took part, by name: the list behind the number."""
    decided = Engagement.objects.filter(campaign=campaign, decision__level__in=Level.values)
    counted = Q(engagements__campaign=campaign, engagements__decision__level__in=Level.values)
    amplified, acted = (counted & Q(engagements__decision__level=level) for level in (Level.AMPLIFIED, Level.ACTED))
    accounts = dict(
        StakeholderHandle.objects.filter(register=campaign.owner_id)
        .values_list("stakeholder")
        .annotate(number=Count("pk"))
        .order_by()
    )
    found = (
        Stakeholder.objects.filter(pk__in=decided.values("stakeholder"))
        .select_related("area")
        .annotate(
            engaged=Count("engagements", filter=counted, distinct=True),
            amplified=Count("engagements", filter=amplified, distinct=True),
            acted=Count("engagements", filter=acted, distinct=True),
            first_on=Min("engagements__on", filter=counted),
            last_on=Max("engagements__on", filter=counted),
        )
        .order_by("name")
    )
    for one in found:
        yield Involved(
            name=one.name,
            kind=str(one.get_kind_display()),
            area=one.area.name if one.area else "",
            accounts=accounts.get(one.pk, 0),
            engaged=one.engaged,
            amplified=one.amplified,
            acted=one.acted,
            first_on=one.first_on,
            last_on=one.last_on,
        )


def stakeholders_finding(*, campaign: Campaign, many: int = MANY) -> Finding:
    """Return how many stakeholders engaged, amplified and acted, and whether they are more than `many`."""
    told = reached(campaign=campaign)
    more = "more than" if told.engaged > many else "not more than"
    return Finding(
        table=Table.of(
            "Stakeholders that took part",
            ("What they did", "Stakeholders"),
            (("Engaged", told.engaged), ("of these: amplified", told.amplified), ("of these: acted", told.acted)),
        ),
        sentence=f"{told.engaged:,} stakeholders engaged, {more} {many:,}: {told.amplified:,} amplified and "
        f"{told.acted:,} acted.",
        caveats=(
            "Each stakeholder is counted once, however many accounts it has; only what a person confirmed counts.",
            "Who amplified or acted has engaged too: the three are never added up.",
            f"{told.undecided:,} suggestions wait for a person; {told.registered:,} stakeholders are in the register.",
        ),
    )
