"""The register of stakeholders, what waits to be decided of them, and how many engaged, amplified and acted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.findings import Finding, Table
from heard.accounts.models import Membership, Organisation, User
from heard.campaigns.models import Campaign
from heard.design.errors import NotFound
from heard.measurement.models import Engagement, Level, Stakeholder, StakeholderHandle, StakeholderKind
from heard.measurement.queries.access import READERS, counting_organisations_for

MANY = 500
"""The number of stakeholders that the model campaign told of."""


def registers_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations whose register the person keeps, by name."""
    return counting_organisations_for(user=user).order_by("name")


def possible_keepers(*, register: Organisation) -> QuerySet[User]:
    """Return the staff who may use a register, and so may own a relationship with one of its stakeholders, by name."""
    works_there = Q(organisation=register) | Q(organisation__keeps=register)
    held = Membership.objects.current().filter(works_there, role__in=READERS)
    return User.objects.filter(pk__in=held.values("user")).order_by("full_name", "pk")


def keepers_for(*, user: User) -> QuerySet[User]:
    """Return those who own a relationship in the registers that the person keeps, by name."""
    kept = Stakeholder.objects.filter(register__in=registers_for(user=user).values("pk"), keeper__isnull=False)
    return User.objects.filter(pk__in=kept.values("keeper")).order_by("full_name", "pk")


def stakeholders_for(*, user: User) -> QuerySet[Stakeholder]:
    """Return the stakeholders in the registers that the person keeps, by name."""
    found = Stakeholder.objects.filter(register__in=registers_for(user=user).values("pk"))
    return found.select_related("register", "area", "keeper", "body").prefetch_related("handles").order_by("name", "pk")


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which stakeholders are looked for: by a part of the name, by kind, influence and keeper; empty for all."""

    name: str = ""
    kind: str = ""
    influence: str = ""
    keeper: User | None = None


def sought_stakeholders(*, user: User, sought: Sought) -> QuerySet[Stakeholder]:
    """Return those of the stakeholders in the person's registers that are looked for, by name."""
    found = stakeholders_for(user=user).filter(name__icontains=sought.name)
    chosen = {"kind": sought.kind, "influence": sought.influence, "keeper": sought.keeper}
    return found.filter(**{column: value for column, value in chosen.items() if value})


def stakeholder_for(*, user: User, stakeholder: int) -> Stakeholder:
    """Return one of them; raise NotFound where it is missing or not theirs."""
    found = stakeholders_for(user=user).filter(pk=stakeholder).first()
    if found is None:
        raise NotFound
    return found


def account_of(*, stakeholder: Stakeholder, account: int) -> StakeholderHandle:
    """Return one of a stakeholder's accounts; raise NotFound where there is none."""
    found = stakeholder.handles.select_related("stakeholder", "register").filter(pk=account).first()
    if found is None:
        raise NotFound
    return found


def found_of(*, stakeholder: Stakeholder) -> QuerySet[Engagement]:
    """Return what was found of a stakeholder in every campaign, and what was decided of it, the latest first."""
    found = Engagement.objects.filter(stakeholder=stakeholder)
    return found.select_related("campaign", "decision__by").order_by("-on", "-pk")


@dataclass(frozen=True, kw_only=True)
class GoesWith:
    """What is lost where a stakeholder is taken out: accounts, findings, those of them that count, and campaigns."""

    accounts: int
    found: int
    counting: int
    campaigns: int


def goes_with(*, stakeholder: Stakeholder) -> GoesWith:
    """Return how much goes where a stakeholder is taken out."""
    found = Engagement.objects.filter(stakeholder=stakeholder)
    told = found.aggregate(
        found=Count("pk"),
        counting=Count("pk", filter=Q(decision__level__in=Level.values)),
        campaigns=Count("campaign", distinct=True, filter=Q(decision__level__in=Level.values)),
    )
    return GoesWith(accounts=stakeholder.handles.count(), **told)


def stakeholders_of(*, campaign: Campaign) -> QuerySet[Stakeholder]:
    """Return the register of a campaign's owner, by name."""
    return Stakeholder.objects.filter(register=campaign.owner_id).order_by("name", "pk")


def engagements_of(*, campaign: Campaign) -> QuerySet[Engagement]:
    """Return what was found of a campaign's stakeholders, the latest first."""
    found = Engagement.objects.filter(campaign=campaign)
    return found.select_related("campaign", "stakeholder__register", "mention", "decision").order_by("-on", "-pk")


def undecided(*, campaign: Campaign) -> QuerySet[Engagement]:
    """Return the suggestions that nobody has decided on yet."""
    return engagements_of(campaign=campaign).filter(decision=None)


def alike(*, engagement: Engagement) -> QuerySet[Engagement]:
    """Return what else waits of the same stakeholder in the campaign that was found in the same way."""
    waiting = undecided(campaign=engagement.campaign)
    return waiting.filter(stakeholder=engagement.stakeholder_id, source=engagement.source).exclude(pk=engagement.pk)


def waiting_alike(*, campaign: Campaign) -> dict[tuple[int, str], int]:
    """Return how many suggestions wait, by stakeholder and source."""
    waiting = Engagement.objects.filter(campaign=campaign, decision=None).values("stakeholder", "source")
    return {(row["stakeholder"], row["source"]): row["number"] for row in waiting.annotate(number=Count("pk"))}


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

    pk: int
    name: str
    kind: str
    area: str
    accounts: int
    engaged: int
    amplified: int
    acted: int
    first_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class Did:
    """Which of those that took part are asked for: by what they did at least once, and by kind; empty for all."""

    level: str = ""
    kind: str = ""


