"""The forms of a person who comes back with their code."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.feedback.pages.codes import what_is_wrong
from heard.feedback.receipts import NotAReceipt, parse
from heard.feedback.receipts.typed import LONGEST

MOST_ADDED = 5000


class CodeForm(forms.Form):
    """The code, in words or in digits."""

    code = fields.TextareaField(
        label=_("Your code"),
        hint=_("Nine words, or 30 digits. Small mistakes in spelling do not matter."),
        rows=3,
        autocomplete="off",
        attributes={"dir": "ltr", "spellcheck": "false", "autocapitalize": "none", "autocorrect": "off"},
        error_messages={"required": _("Enter your code: nine words, or 30 digits")},
    )
    proof = fields.HiddenField(required=False, max_length=8000)
    slip = fields.HiddenField(required=False, max_length=200)

    def clean_code(self) -> str:
        """Return the code as it is printed."""
        typed = str(self.cleaned_data["code"])
        try:
            return parse(typed[: LONGEST + 1])
        except NotAReceipt as refusal:
            raise ValidationError(what_is_wrong(refusal)) from None


class AddForm(forms.Form):
    """More words on a piece."""

    words = fields.TextareaField(
        label=_("What do you want to add?"),
        hint=_("Leave out names, phone numbers and addresses, your own too."),
        rows=8,
        attributes={"data-warn": ""},
        max_length=MOST_ADDED,
        error_messages={"required": _("Write what you want to add")},
    )
    mark = fields.HiddenField(max_length=40)
