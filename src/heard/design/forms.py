"""Forms whose errors are plain sentences and whose fields know which NHS component draws them."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from heard.design.fields import BoundAnswer
from heard.design.fields.choices import Chosen


@dataclass(frozen=True, kw_only=True)
class ErrorLine:
    """One line of the error summary: the sentence and the place in the page it leads to (nowhere when empty)."""

    text: str
    href: str


class Form(forms.Form):
    """A form of `heard.design.fields`.

    A field that a choice reveals is checked only when that choice was made; otherwise it counts as not asked.
    Set `marks_optional` to False where "(optional)" after a label would be noise, as in a filter.
    """

    marks_optional: ClassVar[bool] = True
    use_required_attribute = False
    bound_field_class = BoundAnswer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def add_error(self, field: str | None, error: Any) -> None:
        """Record an error; its sentence may name the question by `%(label)s`."""
        if field is not None and field in self.fields:
            error = error if isinstance(error, ValidationError) else ValidationError(error)
            for problem in error.error_list:
                _name(problem, label=self[field].label)
        super().add_error(field, error)

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name in self._unrevealed():
            self.errors.pop(name, None)
            self.cleaned_data[name] = None

    def _unrevealed(self) -> set[str]:
        chosen = {name: field for name, field in self.fields.items() if isinstance(field, Chosen)}
        unasked = {hidden for name, field in chosen.items() for hidden in field.unrevealed(self.cleaned_data.get(name))}
        return unasked & set(self.fields)

    @property
    def asked(self) -> tuple[forms.BoundField, ...]:
        """Return the fields to draw one after another: not those that stand inside a choice of another field."""
        chosen = (field for field in self.fields.values() if isinstance(field, Chosen))
        inside = {option.reveals for field in chosen for option in field.options}
        return tuple(bound for bound in self if bound.name not in inside)

    @property
    def error_lines(self) -> tuple[ErrorLine, ...]:
        """Return the error summary's lines in the order of the page; an error of the whole form comes first."""
        whole = [ErrorLine(text=str(text), href="") for text in self.errors.get(NON_FIELD_ERRORS, [])]
        each = [ErrorLine(text=str(text), href=_href(bound)) for bound in self for text in bound.errors]
        return (*whole, *each)


def _href(bound: forms.BoundField) -> str:
    return bound.error_href if isinstance(bound, BoundAnswer) else f"#{bound.auto_id}"


def _name(problem: ValidationError, *, label: object) -> None:
    if "%(label)s" in str(problem.message):
        problem.params = {"label": label, **(problem.params or {})}
