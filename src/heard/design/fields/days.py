"""A day in the browser's own calendar, for filters that stand in an address. Public forms ask for dates in parts."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.design.fields.text import TextField


class DayField(TextField):
    """A day, picked as the browser offers it; the address holds it as 2020-07-08."""

    kind: ClassVar[str] = "date"

    def clean(self, value: Any) -> date | None:
        """Return the day, or nothing where none is asked for."""
        text = str(value or "").strip()
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            sentence = _("“%(text)s” is not a day. Write it as 2020-07-08.")
            raise ValidationError(sentence, params={"text": text[:40]}) from error
