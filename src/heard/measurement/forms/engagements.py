"""What a stakeholder did for a campaign: by a log of emails, by what somebody knows, and what a person decides."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.measurement.forms.stakeholders import LARGEST
from heard.measurement.models import Level, Stakeholder, StakeholderKind
from heard.measurement.queries.stakeholders import MANY, Did

LEVELS = (
    (Level.ENGAGED.value, _("Engaged: answered, met or took part")),
    (Level.AMPLIFIED.value, _("Amplified: passed the campaign on to its own people")),
    (Level.ACTED.value, _("Acted: changed or promised something")),
)
NONE = "NONE"


class TookPartForm(forms.Form):
    """Which of those that took part are shown, and more than how many they are asked to be."""

    marks_optional = False

    level = fields.SelectField(label=_("What they did"), choices=Level.choices, blank=_("Anything"), required=False)
    kind = fields.SelectField(label=_("Kind"), choices=StakeholderKind.choices, blank=_("All"), required=False)
    many = fields.IntegerField(
        label=_("Compare the number with"),
        hint=_("Such as a number that was claimed; 500 if you leave it empty"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        width=10,
    )

    @property
    def did(self) -> Did:
        """Return what is asked for; a choice that is not offered counts as none."""
        self.full_clean()
        given = self.cleaned_data
        return Did(level=given.get("level") or "", kind=given.get("kind") or "")

    @property
    def more_than(self) -> int:
        """Return more than how many they are asked to be."""
        given = self.cleaned_data.get("many") if self.is_valid() else None
        return MANY if given is None else int(given)


class MailLogForm(forms.Form):
    """The press office's log of emails."""

    file = fields.FileField(
        label=_("Log of emails"),
        hint=_("CSV or XLSX, up to 10 MB"),
        accept=(".csv", ".tsv", ".txt", ".xlsx"),
        max_bytes=LARGEST,
    )


class DecisionForm(forms.Form):
    """What a person finds a stakeholder to have done; NONE where it has nothing to do with the campaign."""

    level = fields.RadiosField(
        label=_("What did the stakeholder do?"),
        choices=(
            *LEVELS,
            fields.Choice(value=NONE, label=_("Nothing to do with this campaign"), divider=_("or")),
        ),
    )
    alike = fields.CheckboxField(label=_("Give the others the same answer"), required=False)

    def __init__(self, *args: Any, has_alike: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_alike:
            del self.fields["alike"]


class LogForm(forms.Form):
    """What somebody knows that a stakeholder did: by an email, a call or a meeting."""

    stakeholder = fields.NameField(
        label=_("Stakeholder"),
        hint=_("Its name, as in the register. Begin to write and choose from the list"),
        max_length=200,
        attributes={"list": "stakeholders"},
    )
    level = fields.RadiosField(label=_("What it did"), choices=LEVELS)
    on = fields.DateField(label=_("When"))
    note = fields.TextField(
        label=_("By what it is known"),
        hint=_("Such as: email of the press office. No words and no names of other people"),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, names: Mapping[str, Stakeholder], today: date) -> None:
        super().__init__(data)
        self.names = names
        self.fields["on"].latest = today  # type: ignore[attr-defined]

    def clean_stakeholder(self) -> Stakeholder:
        """Return the stakeholder of this name."""
        found = self.names.get(self.cleaned_data["stakeholder"].strip().casefold())
        if found is None:
            raise ValidationError(
                gettext("The register has no stakeholder of this name. Put it in the register first.")
            )
        return found
