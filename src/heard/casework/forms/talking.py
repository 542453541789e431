"""What a person writes to an organisation from their own page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.feedback.actions.messaging import LONGEST
from heard.feedback.replies import new_mark


class ReplyForm(forms.Form):
    """A message, and to which organisation where there are several."""

    to = fields.RadiosField(
        label=_("Who do you want to write to?"),
        error_messages={"required": _("Choose who you want to write to")},
    )
    words = fields.TextareaField(
        label=_("Your message"),
        hint=_("Leave out names, phone numbers and addresses, your own too."),
        rows=6,
        attributes={"data-warn": ""},
        max_length=LONGEST,
        error_messages={"required": _("Write your message")},
    )
    mark = fields.HiddenField(max_length=32)

    def __init__(self, data: Mapping[str, Any] | None = None, *, several: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, initial={"mark": new_mark()})
        choices = list(several)
        if len(choices) > 1:
            self.fields["to"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["to"]
