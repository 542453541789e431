"""Answers about details, checked for a form as they are for a file: see `heard.places.details`."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError

from heard.design import forms
from heard.places.details import NotRight

T = TypeVar("T")


def right(check: Callable[[], T]) -> T:
    """Return what a check of `heard.places.details` makes of an answer; its refusal becomes the field's error."""
    try:
        return check()
    except NotRight as wrong:
        raise ValidationError(str(wrong)) from wrong


class DetailsForm(forms.Form):
    """A form some of whose answers are details."""

    def right_or_empty(self, name: str, check: Callable[[str], str]) -> str:
        """Return what a check makes of the answer to a question that may be left empty."""
        given: str = self.cleaned_data[name]
        return right(lambda: check(given)) if given else ""