def taking_part(*, campaign: Campaign, did: Did = Did()) -> QuerySet[Stakeholder]:
    """Return the stakeholders that took part, by name: who stands behind the number.

    Whoever amplified or acted has engaged too. Each carries how often it `engaged`, `amplified` and `acted`, and the
    days `first_on` and `last_on`.
    """
    decided = Engagement.objects.filter(campaign=campaign, decision__level__in=Level.values)
    if did.level in {Level.AMPLIFIED, Level.ACTED}:
        decided = decided.filter(decision__level=did.level)
    counted = Q(engagements__campaign=campaign, engagements__decision__level__in=Level.values)
    amplified, acted = (counted & Q(engagements__decision__level=level) for level in (Level.AMPLIFIED, Level.ACTED))
    found = Stakeholder.objects.filter(pk__in=decided.values("stakeholder")).select_related("area")
    if did.kind:
        found = found.filter(kind=did.kind)
    return found.annotate(
        engaged=Count("engagements", filter=counted, distinct=True),
        amplified=Count("engagements", filter=amplified, distinct=True),
        acted=Count("engagements", filter=acted, distinct=True),
        first_on=Min("engagements__on", filter=counted),
        last_on=Max("engagements__on", filter=counted),
    ).order_by("name", "pk")


def involved(*, stakeholders: QuerySet[Stakeholder]) -> Iterator[Involved]:
    """Return what each of `taking_part` did, in its order."""
    listed = list(stakeholders)
    accounts = dict(
        StakeholderHandle.objects.filter(stakeholder__in=[one.pk for one in listed])
        .values_list("stakeholder")
        .annotate(number=Count("pk"))
        .order_by()
    )
    for one in listed:
        yield Involved(
            pk=one.pk,
            name=one.name,
            kind=str(one.get_kind_display()),
            area=one.area.name if one.area else "",
            accounts=accounts.get(one.pk, 0),
            engaged=one.engaged,  # type: ignore[attr-defined]
            amplified=one.amplified,  # type: ignore[attr-defined]
            acted=one.acted,  # type: ignore[attr-defined]
            first_on=one.first_on,  # type: ignore[attr-defined]
            last_on=one.last_on,  # type: ignore[attr-defined]
        )


def taking_part_finding(*, number: int, did: Did, many: int = MANY) -> Finding:
    """Return how many stakeholders did what is asked for, and whether they are more than `many`."""
    return Finding(
        table=Table.of(
            _("Stakeholders that took part"),
            (_("What they did"), _("Stakeholders")),
            ((str(Level(did.level or Level.ENGAGED).label), number),),
        ),
        sentence=_taking_part(did, is_more=number > many) % {"who": _who(number, did), "many": f"{many:,}"},
        caveats=(_("Each stakeholder is counted once; only what a person confirmed counts."),),
    )


def _who(number: int, did: Did) -> str:
    if not did.kind:
        return ngettext("%(n)s stakeholder", "%(n)s stakeholders", number) % {"n": f"{number:,}"}
    who = ngettext("%(n)s stakeholder of the kind “%(kind)s”", "%(n)s stakeholders of the kind “%(kind)s”", number)
    return who % {"n": f"{number:,}", "kind": StakeholderKind(did.kind).label}


def _taking_part(did: Did, *, is_more: bool) -> str:
    sentences = {
        (Level.ENGAGED, True): _("%(who)s engaged, more than %(many)s."),
        (Level.ENGAGED, False): _("%(who)s engaged, not more than %(many)s."),
        (Level.AMPLIFIED, True): _("%(who)s amplified, more than %(many)s."),
        (Level.AMPLIFIED, False): _("%(who)s amplified, not more than %(many)s."),
        (Level.ACTED, True): _("%(who)s acted, more than %(many)s."),
        (Level.ACTED, False): _("%(who)s acted, not more than %(many)s."),
    }
    return sentences[Level(did.level or Level.ENGAGED), is_more]


def stakeholders_finding(*, campaign: Campaign) -> Finding:
    """Return how many stakeholders engaged, amplified and acted."""
    told = reached(campaign=campaign)
    said = {name: f"{getattr(told, name):,}" for name in ("registered", "engaged", "amplified", "acted", "undecided")}
    return Finding(
        table=Table.of(
            _("Stakeholders that took part"),
            (_("What they did"), _("Stakeholders")),
            (
                (_("Engaged"), told.engaged),
                (_("of these: amplified"), told.amplified),
                (_("of these: acted"), told.acted),
            ),
        ),
        sentence=_(
            "%(engaged)s of the register’s %(registered)s stakeholders engaged: %(amplified)s amplified and "
            "%(acted)s acted."
        )
        % said,
        caveats=(
            _("Each stakeholder is counted once, however many accounts it has; only what a person confirmed counts."),
            _("Who amplified or acted has engaged too: the three are never added up."),
            ngettext(
                "%(undecided)s suggestion waits for a person.",
                "%(undecided)s suggestions wait for a person.",
                told.undecided,
            )
            % said,
        ),
    )
