"""Which two links are to be compared, kept in the address."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.measurement.queries.posts import Became


class CompareForm(forms.Form):
    """Two links of a campaign, and what their clicks may have become."""

    marks_optional: ClassVar[bool] = False

    a = fields.SelectField(label=_("First link"), choices=[], coerce=int)
    b = fields.SelectField(label=_("Second link"), choices=[], coerce=int)
    became = fields.SelectField(
        label=_("What clicks became"),
        blank="",
        choices=[
            (Became.FORMS.value, _("Forms")),
            (Became.STARTS.value, _("Form starts")),
            (Became.LOOKUPS.value, _("Contact look-ups")),
        ],
        required=False,
    )

    def __init__(self, data: Mapping[str, str] | None, *, links: Mapping[int, str]) -> None:
        super().__init__(data if data is None else {"became": Became.FORMS.value, **data})
        for name in ("a", "b"):
            self.fields[name].choices = [(str(pk), label) for pk, label in links.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse to compare a link with itself."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("a") and cleaned.get("a") == cleaned.get("b"):
            self.add_error("b", _("Choose another link than the first"))
        return cleaned
