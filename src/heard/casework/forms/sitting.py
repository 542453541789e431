"""What to read in one sitting, as it stands in the URL, and what is decided on each piece."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.casework.forms.deciding import DecisionForm
from heard.casework.models import Case
from heard.casework.queries.choices import Choices
from heard.casework.queries.sitting import Asked, Order
from heard.design import fields, forms
from heard.feedback.models import Tone
from heard.insight.models import Theme

ORDERS = (
    fields.Choice(
        value=Order.UNCERTAIN, label=_("Most uncertain first"), hint=_("Where the machine is least sure, you help most")
    ),
    fields.Choice(value=Order.THEME, label=_("By theme"), hint=_("Pieces that seem to be about the same, together")),
    fields.Choice(value=Order.OLDEST, label=_("Oldest first")),
    fields.Choice(
        value=Order.DRAWN,
        label=_("Only what was drawn at random"),
        hint=_("For counts that people correct: all of it, whatever it is about"),
    ),
)


class SittingForm(forms.Form):
    """Which pieces, in which order."""

    marks_optional: ClassVar[bool] = False

    order = fields.RadiosField(label=_("Order"), coerce=Order, choices=ORDERS, initial=Order.UNCERTAIN)
    campaign = fields.SelectField(label=_("Campaign"), required=False, blank=_("Any"))
    theme = fields.SelectField(label=_("Theme"), required=False, blank=_("Any"))
    begun = fields.HiddenField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, choices: Choices, now: datetime) -> None:
        super().__init__(data, initial={"begun": str(int(now.timestamp()))})
        self.fields["campaign"].choices = [(one.slug, one.title) for one in choices.campaigns]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [(one.code, one.name) for each in choices.categories for one in each.themes]  # type: ignore[attr-defined]
        self._now = now

    def clean_begun(self) -> datetime:
        """Return the second at which the sitting began; where that is nonsense, it begins now."""
        text = str(self.cleaned_data.get("begun") or "")
        known = text.isascii() and text.isdigit() and len(text) <= 10
        return min(datetime.fromtimestamp(int(text), tz=UTC), self._now) if known else self._now.replace(microsecond=0)

    def asked_for(self) -> Asked:
        """Return what is asked; what is wrong asks for nothing."""
        held = self.cleaned_data
        return Asked(
            order=held.get("order") or Order.UNCERTAIN,
            campaign=held.get("campaign") or "",
            theme=held.get("theme") or "",
            begun=held["begun"],
        )


class ChoosingForm(forms.Form):
    """Themes and tone of one piece."""

    marks_optional: ClassVar[bool] = False

    tone = fields.RadiosField(
        label=_("Tone"),
        coerce=Tone,
        choices=Tone.choices,
        error_messages={"required": _("Choose the tone. If it is good and bad, choose “Mixed”")},
    )
    themes = fields.CheckboxesField(label=_("Themes"), required=False, coerce=int)

    def offer(self, themes: Iterable[Theme]) -> None:
        """Let these themes be chosen from."""
        self.fields["themes"].choices = [(theme.pk, theme.name) for theme in themes]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> frozenset[str]:
        """Return the themes that show as chosen: what was sent, or what stands."""
        return frozenset(str(one) for one in self["themes"].value() or ())

    @property
    def tone_shown(self) -> str:
        """Return the tone that shows as chosen; empty where none is."""
        return str(self["tone"].value() or "")


class DecideForm(DecisionForm, ChoosingForm):
    """What is decided on one piece, at the revision of its case that the person saw."""

    name: ClassVar[str] = "decide"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        case: Case,
        themes: Iterable[Theme],
        standing: Iterable[int],
        tone: str,
    ) -> None:
        super().__init__(data, case=case, tone=tone, themes=[str(one) for one in standing])
        self.offer(themes)


class CodeForm(ChoosingForm):
    """What one coder finds in a piece."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        themes: Iterable[Theme],
        standing: Iterable[int] = (),
        tone: str = "",
    ) -> None:
        chosen = {"tone": tone, "themes": [str(one) for one in standing]}
        super().__init__(data, initial=chosen, auto_id="decide-%s")
        self.offer(themes)
