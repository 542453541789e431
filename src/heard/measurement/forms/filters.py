"""Which figures are wanted, kept in the address."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.campaigns.models import Channel
from heard.design import fields, forms
from heard.design.languages import LANGUAGES
from heard.measurement.queries import BadQuery, By, FigureQuery


class FilterForm(forms.Form):
    """The filters of the live page. `query` is what they ask for; the plain figures where they are wrong."""

    marks_optional = False

    by = fields.SelectField(
        label=_("Show by"),
        blank="",
        choices=[
            (By.PLACEMENT, _("Placement")),
            (By.PARTNER, _("Partner")),
            (By.WAVE, _("Wave")),
            (By.CHANNEL, _("Channel")),
            (By.POST, _("Post")),
            (By.LANGUAGE, _("Language of the link")),
            (By.DAY, _("Day")),
            (By.HOUR, _("Hour of the day")),
            (By.AREA, _("Area")),
        ],
        required=False,
    )
    wave = fields.SelectField(label=_("Wave"), blank=_("Every wave"), choices=[], required=False)
    partner = fields.SelectField(label=_("Partner"), blank=_("Every partner"), choices=[], required=False)
    channel = fields.SelectField(label=_("Channel"), blank=_("Every channel"), choices=Channel.choices, required=False)
    language = fields.SelectField(
        label=_("Language of the link"),
        blank=_("Every language"),
        choices=[(language.code, language.name) for language in LANGUAGES],
        required=False,
    )
    since = fields.DayField(label=_("From"), required=False)
    until = fields.DayField(label=_("To"), required=False)

    def __init__(self, data: Mapping[str, str], *, waves: Mapping[int, str], partners: Mapping[int, str]) -> None:
        super().__init__({"by": By.PLACEMENT.value, **data})
        self.query = FigureQuery()
        self._waves, self._partners = waves, partners
        self._offer("wave", waves)
        self._offer("partner", partners)

    def _offer(self, name: str, choices: Mapping[int, str] | Mapping[str, str]) -> None:
        if not choices:
            del self.fields[name]
            return
        field = self.fields[name]
        if isinstance(field, fields.SelectField):
            field.choices = [(str(key), label) for key, label in choices.items()]

    def clean(self) -> dict[str, Any]:
        """Parse the whole once the parts are right."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            asked = {name: str(value) for name, value in self.data.items()}
            try:
                self.query = FigureQuery.parse(asked, waves=self._waves, partners=self._partners)
            except BadQuery as wrong:
                self.add_error(wrong.field if wrong.field in self.fields else None, str(wrong))
        return cleaned
