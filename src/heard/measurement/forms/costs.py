"""Which costs are wanted, kept in the address."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from heard.design import fields
from heard.measurement.forms.filters import FilterForm
from heard.measurement.queries.costs import LINK_KINDS, Group


class CostForm(FilterForm):
    """The filters of the costs: breakdowns of links alone, and a group that is seldom heard."""

    group = fields.SelectField(label=_("A group that is seldom heard"), blank=_("None"), choices=[], required=False)

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        waves: Mapping[int, str],
        partners: Mapping[int, str],
        groups: Sequence[Group],
    ) -> None:
        super().__init__(data, waves=waves, partners=partners)
        self._groups = {group.code: group for group in groups}
        self._offer("group", {code: f"{group.topic}: {group.category}" for code, group in self._groups.items()})
        by = self.fields["by"]
        by.choices = [pair for pair in by.choices if pair[0] in set(LINK_KINDS)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Group | None:
        """Return the group that was chosen."""
        return self._groups.get(self.cleaned_data.get("group") or "")
