"""Staff pages about urgent contacts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.design.pages import Page
from heard.design.tables import Cell
from heard.places.forms import ContactForm
from heard.places.models import UrgentContact
from heard.places.pages.listing import Row, cells


@dataclass(frozen=True, kw_only=True)
class ContactsPage(Page):
    """Whom people are told to call, with those first that wait to be checked."""

    template: ClassVar[str] = "places/contacts.jinja"

    columns: tuple[Cell, ...]
    expired: tuple[Row, ...]
    contacts: tuple[Row, ...]
    new_href: str


@dataclass(frozen=True, kw_only=True)
class ContactPage(Page):
    """One contact, to be added, changed or taken out."""

    template: ClassVar[str] = "places/contact.jinja"

    form: ContactForm
    withdraw_href: str


def contacts_page(*, contacts: Iterable[UrgentContact], today: date) -> ContactsPage:
    """Return the list of contacts that the reader may change."""
    every = list(contacts)
    expired = [contact for contact in every if contact.expires_on and contact.expires_on < today]
    return ContactsPage(
        title=_("Urgent contacts"),
        back_href=reverse("places:offices"),
        columns=cells(_("Whom"), _("For"), _("Area"), _("Number"), _("Checked"), _("Until")),
        expired=tuple(_row(contact) for contact in expired),
        contacts=tuple(_row(contact) for contact in every if contact not in expired),
        new_href=reverse("places:contact_new"),
    )


def _row(contact: UrgentContact) -> Row:
    return (
        Cell(text=contact.name, href=reverse("places:contact", args=[contact.pk])),
        *cells(
            str(contact.get_kind_display()),
            contact.area.name if contact.area else _("England"),
            contact.number or contact.text_number or contact.link,
            date_format(contact.checked_on, "j M Y") if contact.checked_on else _("not yet"),
            date_format(contact.expires_on, "j M Y") if contact.expires_on else _("no end"),
        ),
    )


def contact_page(*, contact: UrgentContact | None, form: ContactForm) -> ContactPage:
    """Return the page on which a contact is added or changed."""
    return ContactPage(
        title=_("Change %(name)s") % {"name": contact.name} if contact else _("Add an urgent contact"),
        has_errors=bool(form.errors),
        back_href=contacts_href(),
        form=form,
        withdraw_href=reverse("places:contact_withdraw", args=[contact.pk]) if contact else "",
    )


def contacts_href() -> str:
    """Return the address of the list of contacts."""
    return reverse("places:contacts")
