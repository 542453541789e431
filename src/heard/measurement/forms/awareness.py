"""A file of survey waves."""

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms

LARGEST = 5 * 1024 * 1024


class SurveyForm(forms.Form):
    """Asks for the file, and whether it is only to be checked."""

    file = fields.FileField(
        label=_("File of survey waves"),
        hint=_("CSV or XLSX, up to 5 MB"),
        accept=(".csv", ".tsv", ".txt", ".xlsx"),
        max_bytes=LARGEST,
    )
    step = fields.RadiosField(
        label=_("What to do"),
        choices=[("check", _("Only check the file")), ("take", _("Bring it in, if every row can be used"))],
        initial="check",
    )
