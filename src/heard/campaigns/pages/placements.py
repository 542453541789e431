"""Pages about one link: its address and QR code, its code, and its end."""

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.queries import public_name
from heard.campaigns import links
from heard.campaigns.arriving import Trail
from heard.campaigns.forms.placing import CodeForm, PrintForm
from heard.campaigns.models import Placement
from heard.campaigns.pages.asking import AskPage, ConfirmPage, ask_page
from heard.campaigns.pages.shown import Fact, StateTag, campaign_href, leads_to, link_state_of, placement_href, seen_at
from heard.campaigns.preview import preview_token
from heard.design.dates import said_moment
from heard.design.languages import language_of
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class PlacementPage(Page):
    """One link: its address to copy, its QR code to download, where it stands and leads."""

    template: ClassVar[str] = "campaigns/placement.jinja"

    address: str
    preview_address: str
    qr_src: str
    qr_words: str
    download_action: str
    form: PrintForm
    facts: tuple[Fact, ...]
    code_href: str
    when_href: str
    withdraw_href: str
    state: StateTag


def placement_page(*, placement: Placement, form: PrintForm, can_change: bool, can_recode: bool) -> PlacementPage:
    """Return one link's page."""
    campaign = placement.campaign
    address = links.short_address(placement.code)
    is_withdrawn = placement.withdrawn_at is not None
    preview = Trail(preview=preview_token(campaign_id=campaign.pk))

    def at(name: str) -> str:
        return reverse(f"campaigns:{name}", args=[campaign.slug, placement.code])

    return PlacementPage(
        title=placement.code,
        has_errors=bool(form.errors),
        back_href=campaign_href(campaign),
        address=address,
        preview_address=f"{address}{preview.query}",
        qr_src=at("qr_image"),
        qr_words=_("QR code of %(address)s") % {"address": address},
        download_action=at("qr_download"),
        form=form,
        facts=(
            Fact(key=_("Where people see it"), value=seen_at(placement)),
            Fact(key=_("Paid for"), value=_("Yes") if placement.is_paid else _("No")),
            Fact(
                key=_("Partner"),
                value=public_name(organisation=placement.partner.organisation) if placement.partner else _("None"),
            ),
            Fact(key=_("Wave"), value=placement.wave.name if placement.wave else _("None")),
            Fact(key=_("Area"), value=placement.area.name if placement.area else _("Any")),
            Fact(key=_("Leads to"), value=leads_to(placement)),
            Fact(key=_("Goes out"), value=_goes_out(placement)),
            Fact(key=_("Language"), value=language_of(placement.language).name),
        ),
        when_href=at("schedule") if can_change and not is_withdrawn else "",
        code_href=at("code") if can_recode else "",
        withdraw_href=at("withdraw") if can_change and not is_withdrawn else "",
        state=link_state_of(placement),
    )


def _goes_out(placement: Placement) -> str:
    if placement.goes_out_at is None:
        return _("Not said")
    return said_moment(placement.goes_out_at)


def code_page(*, placement: Placement, form: CodeForm) -> AskPage:
    """Return the page on which a link gets another code."""
    return ask_page(
        title=_("Change the link %(code)s") % {"code": placement.code},
        form=form,
        button=_("Save"),
        back_href=placement_href(placement),
        sentences=(_("You can change it until someone follows the link."),),
    )


def withdraw_page(*, placement: Placement) -> ConfirmPage:
    """Return what a manager reads before a link stops leading on."""
    return ConfirmPage(
        title=_("Withdraw the link %(code)s") % {"code": placement.code},
        sentences=(
            _("The link will say that it is no longer used, and where to turn. What was counted stays."),
            _("You cannot bring it back."),
        ),
        button=_("Withdraw the link"),
        is_warning=True,
        back_href=placement_href(placement),
    )
