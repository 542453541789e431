"""Groups of similar pieces: of which campaign, and what a group is called."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.campaigns.models import Campaign
from heard.design import fields, forms


class GroupsFilterForm(forms.Form):
    """Of which campaign the groups are; of all pieces where none is chosen, or one that is not theirs."""

    marks_optional: ClassVar[bool] = False

    campaign = fields.SelectField(label=_("Campaign"), required=False, blank=_("Everything we may see"))

    def __init__(self, data: Mapping[str, Any], *, campaigns: Iterable[Campaign]) -> None:
        super().__init__(data)
        self._campaigns = {campaign.slug: campaign for campaign in campaigns}
        self.fields["campaign"].choices = [  # type: ignore[attr-defined]
            (slug, campaign.title) for slug, campaign in self._campaigns.items()
        ]

    @property
    def campaign_chosen(self) -> Campaign | None:
        """The campaign chosen."""
        return self._campaigns.get(str(self.cleaned_data.get("campaign", ""))) if self.is_valid() else None


class NameGroupForm(forms.Form):
    """What people call a group."""

    marks_optional: ClassVar[bool] = False

    name = fields.NameField(
        label=_("What do you call it?"),
        hint=_("A group with a name stays. Leave it empty to let the group go with the next search. Name no one."),
        required=False,
        max_length=80,
    )
