"""What staff are asked when they import a file: whose it is, and what its columns mean."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation
from heard.campaigns.models import Campaign
from heard.design import fields, forms
from heard.feedback.imports.mapping import MEANINGS, WORDINGS, ColumnMapping, Meaning, Wording
from heard.feedback.queries.imports import receives_in

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")


class NewImportForm(forms.Form):
    """A file, the organisation that received what is in it, and perhaps a campaign."""

    organisation = fields.SelectField(label=_("Which organisation received this feedback"))
    campaign = fields.SelectField(
        label=_("Which campaign it belongs to"),
        hint=_("Leave this as it is if the feedback was not gathered by a campaign."),
        required=False,
        blank=_("No campaign"),
    )
    file = fields.FileField(
        label=_("The file"),
        hint=_("CSV or XLSX, with the names of the columns in its first row. We keep it only until it is imported."),
        accept=ENDINGS,
    )

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation], campaigns: Iterable[Campaign], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_organisation = {each.slug: each for each in organisations}
        self.by_campaign = {each.slug: each for each in campaigns}
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            (slug, each.name) for slug, each in self.by_organisation.items()
        ]
        self.fields["campaign"].choices = [  # type: ignore[attr-defined]
            (slug, each.title) for slug, each in self.by_campaign.items()
        ]
        if len(self.by_organisation) == 1:
            self.fields["organisation"].initial = next(iter(self.by_organisation))

    def clean_organisation(self) -> Organisation:
        """Return the organisation."""
        return self.by_organisation[self.cleaned_data["organisation"]]

    def clean_campaign(self) -> Campaign | None:
        """Return the campaign, if one was chosen."""
        return self.by_campaign.get(self.cleaned_data["campaign"] or "")

    def clean(self) -> dict[str, Any]:
        """Check that the organisation takes part in the campaign."""
        given = super().clean() or self.cleaned_data
        campaign, organisation = given.get("campaign"), given.get("organisation")
        if campaign and organisation and not receives_in(organisation=organisation, campaign=campaign):
            self.add_error("campaign", _("This organisation does not receive feedback in that campaign"))
        return given


class ColumnsForm(forms.Form):
    """What each column of a file holds: one choice per column, answered already by a guess or by the last time."""

    marks_optional = False

    wording = fields.RadiosField(
        label=_("Which Friends and Family question do the answers belong to?"),
        hint=_("The question changed in April 2020. Answers to the two are kept apart and never counted together."),
        choices=list(WORDINGS.items()),
    )
    date_order = fields.RadiosField(
        label=_("How are dates written?"),
        choices=[("day", _("Day first, such as 30/9/2021")), ("month", _("Month first, such as 9/30/2021"))],
    )

    def __init__(
        self, *args: Any, header: Sequence[str], samples: Mapping[str, str], mapping: ColumnMapping, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"wording": mapping.wording, "date_order": _order_of(mapping)})
        super().__init__(*args, **kwargs)
        self.header = tuple(header)
        for place, name in enumerate(self.header):
            sample = samples.get(name, "")
            self.fields[_field(place)] = fields.SelectField(
                label=name,
                hint=_("For example: %(sample)s") % {"sample": sample} if sample else _("Empty in the first rows."),
                choices=[(str(meaning), label) for meaning, label in MEANINGS.items()],
                blank="",
                initial=str(mapping.columns.get(name, Meaning.NOTHING)),
            )

    @property
    def questions(self) -> dict[str, BoundField]:
        """Return the choice of each column, by the column's name."""
        return {name: self[_field(place)] for place, name in enumerate(self.header)}

    def mapping(self) -> ColumnMapping:
        """Return what was chosen."""
        given = self.cleaned_data
        return ColumnMapping(
            columns={name: Meaning(given[_field(place)]) for place, name in enumerate(self.header)},
            wording=Wording(given["wording"]),
            is_month_first=given["date_order"] == "month",
        )


def _field(place: int) -> str:
    return f"column_{place + 1}"


def _order_of(mapping: ColumnMapping) -> str:
    return "month" if mapping.is_month_first else "day"
