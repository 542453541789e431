"""What an organisation is called and how it looks."""

from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.accounts import marks
from heard.accounts.models import OrganisationKind
from heard.design import fields, forms


class OrganisationForm(forms.Form):
    """Name, colour and mark."""

    name = fields.NameField(
        label=_("Name"),
        max_length=200,
        autocomplete="organization",
        error_messages={"required": _("Enter the organisation's name")},
    )
    short_name = fields.NameField(
        label=_("Short name"),
        hint=_("Shown at the top of each page, where space is scarce."),
        required=False,
        max_length=60,
    )
    accent_colour = fields.ColourField(label=_("Colour"), hint=_("A hash and six letters or digits, like #005eb8."))
    mark = fields.FileField(
        label=_("Mark"),
        hint=_("A picture up to 2 MB: PNG, JPEG, GIF or WebP. It will be made to fit 640 by 160 dots."),
        required=False,
        accept=(".png", ".jpg", ".jpeg", ".gif", ".webp"),
        max_bytes=marks.LARGEST_UPLOAD,
    )

    def clean_mark(self) -> bytes | None:
        """Return the picture as a PNG of our own making, or nothing where none was given."""
        upload: IO[bytes] | None = self.cleaned_data.get("mark")
        if not upload:
            return None
        try:
            return marks.encode(upload)
        except marks.UnreadableMark as unreadable:
            raise ValidationError(_("The file is not a picture that we can read. Choose another")) from unreadable
        except marks.MarkTooLarge as large:
            raise ValidationError(_("The picture is too large. Choose one with fewer dots")) from large


class EditedOrganisationForm(OrganisationForm):
    """The same, and what the organisation chose about its messages."""

    shows_staff_names = fields.CheckboxField(
        label=_("Messages to people who gave feedback show the name of who wrote"),
        hint=_("Otherwise people read only that somebody of your organisation wrote."),
        required=False,
    )


class NewOrganisationForm(OrganisationForm):
    """The same, and what kind of organisation it is."""

    field_order = ("name", "short_name", "kind", "accent_colour", "mark")

    kind = fields.RadiosField(
        label=_("Kind of organisation"),
        choices=OrganisationKind.choices,
        coerce=OrganisationKind,
        error_messages={"required": _("Choose what kind of organisation it is")},
    )
