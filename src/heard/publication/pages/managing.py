"""What managers see of partners' toolkits: whose there are, by which links they open, and a link as it was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.queries import public_name
from heard.campaigns.models import Campaign, Partner
from heard.campaigns.pages.asking import ConfirmPage
from heard.campaigns.pages.shown import campaign_href
from heard.design.clock import day_of
from heard.design.dates import said_day, said_moment
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.tables import Cell, Cells, Column, TagCell, heads
from heard.publication import addresses
from heard.publication.models import ToolkitLink
from heard.publication.pages.links import ToCopy
from heard.publication.queries import Toolkit


@dataclass(frozen=True, kw_only=True)
class ToolkitsPage(Page):
    """The partners of a campaign with their toolkits, and the form that takes in another."""

    template: ClassVar[str] = "publication/toolkits.jinja"

    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    form: Form


@dataclass(frozen=True, kw_only=True)
class PartnerPage(Page):
    """One partner's toolkit and the links that open it."""

    template: ClassVar[str] = "publication/partner.jinja"

    caption: str
    toolkit_href: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    form: Form


@dataclass(frozen=True, kw_only=True)
class MadePage(Page):
    """A link that was made just now: the one time that it is shown."""

    template: ClassVar[str] = "publication/made.jinja"

    address: ToCopy
    sent: str
    is_sent_wrong: bool
    sentences: tuple[str, ...]
    partner_href: str


def toolkits_page(
    *, campaign: Campaign, partners: Iterable[Partner], open_links: dict[int, int], form: Form
) -> ToolkitsPage:
    """Return the partners of a campaign; `open_links` says how many links open each one's toolkit, by partner."""
    return ToolkitsPage(
        title=_("Partners’ toolkits"),
        columns=heads(_("Partner"), _("Links that open its toolkit")),
        rows=tuple(
            (
                Cell(text=public_name(organisation=partner.organisation), href=partner_href(partner)),
                str(open_links.get(partner.pk, 0)),
            )
            for partner in partners
        ),
        form=form,
        has_errors=bool(form.errors),
        back_href=campaign_href(campaign),
    )


def partner_page(*, partner: Partner, links: Iterable[ToolkitLink], form: Form, now: datetime) -> PartnerPage:
    """Return one partner's toolkit and the links that open it, or did."""
    return PartnerPage(
        title=public_name(organisation=partner.organisation),
        caption=partner.campaign.title,
        toolkit_href=addresses.toolkit_href(Toolkit(partner=partner)),
        columns=heads(_("Made"), _("State"), _("Works until"), _("Last used"), _("Made by"), _("Take back")),
        rows=tuple(_row(partner, link, now=now) for link in links),
        form=form,
        has_errors=bool(form.errors),
        back_href=reverse("publication:toolkits", args=[partner.campaign.slug]),
    )


def made_page(*, link: ToolkitLink, secret: str, sent_to: str, is_sent: bool) -> MadePage:
    """Return the link as it was made; `sent_to` is the address that it was sent to, if any."""
    if sent_to and is_sent:
        sent = _("We sent it to %(email)s.") % {"email": sent_to}
    elif sent_to:
        sent = _("The email to %(email)s could not be sent. Copy the link and send it yourself.") % {"email": sent_to}
    else:
        sent = ""
    return MadePage(
        title=_("The toolkit of %(partner)s is ready")
        % {"partner": public_name(organisation=link.partner.organisation)},
        address=ToCopy(id="address", label=_("The link that opens it"), words=addresses.held_address(secret)),
        sent=sent,
        is_sent_wrong=bool(sent_to) and not is_sent,
        sentences=(
            _("Copy the link now: we do not keep it, so it is shown this once."),
            _(
                "It works until %(day)s, without an account or a password. Whoever has it can open this toolkit and no"
                " other."
            )
            % {"day": _day(link.expires_at)},
        ),
        partner_href=partner_href(link.partner),
    )


def revoke_page(*, link: ToolkitLink) -> ConfirmPage:
    """Return what a manager reads before a link stops opening the toolkit."""
    return ConfirmPage(
        title=_("Take back a link to the toolkit of %(partner)s")
        % {"partner": public_name(organisation=link.partner.organisation)},
        sentences=(
            _("Whoever has it reads that it no longer works, and whom to ask."),
            _("The partner’s own links, posters and posts go on working."),
        ),
        button=_("Take back the link"),
        is_warning=True,
        back_href=partner_href(link.partner),
    )


def partner_href(partner: Partner) -> str:
    """Return the address of the page on which a partner's toolkit is managed."""
    return reverse("publication:partner", args=[partner.campaign.slug, partner.organisation.slug])


def _row(partner: Partner, link: ToolkitLink, *, now: datetime) -> Cells:
    is_open = link.is_open(now)
    state = _("Open") if is_open else _("Taken back") if link.revoked_at else _("Its days are over")
    revoke = reverse("publication:revoke", args=[partner.campaign.slug, partner.organisation.slug, link.pk])
    return (
        _day(link.made_at),
        TagCell(text=state, tone="good" if is_open else ""),
        _day(link.expires_at),
        said_moment(link.last_used_at) if link.last_used_at else _("Never"),
        link.made_by.full_name if link.made_by else _("The site"),
        Cell(text=_("Take back"), href=revoke) if is_open else "–",
    )


def _day(moment: datetime) -> str:
    return said_day(day_of(moment))
