"""What managers answer about an objective."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.campaigns.actions import ObjectivePlan
from heard.campaigns.models import Measure, Objective, Wave
from heard.design import fields, forms


class ObjectiveForm(forms.Form):
    """So many of one figure by one day."""

    measure = fields.SelectField(
        label=_("What is counted"), hint=_("Figures that Heard counts itself."), choices=Measure.choices
    )
    target = fields.IntegerField(label=_("How many"), min_value=1, max_value=2_000_000_000, width=10)
    by_day = fields.DateField(label=_("By the end of which day"), hint=_("For example, 31 3 2027"))
    wave = fields.SelectField(
        label=_("Of which wave’s people"),
        hint=_("Then only what comes by the links of that wave counts."),
        blank=_("Everyone"),
        required=False,
    )
    reason = fields.TextField(
        label=_("Why this number"), hint=_("For example, a tenth more than last year"), required=False, max_length=300
    )

    def __init__(self, *args: Any, waves: Iterable[Wave], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waves = {str(wave.pk): wave for wave in waves}
        self.fields["wave"].choices = [(key, wave.name) for key, wave in self.waves.items()]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(objective: Objective) -> dict[str, Any]:
        """Return what stands in an objective now, as the form shows it."""
        return {
            "measure": objective.measure,
            "target": objective.target,
            "by_day": objective.by_day,
            "wave": str(objective.wave_id or ""),
            "reason": objective.reason,
        }

    @property
    def plan(self) -> ObjectivePlan:
        """Return what was answered."""
        given = self.cleaned_data
        return ObjectivePlan(
            measure=Measure(given["measure"]),
            target=given["target"],
            by_day=given["by_day"],
            wave=self.waves.get(given["wave"] or ""),
            reason=given["reason"] or "",
        )
