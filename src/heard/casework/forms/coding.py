"""Starting a set that several people code apart from each other."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design import fields, forms
from heard.insight.actions.coding import LEAST_CODERS
from heard.insight.models import Choosing

FEWEST, MOST = 10, 500


class StartCodingForm(forms.Form):
    """Which pieces, how many, and who codes them."""

    marks_optional: ClassVar[bool] = False

    campaign = fields.SelectField(label=_("Campaign"), required=False, blank=_("Any"))
    choosing = fields.RadiosField(
        label=_("Which pieces"),
        coerce=Choosing,
        initial=Choosing.RANDOM,
        choices=(
            fields.Choice(
                value=Choosing.RANDOM, label=Choosing.RANDOM.label, hint=_("Says how far people agree on what came in")
            ),
            fields.Choice(
                value=Choosing.UNCERTAIN,
                label=Choosing.UNCERTAIN.label,
                hint=_("Says where people differ too. Agreement is lower here than on all pieces"),
            ),
        ),
    )
    number = fields.IntegerField(
        label=_("How many pieces"),
        hint=_("From 10 to 500. With fewer than 50, agreement on a theme is hardly known"),
        initial=50,
        min_value=FEWEST,
        max_value=MOST,
    )
    coders = fields.CheckboxesField(
        label=_("Who codes them"),
        hint=_("Two people or more. Nobody sees what the others or the machine say until they have coded all"),
        coerce=int,
        error_messages={"required": _("Choose two people or more")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, campaigns: Iterable[Campaign], people: Iterable[User]
    ) -> None:
        super().__init__(data)
        self.fields["campaign"].choices = [(one.slug, one.title) for one in campaigns]  # type: ignore[attr-defined]
        self.fields["coders"].choices = [(one.pk, one.full_name) for one in people]  # type: ignore[attr-defined]

    def clean_coders(self) -> list[int]:
        """Ask for two people at least."""
        chosen: list[int] = self.cleaned_data["coders"]
        if len(chosen) < LEAST_CODERS:
            raise ValidationError(_("Choose two people or more"))
        return chosen
