"""What every kind of question shares: a hint, a component, and words that say what is missing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.design.fields.bound import BoundAnswer

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    Words: TypeAlias = _StrOrPromise
else:
    Words = str | Promise


class Asked(forms.Field):
    """A form field that an NHS component draws."""

    component: ClassVar[str] = "input"
    marks_optional: ClassVar[bool] = True
    bound_field_class = BoundAnswer
    default_error_messages: ClassVar[dict[str, Words]] = {"required": _("Fill in “%(label)s”")}

    def __init__(self, *, hint: Words = "", attributes: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        self.hint = hint
        self.attributes = dict(attributes or {})
        super().__init__(**kwargs)

    def describe(self, bound: BoundAnswer) -> dict[str, Any]:
        """Return the parameters that only this kind of component takes."""
        return {"value": self.shown(bound.value()), "attributes": self.attributes}

    def run_validators(self, value: Any) -> None:
        """Say what is wrong in this field's words where a validator brings its own."""
        try:
            super().run_validators(value)
        except ValidationError as error:
            for problem in error.error_list:
                problem.message = self.error_messages.get(str(problem.code), problem.message)
            raise

    def shown(self, value: Any) -> str:
        """Return the answer as it stands in the control."""
        return "" if value is None else str(value)


def plain(words: Words | None) -> str | None:
    """Return words that a macro can test with `is string`, or nothing."""
    return str(words) if words else None
