"""Who is put in the register of stakeholders, and what one did for a campaign."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation
from heard.design import fields, forms
from heard.measurement.models import Level, Stakeholder, StakeholderKind

LARGEST = 10 * 1024 * 1024


class StakeholderForm(forms.Form):
    """A stakeholder's name and kind; its accounts come by a file, or with the row of it."""

    register = fields.SelectField(label=_("Whose register"), blank="")
    name = fields.TextField(label=_("Name of the organisation or public figure"), max_length=200)
    kind = fields.SelectField(label=_("Kind"), choices=StakeholderKind.choices, blank=_("Choose"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, registers: Iterable[Organisation]) -> None:
        super().__init__(data)
        self.registers = {str(one.pk): one for one in registers}
        self.fields["register"].choices = [(pk, one.name) for pk, one in self.registers.items()]  # type: ignore[attr-defined]


class RegisterFileForm(forms.Form):
    """A file of stakeholders."""

    register = fields.SelectField(label=_("Whose register"), blank="")
    file = fields.FileField(
        label=_("File of stakeholders"),
        hint=_("CSV or XLSX, up to 10 MB"),
        accept=(".csv", ".tsv", ".txt", ".xlsx"),
        max_bytes=LARGEST,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: Any = None, *, registers: Iterable[Organisation]
    ) -> None:
        super().__init__(data, files, prefix="file")
        self.registers = {str(one.pk): one for one in registers}
        self.fields["register"].choices = [(pk, one.name) for pk, one in self.registers.items()]  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """What somebody knows that a stakeholder did: by an email, a call or a meeting."""

    stakeholder = fields.TextField(label=_("Stakeholder"), hint=_("Its name, as in the register"), max_length=200)
    level = fields.RadiosField(
        label=_("What it did"),
        choices=(
            (Level.ENGAGED.value, _("Engaged: answered, met or took part")),
            (Level.AMPLIFIED.value, _("Amplified: passed the campaign on to its own people")),
            (Level.ACTED.value, _("Acted: changed or promised something")),
        ),
    )
    on = fields.DateField(label=_("When"))
    note = fields.TextField(
        label=_("By what it is known"),
        hint=_("Such as: email of the press office. No words and no names of other people"),
        max_length=200,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, names: Mapping[str, Stakeholder]) -> None:
        super().__init__(data)
        self.names = names

    def clean_stakeholder(self) -> Stakeholder:
        """Return the stakeholder of this name."""
        found = self.names.get(self.cleaned_data["stakeholder"].strip().casefold())
        if found is None:
            raise ValidationError(
                gettext("The register has no stakeholder of this name. Put it in the register first.")
            )
        return found
