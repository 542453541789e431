"""Organisations and how they present themselves."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.brands import mark_href
from heard.accounts.models import Organisation
from heard.accounts.pages import words
from heard.accounts.pages.people import InvitePage
from heard.design.forms import Form
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class OrganisationRow:
    """One line of the list."""

    name: str
    kind: str
    href: str
    invite_href: str
    history_href: str
    ended: str = ""


@dataclass(frozen=True, kw_only=True)
class OrganisationsPage(Page):
    """Every organisation that the reader may change, and those that have ended and whose history they may read."""

    template: ClassVar[str] = "accounts/organisations.jinja"

    rows: tuple[OrganisationRow, ...]
    others: tuple[OrganisationRow, ...]
    ended: tuple[OrganisationRow, ...]
    new_href: str

    @classmethod
    def of(
        cls,
        *,
        organisations: Iterable[Organisation],
        orphans: Container[int],
        may_found: bool,
        visible: Iterable[Organisation],
    ) -> Self:
        """Return the list; `orphans` are those that nobody administers, which only founders may change.

        `visible` are all whose history the reader may read.
        """
        editable = list(organisations)
        seen = [each for each in visible if each not in editable]
        return cls(
            title=_("Organisations"),
            new_href=reverse("accounts:organisation_new") if may_found else "",
            rows=tuple(
                OrganisationRow(
                    name=each.name,
                    kind=str(each.get_kind_display()),
                    href=reverse("accounts:organisation", args=[each.slug]),
                    history_href=_history(each),
                    invite_href=reverse("accounts:first_administrator", args=[each.slug])
                    if may_found and each.pk in orphans
                    else "",
                )
                for each in editable
            ),
            others=tuple(_seen(each) for each in seen if each.closed_at is None),
            ended=tuple(_seen(each) for each in seen if each.closed_at is not None),
        )


def _history(organisation: Organisation) -> str:
    return reverse("accounts:organisation_history", args=[organisation.slug])


def _seen(organisation: Organisation) -> OrganisationRow:
    keeper = organisation.kept_by
    return OrganisationRow(
        name=organisation.name,
        kind=str(organisation.get_kind_display()),
        href=_history(organisation),
        history_href=_history(organisation),
        invite_href="",
        ended=_("%(keeper)s, since %(day)s") % {"keeper": keeper.name, "day": words.day(organisation.closed_at)}
        if keeper and organisation.closed_at
        else "",
    )


@dataclass(frozen=True, kw_only=True)
class OrganisationPage(Page):
    """Asks what an organisation is called and how it looks."""

    template: ClassVar[str] = "accounts/organisation.jinja"

    form: Form
    button: str
    mark_href: str

    @classmethod
    def to_add(cls, *, form: Form) -> Self:
        """Return the page for a new organisation."""
        return cls(
            title=_("Add an organisation"),
            form=form,
            has_errors=bool(form.errors),
            button=_("Add the organisation"),
            mark_href="",
            back_href=reverse("accounts:organisations"),
        )

    @classmethod
    def to_edit(cls, *, organisation: Organisation, form: Form) -> Self:
        """Return the page of one that exists."""
        return cls(
            title=organisation.name,
            form=form,
            has_errors=bool(form.errors),
            button=_("Save"),
            mark_href=mark_href(organisation),
            back_href=reverse("accounts:organisations"),
        )


def first_administrator_page(*, organisation: Organisation, form: Form) -> InvitePage:
    """Return the page that asks who will administer an organisation first."""
    return InvitePage(
        title=_("Invite the first administrator"),
        organisation=organisation.name,
        form=form,
        has_errors=bool(form.errors),
        back_href=reverse("accounts:organisations"),
    )
