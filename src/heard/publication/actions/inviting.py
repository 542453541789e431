"""Links that open a partner's toolkit: made by a manager for some days, opened without an account, taken back."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from heard.accounts import mail
from heard.accounts.actions import create_organisation, record
from heard.accounts.models import Organisation, OrganisationKind, User
from heard.campaigns import actions as campaigns
from heard.campaigns.models import Campaign, CampaignState, Channel, Partner
from heard.design.colours import DEFAULT_ACCENT
from heard.design.names import is_called
from heard.publication import letters, queries
from heard.publication.actions.placing import OwnLink, place_own_link
from heard.publication.models import ToolkitLink

SECRET_BYTES = 24
"""192 bits: more than anyone can guess, in 32 signs of an address."""

NOTED_EVERY = timedelta(minutes=5)
"""How much newer a use must be to be written down as the last one."""


class ToolkitLinkEnded(Exception):
    """The link was taken back, or its days are over."""


class AlreadyRevoked(Exception):
    """The link was taken back before."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A link as it was made, with its secret: the only moment at which anybody knows it."""

    link: ToolkitLink
    secret: str


@transaction.atomic
def make_toolkit_link(*, partner: Partner, days: int, by: User | None, now: datetime) -> Made:
    """Make a link that opens the partner's toolkit for some days."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = ToolkitLink.objects.create(
        partner=partner,
        token_hash=queries.hash_of(secret),
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    _record("publication.toolkit_link.made", link, by=by, now=now, days=days)
    return Made(link=link, secret=secret)


@transaction.atomic
def revoke_toolkit_link(*, link: ToolkitLink, by: User | None, now: datetime) -> None:
    """Take a link back: from now on it says whom to ask. Raises AlreadyRevoked."""
    held = ToolkitLink.objects.select_for_update().get(pk=link.pk)
    if held.revoked_at:
        raise AlreadyRevoked
    held.revoked_at = now
    held.save(update_fields=["revoked_at"])
    _record("publication.toolkit_link.revoked", link, by=by, now=now)


def open_toolkit(*, link: ToolkitLink, now: datetime) -> None:
    """Note that a link was used, now and then only. Raises ToolkitLinkEnded where it opens nothing any more."""
    if not link.is_open(now):
        raise ToolkitLinkEnded
    if link.last_used_at and now - link.last_used_at < NOTED_EVERY:
        return
    with transaction.atomic():
        is_first = bool(ToolkitLink.objects.filter(pk=link.pk, last_used_at=None).update(last_used_at=now))
        if is_first:
            _record("publication.toolkit_link.first_used", link, by=None, now=now)
        else:
            ToolkitLink.objects.filter(pk=link.pk).update(last_used_at=now)


def send_toolkit_link(*, made: Made, to: str, href: str, sender: User, now: datetime) -> bool:
    """Send the link by email, and return whether it went out. The address is not kept."""
    letter = letters.toolkit(link=made.link, href=href, sender=sender.full_name)
    return mail.send(to=to, subject=letter.subject, body=letter.body, now=now)


@dataclass(frozen=True, kw_only=True)
class Welcome:
    """What a manager says of a new partner: its name, where it will pass the campaign on first, and for how long."""

    name: str
    channels: tuple[Channel, ...]
    days: int


@transaction.atomic
def welcome_partner(*, campaign: Campaign, welcome: Welcome, by: User, now: datetime) -> Made:
    """Take in a partner by its name, place its first links and make the link that opens its toolkit.

    An organisation of that name, if there is one, is the partner; else a charity partner is added.
    Raises campaigns.AlreadyPartner and campaigns.CampaignClosed.
    """
    if campaign.state == CampaignState.CLOSED:
        raise campaigns.CampaignClosed
    organisation = Organisation.objects.filter(is_called(welcome.name), closed_at=None).first()
    if organisation is None:
        organisation = create_organisation(
            name=welcome.name,
            short_name="",
            kind=OrganisationKind.CHARITY_PARTNER,
            accent_colour=DEFAULT_ACCENT,
            mark=None,
            by=by,
            now=now,
        )
    partner = campaigns.add_partner(campaign=campaign, organisation=organisation, by=by, now=now)
    toolkit = queries.Toolkit(partner=partner, user=by)
    for channel in welcome.channels:
        place_own_link(toolkit=toolkit, own=OwnLink(channel=channel), now=now)
    return make_toolkit_link(partner=partner, days=welcome.days, by=by, now=now)


def _record(code: str, link: ToolkitLink, *, by: User | None, now: datetime, **detail: int) -> None:
    record(
        code=code,
        subject=link,
        by=by,
        now=now,
        organisation=link.partner.campaign.owner,
        organisation_name=link.partner.organisation.name,
        **detail,
    )
