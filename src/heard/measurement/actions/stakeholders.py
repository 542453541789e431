"""Keeping the register of stakeholders, and saying what each did for a campaign: found by rule, decided by a person."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign, Placement
from heard.design.names import is_called
from heard.design.once import once
from heard.measurement.handles import handle_key, normal_handle
from heard.measurement.models import (
    Engagement,
    EngagementDecision,
    EngagementSource,
    Level,
    Mention,
    Stakeholder,
    StakeholderHandle,
)
from heard.places.models import Area

AT_ONCE = 300


class NameTaken(Exception):
    """The register has a stakeholder of this name."""


class HandleTaken(Exception):
    """The account is another stakeholder's."""


class NoSuchLevel(Exception):
    """There is no such thing that a stakeholder can do."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """A public account of a stakeholder; `followers` as given on the day `followers_on`."""

    network: str
    handle: str
    followers: int | None = None
    followers_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class StakeholderIn:
    """What is known of a stakeholder before it is in the register."""

    name: str
    kind: str
    accounts: tuple[Account, ...] = ()
    influence: str = ""
    area: Area | None = None
    keeper: User | None = None


def add_stakeholder(*, register: Organisation, told: StakeholderIn, by: User | None, now: datetime) -> Stakeholder:
    """Put a stakeholder in the register, with its accounts. Raises NameTaken or HandleTaken.

    Where an organisation in Heard has its name, it is that organisation.
    """
    if Stakeholder.objects.filter(is_called(told.name), register=register).exists():
        raise NameTaken
    with transaction.atomic():
        with once(NameTaken):
            made = Stakeholder.objects.create(
                register=register,
                name=told.name,
                kind=told.kind,
                area=told.area,
                influence=told.influence,
                keeper=told.keeper,
                body=_body_named(told.name, register),
                added_at=now,
                added_by=by,
            )
        for account in told.accounts:
            keep_account(stakeholder=made, account=account)
        record(code="measurement.stakeholder.added", subject=made, by=by, now=now, organisation=register)
    return made


def change_stakeholder(*, stakeholder: Stakeholder, told: StakeholderIn, by: User, now: datetime) -> None:
    """Change what is known of a stakeholder; its accounts stay as they are. Raises NameTaken.

    Where an organisation in Heard has its new name, it is that organisation from now on.
    """
    register = stakeholder.register
    if Stakeholder.objects.filter(is_called(told.name), register=register).exclude(pk=stakeholder.pk).exists():
        raise NameTaken
    if told.name != stakeholder.name:
        stakeholder.body = _body_named(told.name, register, stakeholder) or stakeholder.body
    stakeholder.name, stakeholder.kind, stakeholder.influence = told.name, told.kind, told.influence
    stakeholder.area, stakeholder.keeper = told.area, told.keeper
    with transaction.atomic():
        with once(NameTaken):
            stakeholder.save(update_fields=["name", "kind", "influence", "area", "keeper", "body"])
        record(code="measurement.stakeholder.changed", subject=stakeholder, by=by, now=now, organisation=register)


@transaction.atomic
def add_account(*, stakeholder: Stakeholder, account: Account, by: User, now: datetime) -> None:
    """Keep an account as the stakeholder's, at somebody's wish. Raises HandleTaken."""
    keep_account(stakeholder=stakeholder, account=account)
    record(
        code="measurement.stakeholder.account_added",
        subject=stakeholder,
        by=by,
        now=now,
        organisation=stakeholder.register,
        network=account.network,
    )


def keep_account(*, stakeholder: Stakeholder, account: Account) -> None:
    """Keep an account as the stakeholder's; the same again renews its followers where they are told.

    Raises HandleTaken.
    """
    key = handle_key(network=account.network, handle=account.handle)
    held = StakeholderHandle.objects.filter(
        register=stakeholder.register_id, network=account.network, handle_key=key
    ).first()
    if held and held.stakeholder_id != stakeholder.pk:
        raise HandleTaken
    told = {"followers": account.followers, "followers_on": account.followers_on}
    with once(HandleTaken):
        StakeholderHandle.objects.update_or_create(
            register_id=stakeholder.register_id,
            stakeholder=stakeholder,
            network=account.network,
            handle_key=key,
            defaults={
                "handle": normal_handle(network=account.network, handle=account.handle),
                **(told if account.followers is not None else {}),
            },
        )


@transaction.atomic
def remove_account(*, account: StakeholderHandle, by: User, now: datetime) -> None:
    """Take an account of a stakeholder out; what was found by it stays."""
    record(
        code="measurement.stakeholder.account_removed",
        subject=account.stakeholder,
        by=by,
        now=now,
        organisation=account.register,
        network=account.network,
    )
    account.delete()


@transaction.atomic
def remove_stakeholder(*, stakeholder: Stakeholder, by: User, now: datetime) -> None:
    """Take a stakeholder out of the register, with its accounts and all that was found of it."""
    record(
        code="measurement.stakeholder.removed",
        subject=stakeholder,
        by=by,
        now=now,
        organisation=stakeholder.register,
    )
    stakeholder.delete()


@transaction.atomic
def suggest_engagements(*, campaign: Campaign, now: datetime) -> int:
    """Suggest what the owner's stakeholders did, by mentions and links; return how many suggestions are new.

    A stakeholder with several accounts, on several networks, is one. What was suggested before is left as it is.
    """
    made = [*_by_mentions(campaign, now), *_by_links(campaign, now)]
    before = Engagement.objects.filter(campaign=campaign).count()
    Engagement.objects.bulk_create(made, ignore_conflicts=True, batch_size=AT_ONCE)
    return Engagement.objects.filter(campaign=campaign).count() - before


@transaction.atomic
def log_engagement(
    *, stakeholder: Stakeholder, campaign: Campaign, level: str, on: date, note: str, by: User, now: datetime
) -> Engagement:
    """Write down what somebody knows that a stakeholder did, by an email, a call or a meeting; they decide by it."""
    made, _ = Engagement.objects.get_or_create(
        stakeholder=stakeholder,
        campaign=campaign,
        digest=digest_of("log", on.isoformat(), level, note),
        defaults={
            "source": EngagementSource.LOG,
            "suggested": level,
            "on": on,
            "note": note,
            "found_at": now,
        },
    )
    decide(engagement=made, level=level, by=by, now=now)
    return made


@transaction.atomic
def decide(*, engagement: Engagement, level: str, by: User, now: datetime) -> None:
    """Keep what a person found it to be: a level, or nothing where it is none of ours. Raises NoSuchLevel."""
    if level and level not in Level.values:
        raise NoSuchLevel
    EngagementDecision.objects.update_or_create(engagement=engagement, defaults={"level": level, "by": by, "at": now})
    record(
        code="measurement.engagement.decided",
        subject=engagement,
        by=by,
        now=now,
        organisation=engagement.stakeholder.register,
        level=level or "NONE",
    )


@transaction.atomic
def decide_together(*, engagements: Iterable[Engagement], level: str, by: User, now: datetime) -> int:
    """Keep for each of several what a person found them all to be; return how many. Raises NoSuchLevel."""
    several = list(engagements)
    for engagement in several:
        decide(engagement=engagement, level=level, by=by, now=now)
    return len(several)


@transaction.atomic
def record_export(*, campaign: Campaign, stakeholders: int, by: User, now: datetime) -> None:
    """Write down that somebody took the list of a campaign's stakeholders away."""
    record(
        code="measurement.stakeholders.exported",
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        stakeholders=stakeholders,
    )


