"""What is asked of a campaign's records, kept in the address."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.campaigns.models import Channel
from heard.design import fields, forms
from heard.design.languages import LANGUAGES
from heard.measurement.analysis.asking import CannotAsk, Dimension, Measure, Question
from heard.measurement.queries.cuts import DIMENSION_NAMES, MEASURE_NAMES

NARROWED = (Dimension.PARTNER, Dimension.WAVE, Dimension.CHANNEL, Dimension.LANGUAGE)


class QuestionForm(forms.Form):
    """What to count, by what, and of which. `question` is what is asked once it is right; None before and else."""

    marks_optional: ClassVar[bool] = False

    measure = fields.SelectField(
        label=_("Count"), blank="", choices=[(one.value, one.value) for one in Measure], required=True
    )
    rows = fields.SelectField(
        label=_("In rows"), blank="", choices=[(one.value, one.value) for one in Dimension], required=True
    )
    columns = fields.SelectField(
        label=_("In columns"),
        blank=_("Nothing"),
        choices=[(one.value, one.value) for one in Dimension],
        required=False,
    )
    since = fields.DayField(label=_("From"), required=False)
    until = fields.DayField(label=_("To"), required=False)
    partner = fields.SelectField(
        label=_("Partner"), blank=_("Every partner"), choices=[], required=False, coerce=int, empty_value=None
    )
    wave = fields.SelectField(
        label=_("Wave"), blank=_("Every wave"), choices=[], required=False, coerce=int, empty_value=None
    )
    channel = fields.SelectField(
        label=_("Channel"), blank=_("Every channel"), choices=list(Channel.choices), required=False
    )
    language = fields.SelectField(
        label=_("Language"),
        blank=_("Every language"),
        choices=[(language.code, language.name) for language in LANGUAGES],
        required=False,
    )

    def __init__(self, data: Mapping[str, str], *, waves: Mapping[int, str], partners: Mapping[int, str]) -> None:
        super().__init__({"measure": Measure.CLICKS.value, "rows": Dimension.DAY.value, **data})
        self.is_asked = "measure" in data
        self.question: Question | None = None
        self._offer("measure", [(one.value, MEASURE_NAMES[one]()) for one in Measure])
        self._offer("rows", [(one.value, DIMENSION_NAMES[one]()) for one in Dimension])
        self._offer("columns", [(one.value, DIMENSION_NAMES[one]()) for one in Dimension])
        self._offer("partner", list(partners.items()))
        self._offer("wave", list(waves.items()))

    def _offer(self, name: str, pairs: list[tuple[Any, str]]) -> None:
        if pairs:
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Put the question together; say which of its parts does not fit the others."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.question = Question(
                measure=Measure(cleaned["measure"]),
                rows=Dimension(cleaned["rows"]),
                columns=Dimension(cleaned["columns"]) if cleaned["columns"] else None,
                since=cleaned["since"],
                until=cleaned["until"],
                only=tuple((one, cleaned[one.value]) for one in NARROWED if cleaned.get(one.value)),
            )
        except CannotAsk as wrong:
            self._say(wrong.part, Measure(cleaned["measure"]))
        return cleaned

    def _say(self, part: str, measure: Measure) -> None:
        what = MEASURE_NAMES[measure]()
        if part == "until":
            self.add_error("until", _("The second day must be the same as or later than the first"))
        elif part == "columns" and self.cleaned_data["columns"] == self.cleaned_data["rows"]:
            self.add_error("columns", _("Choose something else for the columns than for the rows"))
        else:
            sentence = _("%(what)s cannot be counted by this. Choose something else, or count something else.")
            self.add_error(part if part in self.fields else None, sentence % {"what": what})
