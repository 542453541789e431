"""The register of stakeholders, and the page of one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.campaigns.pages.asking import AskPage, ConfirmPage, ask_page
from heard.design.dates import said_day
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.design.tables import Cell, Cells, Column, heads
from heard.measurement.models import (
    Engagement,
    EngagementSource,
    Influence,
    Level,
    Network,
    Stakeholder,
    StakeholderHandle,
    StakeholderKind,
)
from heard.measurement.pages.files import BringInPage, FileColumn
from heard.measurement.queries.stakeholders import GoesWith


class Fact(NamedTuple):
    """One thing that is known, and what it is."""

    key: str
    value: str


class AccountShown(NamedTuple):
    """An account of a stakeholder, and where it is taken out."""

    network: str
    handle: str
    followers: str
    remove_href: str


@dataclass(frozen=True, kw_only=True)
class StakeholdersPage(Page):
    """The register, by name, with the forms that search it and add to it."""

    template: ClassVar[str] = "measurement/stakeholders.jinja"

    form: Form
    which: Form
    is_filtered: bool
    clear_href: str
    import_href: str
    columns: tuple[Column, ...]
    entries: tuple[Cells, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class StakeholderPage(Page):
    """One stakeholder: what is known of it, its accounts, and what was found and decided of it."""

    template: ClassVar[str] = "measurement/stakeholder.jinja"

    register: str
    facts: tuple[Fact, ...]
    change_href: str
    remove_href: str
    accounts: tuple[AccountShown, ...]
    form: Form
    columns: tuple[Column, ...]
    found: tuple[Cells, ...]
    pager: Pager


def stakeholders_page(
    *, form: Form, which: Form, is_filtered: bool, stakeholders: Iterable[Stakeholder], pager: Pager
) -> StakeholdersPage:
    """Return the register, or those in it that are looked for."""
    return StakeholdersPage(
        title=_("Stakeholders"),
        has_errors=bool(form.errors),
        back_href=reverse("measurement:campaigns"),
        form=form,
        which=which,
        is_filtered=is_filtered,
        clear_href=reverse("measurement:stakeholders") if is_filtered else "",
        import_href=reverse("measurement:stakeholders_import"),
        columns=heads(_("Name"), _("Kind"), _("Area"), _("Listened to"), _("Owns the relationship"), _("Accounts")),
        entries=tuple(_entry(one) for one in stakeholders),
        pager=pager,
    )


def bring_in_page(*, form: Form, problem: str = "", faults: tuple[str, ...] = ()) -> BringInPage:
    """Return the page on which a file of stakeholders is brought in."""
    return BringInPage(
        title=_("Bring in a file of stakeholders"),
        has_errors=bool(form.errors or problem or faults),
        back_href=reverse("measurement:stakeholders"),
        form=form,
        sentences=(
            _("One row for each account. Rows with the same name are one stakeholder, however many networks it is on."),
            _(
                "Of a stakeholder that is in the register already, what is empty is filled in, accounts are added and"
                " followers renewed; all else is changed on its own page."
            ),
        ),
        columns=(
            FileColumn("name", _("The name of the organisation or public figure.")),
            FileColumn("kind", _among(StakeholderKind)),
            FileColumn("area", _("The name or official code of an area, or nothing.")),
            FileColumn("influence", _("%(among)s Or nothing.") % {"among": _among(Influence)}),
            FileColumn("keeper", _("The email address of whoever of the staff owns the relationship, or nothing.")),
            FileColumn("network", _("%(among)s Or nothing.") % {"among": _among(Network)}),
            FileColumn(
                "handle",
                _("The account there. For email an address, or what stands after the @ for everybody there."),
            ),
            FileColumn("followers", _("How many followers the account has, or nothing.")),
            FileColumn("followers_on", _("The day on which it had so many, as 2020-07-08.")),
        ),
        example_href=reverse("measurement:stakeholders_example"),
        file_id="id_file-file",
        problem=problem,
        faults=faults,
    )


def stakeholder_page(
    *, stakeholder: Stakeholder, keeper_is_here: bool, form: Form, found: Iterable[Engagement], pager: Pager
) -> StakeholderPage:
    """Return the page of one; `keeper_is_here` where whoever owns the relationship may still use the register."""
    return StakeholderPage(
        title=stakeholder.name,
        has_errors=bool(form.errors),
        back_href=reverse("measurement:stakeholders"),
        register=stakeholder.register.name,
        facts=tuple(_facts(stakeholder, keeper_is_here=keeper_is_here)),
        change_href=reverse("measurement:change_stakeholder", args=[stakeholder.pk]),
        remove_href=reverse("measurement:remove_stakeholder", args=[stakeholder.pk]),
        accounts=tuple(_account(one) for one in stakeholder.handles.all()),
        form=form,
        columns=heads(_("Campaign"), _("Day"), _("How it was found"), _("Suggested"), _("Decided"), _("Change")),
        found=tuple(_found(one) for one in found),
        pager=pager,
    )


def change_page(*, stakeholder: Stakeholder, form: Form) -> AskPage:
    """Return the page on which what is known of a stakeholder is changed."""
    return ask_page(
        title=_("Change what is known of %(name)s") % {"name": stakeholder.name},
        form=form,
        button=_("Save"),
        back_href=stakeholder_href(stakeholder),
        sentences=(_("What was found and decided of it stays, under the new name."),),
    )


def remove_page(*, stakeholder: Stakeholder, lost: GoesWith) -> ConfirmPage:
    """Return what somebody reads before a stakeholder is taken out."""
    accounts = ngettext("%(n)s account", "%(n)s accounts", lost.accounts) % {"n": f"{lost.accounts:,}"}
    findings = ngettext("%(n)s thing", "%(n)s things", lost.found) % {"n": f"{lost.found:,}"}
    counts = ngettext(
        "It counts in %(n)s campaign, whose number of stakeholders becomes one less.",
        "It counts in %(n)s campaigns, whose numbers of stakeholders become one less each.",
        lost.campaigns,
    ) % {"n": f"{lost.campaigns:,}"}
    return ConfirmPage(
        title=_("Take %(name)s out of the register") % {"name": stakeholder.name},
        sentences=(
            _("With it go %(accounts)s and %(findings)s that were found of it. They cannot be brought back.")
            % {"accounts": accounts, "findings": findings},
            *((counts,) if lost.campaigns else ()),
            _("The audit log keeps that a stakeholder was there, without its name."),
        ),
        button=_("Take it out"),
        is_warning=True,
        back_href=stakeholder_href(stakeholder),
    )


def stakeholder_href(stakeholder: Stakeholder) -> str:
    """Return the address of a stakeholder's page."""
    return reverse("measurement:stakeholder", args=[stakeholder.pk])