def _by_mentions(campaign: Campaign, now: datetime) -> Iterable[Engagement]:
    handles = {
        (network, key): stakeholder
        for network, key, stakeholder in StakeholderHandle.objects.filter(register=campaign.owner_id).values_list(
            "network", "handle_key", "stakeholder"
        )
    }
    keys = sorted({key for _network, key in handles})
    for start in range(0, len(keys), AT_ONCE):
        found = Mention.objects.filter(campaign=campaign, deleted_at=None, handle_key__in=keys[start : start + AT_ONCE])
        for mention in found.iterator():
            stakeholder = handles.get((mention.network, mention.handle_key))
            if stakeholder is not None:
                yield Engagement(
                    stakeholder_id=stakeholder,
                    campaign=campaign,
                    source=EngagementSource.MENTION,
                    mention=mention,
                    suggested=Level.AMPLIFIED,
                    on=localdate(mention.posted_at),
                    digest=digest_of("mention", mention.key),
                    found_at=now,
                )


def _by_links(campaign: Campaign, now: datetime) -> Iterable[Engagement]:
    """A partner with a link of its own that is not withdrawn has passed the campaign on, if a person finds so."""
    partners = Placement.objects.filter(campaign=campaign, partner__isnull=False, withdrawn_at=None)
    first: dict[int, Placement] = {}
    for placement in partners.select_related("partner").order_by("created_at"):
        first.setdefault(placement.partner.organisation_id, placement)  # type: ignore[union-attr]
    bodies = Stakeholder.objects.filter(register=campaign.owner_id, body__in=first)
    for stakeholder in bodies:
        placement = first[stakeholder.body_id]  # type: ignore[index]
        yield Engagement(
            stakeholder=stakeholder,
            campaign=campaign,
            source=EngagementSource.PARTNER,
            suggested=Level.AMPLIFIED,
            on=localdate(placement.created_at),
            digest=digest_of("partner", str(stakeholder.body_id)),
            found_at=now,
        )


def _body_named(name: str, register: Organisation, but: Stakeholder | None = None) -> Organisation | None:
    """Return the organisation of a name, where no other stakeholder of the register is it."""
    others = Stakeholder.objects.filter(register=register, body__isnull=False)
    others = others.exclude(pk=but.pk) if but else others
    return (
        Organisation.objects.filter(is_called(name))
        .exclude(pk=register.pk)
        .exclude(pk__in=others.values("body"))
        .order_by("pk")
        .first()
    )


def digest_of(*parts: str) -> str:
    """Return the hash by which what was found of a stakeholder in a campaign is suggested once."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
