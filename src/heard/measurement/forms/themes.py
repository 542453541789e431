"""Which counts of themes are wanted, kept in the address; and how many pieces to draw."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.measurement.queries.themes import CountBy, ThemeChoices, ThemeQuery

MOST_DRAWN = 5_000


class ThemeFilterForm(forms.Form):
    """The filters of the counts of themes. `query` is what they ask for; all pieces where they are wrong."""

    marks_optional: ClassVar[bool] = False

    by = fields.SelectField(
        label=_("Counted by"),
        blank="",
        choices=[
            (CountBy.BOTH.value, _("Machine, corrected by people")),
            (CountBy.MACHINE.value, _("Machine alone")),
            (CountBy.PEOPLE.value, _("People alone")),
        ],
        required=False,
    )
    since = fields.DayField(label=_("From"), required=False)
    until = fields.DayField(label=_("To"), required=False)
    organisation = fields.SelectField(
        label=_("Organisation"), blank=_("Every organisation"), choices=[], required=False, coerce=int, empty_value=None
    )
    partner = fields.SelectField(
        label=_("Partner"), blank=_("Every partner"), choices=[], required=False, coerce=int, empty_value=None
    )
    placement = fields.SelectField(label=_("Link"), blank=_("Every link"), choices=[], required=False)

    def __init__(self, data: Mapping[str, str], *, choices: ThemeChoices) -> None:
        super().__init__({"by": CountBy.BOTH.value, **data})
        self.query = ThemeQuery()
        self._offer("organisation", list(choices.organisations.items()))
        self._offer("partner", list(choices.partners.items()))
        self._offer("placement", [(code, code) for code in choices.placements])

    def _offer(self, name: str, pairs: list[tuple[Any, str]]) -> None:
        if pairs:
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order; keep what is asked once it is right."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The second day must be the same as or later than the first"))
        if not self.errors:
            asked = {name: value for name, value in cleaned.items() if value not in (None, "")}
            self.query = ThemeQuery(**{**asked, "by": CountBy(asked.get("by", CountBy.BOTH))})
        return cleaned


class DrawForm(forms.Form):
    """How many pieces to draw at random for people to decide."""

    more = fields.IntegerField(
        label=_("How many pieces to draw"),
        hint=_("100 is a good start; four times as many halve the interval"),
        min_value=1,
        max_value=MOST_DRAWN,
        initial=100,
    )
