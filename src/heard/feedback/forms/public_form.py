"""The one form of the public pages that is not made of questions: tell us now."""

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms


class UrgentForm(forms.Form):
    """One line about someone at risk, and a number to call back on."""

    words = fields.TextareaField(
        label=_("What is happening, and where?"),
        hint=_("One line is enough."),
        max_length=2000,
        rows=3,
        attributes={"data-warn": ""},
        error_messages={"required": _("Write what is happening. One line is enough")},
    )
    phone = fields.PhoneField(
        label=_("A number to call you on"),
        hint=_("Only if it is safe. Someone else may answer."),
        required=False,
        autocomplete="tel",
    )
    mark = fields.HiddenField(max_length=40)
