"""Questions that are answered by choosing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.design.fields.asked import Asked, Words
from heard.design.fields.bound import BoundAnswer


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing to choose.

    `divider` is a word shown above it ("or"); `reveals` names a field of the same form that is asked only with this
    choice; `is_exclusive` marks "none of these", which cannot stand beside others.
    """

    value: str
    label: Words
    hint: Words = ""
    divider: Words = ""
    reveals: str = ""
    is_exclusive: bool = False


_CHOOSE_ONE = _("Choose one")

ChoiceLike = Choice | tuple[Any, Words]


def _options(choices: Iterable[ChoiceLike]) -> tuple[Choice, ...]:
    return tuple(
        choice if isinstance(choice, Choice) else Choice(value=str(choice[0]), label=choice[1]) for choice in choices
    )


class Chosen(Asked, forms.ChoiceField):
    """Keeps the hints, dividers and reveals that Django's pairs cannot hold; `choices` takes either, at any time."""

    options: tuple[Choice, ...] = ()

    @property
    def choices(self) -> Any:
        """Return the choices as Django's pairs."""
        return self._choices

    @choices.setter
    def choices(self, choices: Any) -> None:
        self.options = _options(choices)
        self._choices = self.widget.choices = [(option.value, option.label) for option in self.options]

    def items(self, chosen: frozenset[str]) -> list[dict[str, Any]]:
        """Return what the macro draws: each choice, with its divider before it."""
        return list(self._items(chosen))

    def _items(self, chosen: frozenset[str]) -> Iterator[dict[str, Any]]:
        for option in self.options:
            if option.divider:
                yield {"divider": str(option.divider)}
            item: dict[str, Any] = {
                "value": option.value,
                "text": str(option.label),
                "checked": option.value in chosen,
                "reveals": option.reveals,
            }
            if option.hint:
                item["hint"] = {"text": str(option.hint)}
            if option.is_exclusive:
                item["behaviour"] = "exclusive"
            yield item

    def unrevealed(self, chosen: Any) -> set[str]:
        """Return the names of the fields that the answer `chosen` leaves unasked."""
        held = _held(chosen)
        return {option.reveals for option in self.options if option.reveals and option.value not in held}


def _held(value: Any) -> frozenset[str]:
    if value is None or value == "":
        return frozenset()
    if isinstance(value, (list, tuple, set, frozenset)):
        return frozenset(str(each) for each in value)
    return frozenset([str(value)])


class RadiosField(Chosen, forms.TypedChoiceField):
    """One of a few; an answer is text, or what `coerce` makes of it."""

    component: ClassVar[str] = "radios"
    marks_optional: ClassVar[bool] = False
    widget = forms.RadioSelect
    default_error_messages: ClassVar[dict[str, Words]] = {
        "required": _("Choose an answer to “%(label)s”"),
        "invalid_choice": _("Choose one of the answers to “%(label)s”"),
    }

    def __init__(self, *, inline: bool = False, small: bool = False, **kwargs: Any) -> None:
        self.inline = inline
        self.small = small
        super().__init__(**kwargs)

    def describe(self, bound: BoundAnswer) -> dict[str, Any]:
        return {
            "id": None,
            "has_legend": True,
            "items": self.items(_held(bound.value())),
            "inline": self.inline,
            "small": self.small,
            "attributes": self.attributes,
        }


class CheckboxesField(Chosen, forms.TypedMultipleChoiceField):
    """Any number of a few; the answer is a list."""

    component: ClassVar[str] = "checkboxes"
    marks_optional: ClassVar[bool] = False
    widget = forms.CheckboxSelectMultiple
    default_error_messages: ClassVar[dict[str, Words]] = {
        "required": _("Choose at least one answer to “%(label)s”"),
        "invalid_choice": _("Choose only from the answers to “%(label)s”"),
        "exclusive": _("Choose “%(choice)s” or the other answers, not both"),
    }

    def __init__(self, *, small: bool = False, **kwargs: Any) -> None:
        self.small = small
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        alone = [option for option in self.options if option.is_exclusive and option.value in _held(value)]
        if alone and len(_held(value)) > 1:
            message = self.error_messages["exclusive"]
            raise ValidationError(message, code="exclusive", params={"choice": alone[0].label})

    def describe(self, bound: BoundAnswer) -> dict[str, Any]:
        return {
            "id": None,
            "has_legend": True,
            "items": self.items(_held(bound.value())),
            "small": self.small,
            "attributes": self.attributes,
        }


class CheckboxField(Asked, forms.BooleanField):
    """One thing to agree to; required means that it must be ticked."""

    component: ClassVar[str] = "checkboxes"
    marks_optional: ClassVar[bool] = False
    default_error_messages: ClassVar[dict[str, Words]] = {"required": _("Tick “%(label)s” to go on")}

    def describe(self, bound: BoundAnswer) -> dict[str, Any]:
        item: dict[str, Any] = {"value": "true", "text": bound.label_text, "checked": bool(bound.value())}
        if self.hint:
            item["hint"] = {"text": str(self.hint)}
        return {"id": None, "label": None, "hint": None, "items": [item], "attributes": self.attributes}


class SelectField(Chosen, forms.TypedChoiceField):
    """One of many; `blank` is what stands there before anything is chosen."""

    component: ClassVar[str] = "select"
    default_error_messages: ClassVar[dict[str, Words]] = {
        "required": _("Choose an answer to “%(label)s”"),
        "invalid_choice": _("Choose one of the answers to “%(label)s”"),
    }

    def __init__(self, *, blank: Words = _CHOOSE_ONE, **kwargs: Any) -> None:
        self.blank = blank
        super().__init__(**kwargs)

    def describe(self, bound: BoundAnswer) -> dict[str, Any]:
        chosen = _held(bound.value())
        first = [{"value": "", "text": str(self.blank)}] if self.blank else []
        items = [
            {"value": option.value, "text": str(option.label), "selected": option.value in chosen}
            for option in self.options
        ]
        return {"items": first + items, "attributes": self.attributes}
