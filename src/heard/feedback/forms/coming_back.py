"""The form of a person who comes back to a form that they saved."""

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms


class ComeBackForm(forms.Form):
    """The code of a saved form, in words or in digits; `instead` leaves the form that is open here."""

    code = fields.TextareaField(
        label=_("Your code"),
        hint=_("Nine words, or 30 digits. Small mistakes in spelling do not matter."),
        rows=3,
        autocomplete="off",
        attributes={"dir": "ltr", "spellcheck": "false", "autocapitalize": "none", "autocorrect": "off"},
        error_messages={"required": _("Enter your code: nine words, or 30 digits")},
    )
    instead = fields.HiddenField(required=False, max_length=1)
