"""Which quotes are wanted, kept in the address."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.casework.queries.choices import Choices
from heard.casework.queries.quoting import QuoteQuery
from heard.design import fields, forms

MAY_BE_PUBLISHED = "publishable"


class QuoteFilterForm(forms.Form):
    """Quotes of which theme and campaign, and whether they may be published."""

    marks_optional: ClassVar[bool] = False

    theme = fields.SelectField(label=_("Theme"), required=False, blank=_("Any"))
    campaign = fields.SelectField(label=_("Campaign"), required=False, blank=_("Any"))
    show = fields.SelectField(
        label=_("Show"),
        required=False,
        blank=_("Every quote"),
        choices=((MAY_BE_PUBLISHED, _("Only what may be published")),),
    )

    def __init__(self, data: Mapping[str, Any], *, choices: Choices) -> None:
        super().__init__(data)
        themes = [(theme.code, theme.name) for group in choices.categories for theme in group.themes]
        campaigns = [(campaign.slug, campaign.title) for campaign in choices.campaigns]
        self.fields["theme"].choices = themes  # type: ignore[attr-defined]
        self.fields["campaign"].choices = campaigns  # type: ignore[attr-defined]

    def query(self) -> QuoteQuery:
        """Return what is asked; every quote where it is wrong."""
        if not self.is_valid():
            return QuoteQuery()
        asked = self.cleaned_data
        return QuoteQuery(
            theme=asked["theme"], campaign=asked["campaign"], is_publishable=asked["show"] == MAY_BE_PUBLISHED
        )