def _among(choices: "type[StakeholderKind | Influence | Network]") -> str:
    return _("One of: %(all)s.") % {"all": ", ".join(one.value.lower() for one in choices)}


def _entry(one: Stakeholder) -> Cells:
    return (
        Cell(text=one.name, href=stakeholder_href(one)),
        str(one.get_kind_display()),
        one.area.name if one.area else _("No one area"),
        str(one.get_influence_display()),
        one.keeper.full_name if one.keeper else _("Nobody yet"),
        ", ".join(f"{Network(account.network).label}: {account.handle}" for account in one.handles.all()),
    )


def _facts(one: Stakeholder, *, keeper_is_here: bool) -> Iterable[Fact]:
    yield Fact(_("Kind"), str(one.get_kind_display()))
    yield Fact(_("Area"), one.area.name if one.area else _("No one area"))
    yield Fact(_("How far it is listened to"), str(one.get_influence_display()) or _("Not judged yet"))
    keeper = one.keeper.full_name if one.keeper else _("Nobody yet")
    if one.keeper and not keeper_is_here:
        keeper = _("%(name)s, who no longer uses the register. Choose somebody else.") % {"name": keeper}
    yield Fact(_("Who owns the relationship"), keeper)
    if one.body:
        told = _("It is %(name)s in Heard. Links that it passes on as a partner are found by themselves.")
        yield Fact(_("Organisation"), told % {"name": one.body.name})


def _account(one: StakeholderHandle) -> AccountShown:
    followers = ""
    if one.followers is not None and one.followers_on:
        told = {"followers": f"{one.followers:,}", "day": said_day(one.followers_on)}
        followers = _("%(followers)s on %(day)s") % told
    return AccountShown(
        str(Network(one.network).label),
        one.handle,
        followers or _("Not known"),
        reverse("measurement:remove_account", args=[one.stakeholder_id, one.pk]),
    )


def _found(one: Engagement) -> Cells:
    source = str(EngagementSource(one.source).label)
    decision = getattr(one, "decision", None)
    decided = _("Waits for a person")
    if decision:
        what = str(Level(decision.level).label) if decision.level else _("Nothing to do with this campaign")
        told = {"what": what, "who": decision.by.full_name, "day": said_day(localdate(decision.at))}
        decided = _("%(what)s (%(who)s, %(day)s)") % told
    return (
        Cell(text=one.campaign.title, href=reverse("measurement:engagements", args=[one.campaign.slug])),
        said_day(one.on),
        f"{source}: {one.note}" if one.note else source,
        str(Level(one.suggested).label),
        decided,
        Cell(
            text=_("Decide again: %(day)s") % {"day": said_day(one.on)}
            if decision
            else _("Decide: %(day)s") % {"day": said_day(one.on)},
            href=reverse("measurement:decide_engagement", args=[one.campaign.slug, one.pk]),
        ),
    )
