"""What visitors answer outside the form itself."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms


class AreaSearchForm(forms.Form):
    """Where someone lives or gets care: a postcode or part of one, a town or a council."""

    marks_optional = False

    q = fields.SearchField(
        label=_("Your postcode, town or council"),
        hint=_("For example, LS6, Leeds or Kent. Part of a postcode will do."),
        required=True,
        max_length=80,
        autocomplete="postal-code",
        error_messages={"required": _("Write a postcode, a town or a council")},
    )

    @classmethod
    def answering(cls, asked: Mapping[str, str], *, problem: str) -> "AreaSearchForm":
        """Return the form as it was filled in, with what is wrong with it; empty where nothing was asked."""
        if "q" not in asked:
            return cls()
        form = cls(asked)
        if form.is_valid() and problem:
            form.add_error("q", problem)
        return form
