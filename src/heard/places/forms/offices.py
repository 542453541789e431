"""What people answer about offices, and what makes an answer wrong."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.places import details
from heard.places.forms.details import DetailsForm, right
from heard.places.languages import names_of
from heard.places.models import Area, Office
from heard.places.queries import area_by_code, find_places

MOST_BYTES = 500 * 1024


class OfficeForm(DetailsForm):
    """How an office is called and reached."""

    name = fields.NameField(label=_("Name"), max_length=160)
    phone = fields.TextField(label=_("Phone"), required=False, max_length=40, width=20)
    text_relay = fields.TextField(
        label=_("Text relay"),
        hint=_("18001 and the number. Leave it empty, and it is made from the phone number"),
        required=False,
        max_length=40,
        width=20,
    )
    email = fields.TextField(label=_("Email address"), required=False, max_length=254)
    web = fields.TextField(
        label=_("Website"), hint=_("For example, https://www.example.org"), required=False, max_length=200
    )
    address = fields.TextareaField(
        label=_("Where to write to"),
        hint=_("A freepost or postal address, one line each"),
        required=False,
        rows=4,
        max_length=300,
    )
    hours = fields.TextareaField(
        label=_("When it is open"),
        hint=_("For example, Monday to Friday, 9am to 5pm; Saturday 10am to noon; closed on bank holidays"),
        required=False,
        rows=3,
        max_length=500,
    )
    languages = fields.TextField(
        label=_("Languages that are spoken"),
        hint=_("With semicolons between. For example, English; Urdu; BSL"),
        required=False,
        max_length=300,
    )

    @classmethod
    def of(cls, office: Office) -> "OfficeForm":
        """Return the form with what stands there now."""
        initial = {name: getattr(office, name) for name in cls.base_fields}
        return cls(initial={**initial, "languages": "; ".join(names_of(office.languages))})

    def clean_phone(self) -> str:
        """Return the number as the country spaces it."""
        return self.right_or_empty("phone", details.phone)

    def clean_text_relay(self) -> str:
        """Return the number of text relay."""
        return self.right_or_empty("text_relay", details.text_relay)

    def clean_email(self) -> str:
        """Return the address."""
        return self.right_or_empty("email", details.email)

    def clean_web(self) -> str:
        """Return the address of the website."""
        return self.right_or_empty("web", details.web)

    def clean_hours(self) -> str:
        """Return hours that can be read."""
        return self.right_or_empty("hours", details.hours)

    def clean_languages(self) -> list[str]:
        """Return the codes of the languages."""
        given: str = self.cleaned_data["languages"]
        return right(lambda: details.languages(given.split(";")))


class CoverageForm(forms.Form):
    """Which area an office covers, and between which days."""

    area = fields.TextField(
        label=_("Area"), hint=_("Its name or its official code. For example, Leeds or E08000035"), max_length=120
    )
    valid_from = fields.DateField(label=_("First day"), hint=_("Leave it empty if it always did"), required=False)
    valid_to = fields.DateField(label=_("Last day"), hint=_("Leave it empty if no end is known"), required=False)

    def clean_area(self) -> Area:
        """Return the one area of that code or name."""
        given: str = self.cleaned_data["area"]
        found = area_by_code(code=given.strip()) or _only(given)
        if found is None:
            raise ValidationError(_("There is not one area of this name or code. Write its official code"))
        return found

    def clean(self) -> dict[str, Any]:
        """Check that the days are the right way round."""
        given = super().clean() or self.cleaned_data
        first: date | None = given.get("valid_from")
        last: date | None = given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day must not be before the first day"))
        return given


def _only(name: str) -> Area | None:
    found = find_places(words=name)
    likeliest = [place for place in found if place.is_exact] or found
    return likeliest[0].area if len(likeliest) == 1 else None


class OfficesFileForm(forms.Form):
    """A list of offices, and whether it is all there is."""

    file = fields.FileField(
        label=_("The file"),
        hint=_("CSV, with the names of the columns in its first row"),
        accept=(".csv", ".txt", ".tsv"),
        max_bytes=MOST_BYTES,
    )
    is_full = fields.CheckboxField(
        label=_("This is the full list of our offices"),
        hint=_("Offices of yours that it leaves out are then closed. Their history stays."),
        required=False,
    )


class CheckedFileForm(forms.Form):
    """A list that was checked, to be taken in as it was."""

    content = fields.HiddenField(max_length=2 * MOST_BYTES)
    is_full = fields.HiddenField(required=False)
