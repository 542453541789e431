"""A date, asked as three numbers: people know theirs, and no calendar has to be worked."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heard.design.dates import said_day
from heard.design.fields.asked import Asked, Words
from heard.design.fields.bound import BoundAnswer


class DateParts(NamedTuple):
    """What was typed into the three boxes."""

    day: str
    month: str
    year: str


PARTS = DateParts._fields


class DatePartsWidget(forms.Widget):
    """Reads `name_day`, `name_month` and `name_year` from what was sent."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        """Return the three parts as they were typed."""
        return DateParts(*(str(data.get(f"{name}_{part}", "")).strip() for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Return whether no part was sent at all."""
        return not any(f"{name}_{part}" in data for part in PARTS)


class DateField(Asked):
    """Day, month and year; `earliest` and `latest` (both allowed days) may be set when the form is made.

    The month may be a number or a name. Each error's code names the parts it is about, such as "day month".
    """

    component: ClassVar[str] = "date"
    marks_optional: ClassVar[bool] = True
    widget = DatePartsWidget
    default_error_messages: ClassVar[dict[str, Words]] = {
        "required": _("Enter a date for “%(label)s”"),
        "missing": _("The date must include a %(parts)s"),
        "not_real": _("Enter a real date"),
        "short_year": _("The year must have 4 numbers"),
        "too_early": _("The date must be %(limit)s or later"),
        "too_late": _("The date must be %(limit)s or earlier"),
    }

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        self.earliest = earliest
        self.latest = latest
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        """Return the date, or nothing where none was asked for and none given."""
        parts = parts_of(value)
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="day month year")
            return None
        answer = self._date(parts)
        self._within(answer)
        return answer

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the parts differ from those shown first."""
        return parts_of(initial) != parts_of(data)

    def _date(self, parts: DateParts) -> date:
        missing = [part for part in PARTS if not getattr(parts, part)]
        if missing:
            words = {"day": gettext("day"), "month": gettext("month"), "year": gettext("year")}
            names = gettext(" and ").join(words[part] for part in missing)
            raise ValidationError(self.error_messages["missing"], code=" ".join(missing), params={"parts": names})
        if parts.year.isdecimal() and len(parts.year) != 4:
            raise ValidationError(self.error_messages["short_year"], code="year")
        try:
            return date(int(parts.year), _month(parts.month), int(parts.day))
        except (ValueError, OverflowError) as error:
            raise ValidationError(self.error_messages["not_real"], code="day month year") from error

    def _within(self, answer: date) -> None:
        if self.earliest and answer < self.earliest:
            raise self._outside("too_early", self.earliest)
        if self.latest and answer > self.latest:
            raise self._outside("too_late", self.latest)

    def _outside(self, which: str, limit: date) -> ValidationError:
        shown = said_day(limit)
        return ValidationError(self.error_messages[which], code="day month year", params={"limit": shown})

    def focus_id(self, bound: BoundAnswer) -> str:
        """Return the id of the first box that is wrong."""
        wrong = _wrong(bound)
        return f"{bound.auto_id}_{next((part for part in PARTS if part in wrong), PARTS[0])}"

    def describe(self, bound: BoundAnswer) -> dict[str, Any]:
        parts = parts_of(bound.value())
        wrong = _wrong(bound)
        labels = {"day": gettext("Day"), "month": gettext("Month"), "year": gettext("Year")}
        return {
            "has_legend": True,
            "attributes": self.attributes,
            "items": [
                {
                    "id": f"{bound.auto_id}_{part}",
                    "name": f"{bound.html_name}_{part}",
                    "label": labels[part],
                    "value": getattr(parts, part),
                    "width": 4 if part == "year" else 2,
                    "error": part in wrong,
                }
                for part in PARTS
            ],
        }


def parts_of(value: Any) -> DateParts:
    """Return the three parts of a date, of parts as typed, or of nothing."""
    if isinstance(value, date):
        return DateParts(str(value.day), str(value.month), f"{value.year:04}")
    return DateParts(*value) if value else DateParts("", "", "")


def _wrong(bound: BoundAnswer) -> set[str]:
    return {part for code in bound.error_codes for part in code.split()} if bound.errors else set()


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    wanted = text.casefold().rstrip(".")
    for names in (MONTHS, MONTHS_3):
        for number, name in names.items():
            if str(name).casefold() == wanted:
                return int(number)
    raise ValueError("not a month")
