"""What people answer about urgent contacts, and what makes an answer wrong."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.design import fields
from heard.places import details
from heard.places.forms.details import DetailsForm, right
from heard.places.languages import names_of
from heard.places.models import LOCAL_KINDS, Area, ContactKind, UrgentContact

NEVER_EXPIRING = (ContactKind.EMERGENCY, ContactKind.URGENT_HEALTH)


class ContactForm(DetailsForm):
    """Whom to call, for whom, and how long that stands."""

    kind = fields.SelectField(label=_("What it is for"), choices=ContactKind.choices)
    area = fields.SelectField(label=_("Area"), required=False, blank=_("Everywhere in England"))
    name = fields.NameField(label=_("Whom people reach"), max_length=120)
    number = fields.TextField(label=_("Number"), required=False, max_length=40, width=20)
    text_number = fields.TextField(label=_("Number for text messages"), required=False, max_length=40, width=20)
    text_word = fields.TextField(label=_("Word to text"), required=False, max_length=20, width=10)
    link = fields.TextField(label=_("Website"), required=False, max_length=200)
    note = fields.TextField(
        label=_("What it is for, in a few words"),
        hint=_("For example, If an adult is being hurt or neglected"),
        required=False,
        max_length=200,
    )
    hours = fields.TextareaField(
        label=_("When it answers"),
        hint=_("For example, Monday to Friday, 9am to 5pm; weekends, at any time"),
        required=False,
        rows=3,
        max_length=500,
    )
    languages = fields.TextField(
        label=_("Languages that are spoken"), hint=_("With semicolons between"), required=False, max_length=300
    )
    source = fields.TextField(label=_("Where it is published"), max_length=300)
    checked_on = fields.DateField(label=_("Checked on"))
    expires_on = fields.DateField(
        label=_("To be checked again after"),
        hint=_("After this day nobody is told of it until someone checks it"),
        required=False,
    )

    def __init__(self, *args: Any, areas: Iterable[Area], may_be_everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {area.code: area for area in areas}
        self.fields["area"].choices = [(code, area.name) for code, area in self.by_code.items()]  # type: ignore[attr-defined]
        if not may_be_everywhere:
            self.fields["area"].required = True
            self.fields["area"].blank = _("Choose one")  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(contact: UrgentContact) -> dict[str, Any]:
        """Return what stands there now."""
        same = ("kind", "name", "number", "text_number", "text_word", "link", "note", "hours", "source")
        days = {"checked_on": contact.checked_on, "expires_on": contact.expires_on}
        area = contact.area.code if contact.area else ""
        languages = "; ".join(names_of(contact.languages))
        return {**{name: getattr(contact, name) for name in same}, **days, "area": area, "languages": languages}

    def clean_area(self) -> Area | None:
        """Return the area; nothing for everywhere."""
        return self.by_code.get(self.cleaned_data["area"] or "")

    def clean_number(self) -> str:
        """Return the number, in the spacing by which it is known."""
        return self.right_or_empty("number", lambda text: details.phone(text, keeps_spacing=True))

    def clean_text_number(self) -> str:
        """Return the number for text messages."""
        return self.right_or_empty("text_number", details.text_number)

    def clean_link(self) -> str:
        """Return the address of the website."""
        return self.right_or_empty("link", details.web)

    def clean_hours(self) -> str:
        """Return hours that can be read."""
        return self.right_or_empty("hours", details.hours)

    def clean_languages(self) -> tuple[str, ...]:
        """Return the codes of the languages."""
        given: str = self.cleaned_data["languages"]
        return tuple(right(lambda: details.languages(given.split(";"))))

    def clean(self) -> dict[str, Any]:
        """Check that there is a way to reach it, and that the days are the right way round."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not (given.get("number") or given.get("text_number") or given.get("link")):
            self.add_error("number", _("Write a number, a number for text messages or a website"))
        checked, expires = given.get("checked_on"), given.get("expires_on")
        if not expires and "expires_on" not in self.errors and given.get("kind") not in NEVER_EXPIRING:
            self.add_error("expires_on", _("Write the day after which it is to be checked again"))
        if checked and expires and expires < checked:
            self.add_error("expires_on", _("It must not be before the day on which it was checked"))
        if given.get("kind") in LOCAL_KINDS and "area" in given and given["area"] is None:
            self.add_error("area", _("Safeguarding is a council's: choose its area"))
        return given
