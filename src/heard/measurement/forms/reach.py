"""Whom a campaign could reach, and what its channels share."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.measurement.actions.reaching import OverlapIn


class PopulationForm(forms.Form):
    """How many people could be reached, who they are, and by which source."""

    people = fields.IntegerField(
        label=_("How many people could be reached"), min_value=1, max_value=10_000_000_000, width=20
    )
    who = fields.TextField(label=_("Who they are"), hint=_("Such as: adults in England"), max_length=120)
    source = fields.TextField(
        label=_("Where that number comes from"), hint=_("Such as: mid-year estimate, 2020"), max_length=200
    )


class OverlapForm(forms.Form):
    """How many people two channels share, by a survey that asked where people saw it."""

    marks_optional: ClassVar[bool] = False

    first = fields.SelectField(label=_("One channel"), blank=_("Choose"))
    second = fields.SelectField(label=_("The other"), blank=_("Choose"))
    low = fields.IntegerField(label=_("They share at least"), hint=_("People"), min_value=0, width=20)
    high = fields.IntegerField(label=_("They share at most"), hint=_("People"), min_value=0, width=20)
    source = fields.TextField(label=_("Which survey says so"), max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None, *, channels: Sequence[str]) -> None:
        super().__init__(data)
        for name in ("first", "second"):
            self.fields[name].choices = [(one, one) for one in channels]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse one channel twice, and a most below the least."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("Choose two different channels"))
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and high < low:
            self.add_error("high", _("“At most” must be at least as many as “at least”"))
        return cleaned

    @property
    def overlap(self) -> OverlapIn:
        """Return what was said. Only of a valid form."""
        return OverlapIn(**{name: self.cleaned_data[name] for name in ("first", "second", "low", "high", "source")})
