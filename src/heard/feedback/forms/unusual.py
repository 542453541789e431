"""Weighing unusual arrivals."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.feedback.models import Surge, Weighing


class WeighForm(forms.Form):
    """Whether the forms count in figures, and why."""

    marks_optional: ClassVar[bool] = False

    seen = fields.HiddenField(required=False)
    weighing = fields.RadiosField(
        label=_("Do these forms count in figures?"),
        choices=[
            fields.Choice(
                value=Weighing.COUNTED,
                label=_("Keep counting them"),
                hint=_(
                    "Many people may have had a reason to write at once, or used a letter that someone wrote for them."
                ),
            ),
            fields.Choice(
                value=Weighing.SET_ASIDE,
                label=_("Set them aside from figures"),
                hint=_("They are still read, answered and kept. Figures say how many are set aside."),
            ),
        ],
    )
    reason = fields.TextField(label=_("Why?"), hint=_("Do not write names or contact details here."), max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None, *, surge: Surge) -> None:
        weighed = surge.weighed_at.isoformat() if surge.weighed_at else ""
        super().__init__(data, initial={"seen": weighed, "weighing": surge.weighing, "reason": surge.reason})

    @property
    def seen_at(self) -> datetime | None:
        """Return when the arrivals had been weighed as the person saw them; None where they had not."""
        return parse_datetime(str(self.cleaned_data.get("seen") or "").replace(" ", "+"))
