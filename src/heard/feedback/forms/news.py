"""What a person is asked who wants to be told of news."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.feedback.models import NewsBy


class NewsForm(forms.Form):
    """How, and where."""

    by = fields.RadiosField(
        label=_("How do you want to be told?"),
        coerce=NewsBy,
        choices=[
            fields.Choice(value=NewsBy.EMAIL.value, label=_("By email"), reveals="email"),
            fields.Choice(value=NewsBy.TEXT.value, label=_("By text message"), reveals="phone"),
        ],
        error_messages={"required": _("Choose how you want to be told")},
    )
    email = fields.EmailField(label=_("Your email address"), max_length=200)
    phone = fields.PhoneField(label=_("Your mobile number"), max_length=30)
    mark = fields.HiddenField(max_length=32)

    def clean(self) -> dict[str, Any]:
        """Return the answers; what stands in the other way's box is nobody's to keep."""
        answers = super().clean() or self.cleaned_data
        by = answers.get("by")
        answers["address"] = answers.get("email" if by == NewsBy.EMAIL else "phone") or ""
        return answers


class NewsCodeForm(forms.Form):
    """The six digits that a text brought."""

    code = fields.TextField(
        label=_("The six digits that we sent you"),
        max_length=20,
        autocomplete="one-time-code",
        error_messages={"required": _("Enter the six digits")},
    )

    def clean_code(self) -> str:
        """Return the digits alone."""
        return "".join(each for each in str(self.cleaned_data["code"]) if each.isdecimal())
