"""A file of daily counts."""

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms

LARGEST = 50 * 1024 * 1024


class CountsForm(forms.Form):
    """Asks for the file, and whether it is only to be checked."""

    file = fields.FileField(
        label=_("File of daily counts"),
        hint=_("CSV or XLSX, up to 50 MB"),
        accept=(".csv", ".tsv", ".txt", ".xlsx"),
        max_bytes=LARGEST,
    )
    step = fields.RadiosField(
        label=_("What to do"),
        choices=[
            ("check", _("Only check the file")),
            ("take", _("Bring in the counts, if every row can be used")),
        ],
        initial="check",
    )
