"""Which agreement of machine and people is asked for, and below which line a notice is raised."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.campaigns.models import Campaign
from heard.design import fields, forms
from heard.insight.models import Theme
from heard.measurement.queries.agreement import LEAST, LINE, AgreementQuery, Basis, Every

TONE = "tone"
_LINES = [(f"{step / 10:.1f}", f"{step / 10:.1f}") for step in range(1, 9)]


class AgreementFilterForm(forms.Form):
    """The filters of the page. `query` is what they ask for; all decisions where they are wrong."""

    marks_optional: ClassVar[bool] = False

    campaign = fields.SelectField(label=_("Campaign"), required=False, blank=_("Any"))
    basis = fields.SelectField(
        label=_("Decisions"),
        required=False,
        blank="",
        choices=(
            (Basis.ALL.value, _("All")),
            (Basis.BLIND.value, _("Coded without seeing the machine")),
            (Basis.RANDOM.value, _("On pieces drawn at random")),
        ),
    )
    about = fields.SelectField(label=_("Over time"), required=False, blank=_("The theme found most"))
    every = fields.SelectField(
        label=_("By"),
        required=False,
        blank="",
        choices=((Every.MONTH.value, _("Month")), (Every.WEEK.value, _("Week"))),
    )

    def __init__(self, data: Mapping[str, str], *, campaigns: Iterable[Campaign], themes: Iterable[Theme]) -> None:
        super().__init__({"basis": Basis.ALL.value, "every": Every.MONTH.value, **data})
        self.fields["campaign"].choices = [(one.slug, one.title) for one in campaigns]  # type: ignore[attr-defined]
        self.fields["about"].choices = [(TONE, _("Tone")), *((one.code, one.name) for one in themes)]  # type: ignore[attr-defined]
        self.query = AgreementQuery()

    def clean(self) -> dict[str, Any]:
        """Keep what is asked once it is right."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            self.query = AgreementQuery(
                campaign=cleaned["campaign"] or "",
                basis=Basis(cleaned["basis"] or Basis.ALL),
                every=Every(cleaned["every"] or Every.MONTH),
                about=cleaned["about"] or "",
            )
        return cleaned


class LineForm(forms.Form):
    """The line of an organisation, or of one of its campaigns."""

    marks_optional: ClassVar[bool] = False

    campaign = fields.SelectField(label=_("Whose pieces"), required=False, blank=_("All pieces"))
    alpha = fields.SelectField(
        label=_("Tell us where agreement (alpha) lies below"),
        hint=_("0 is what chance gives, 1 full agreement. Many themes lie between 0.3 and 0.7"),
        coerce=float,
        choices=_LINES,
        initial=f"{LINE:.1f}",
        blank="",
    )
    least = fields.IntegerField(
        label=_("Pieces decided in 12 weeks, at least"),
        hint=_("With fewer, nobody is told: chance alone would do it"),
        initial=LEAST,
        min_value=20,
        max_value=10_000,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, campaigns: Iterable[Campaign]) -> None:
        super().__init__(data)
        self.fields["campaign"].choices = [(one.slug, one.title) for one in campaigns]  # type: ignore[attr-defined]
