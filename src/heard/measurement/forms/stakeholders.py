"""Who is put in the register of stakeholders, and who is looked for in it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.design import fields, forms
from heard.measurement.handles import handle_fault
from heard.measurement.models import Influence, Network, Stakeholder, StakeholderKind
from heard.measurement.queries.stakeholders import Sought
from heard.places.models import Area

LARGEST = 10 * 1024 * 1024
MOST_FOLLOWERS = 999_999_999


class StakeholderForm(forms.Form):
    """A stakeholder's name, kind and influence; whose register it joins is asked where a person keeps several."""

    register = fields.SelectField(label=_("Whose register"), blank="")
    name = fields.NameField(label=_("Name of the organisation or public figure"), max_length=200)
    kind = fields.SelectField(label=_("Kind"), choices=StakeholderKind.choices, blank=_("Choose"))
    influence = fields.SelectField(
        label=_("How far it is listened to"), choices=Influence.choices, blank=_("Not judged yet"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, registers: Iterable[Organisation]) -> None:
        super().__init__(data)
        self.registers = _ask_whose(self, registers)

    @property
    def kept_in(self) -> Organisation:
        """Return whose register it is. Only of a valid form."""
        return _whose(self, self.registers)


class ChangeForm(StakeholderForm):
    """What is known of a stakeholder: also its area, and who of the staff owns the relationship."""

    area = fields.SelectField(label=_("Area"), blank=_("No one area"), required=False)
    keeper = fields.SelectField(
        label=_("Who owns the relationship"),
        hint=_("One of the campaign managers and analysts of the organisation whose register it is"),
        blank=_("Nobody yet"),
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        stakeholder: Stakeholder,
        areas: Iterable[Area],
        keepers: Iterable[User],
    ) -> None:
        super().__init__(data, registers=(stakeholder.register,))
        held = stakeholder.area
        self.areas = {area.code: area for area in (*areas, *((held,) if held else ()))}
        self.keepers = {str(one.pk): one for one in keepers}
        self.fields["area"].choices = [(code, area.name) for code, area in self.areas.items()]  # type: ignore[attr-defined]
        self.fields["keeper"].choices = [(pk, one.full_name) for pk, one in self.keepers.items()]  # type: ignore[attr-defined]
        self.initial = {
            "name": stakeholder.name,
            "kind": stakeholder.kind,
            "influence": stakeholder.influence,
            "area": held.code if held else "",
            "keeper": str(stakeholder.keeper_id or ""),
        }

    def clean_area(self) -> Area | None:
        """Return the area that was chosen."""
        return self.areas.get(self.cleaned_data["area"])

    def clean_keeper(self) -> User | None:
        """Return the member of staff who was chosen."""
        return self.keepers.get(self.cleaned_data["keeper"])


class AccountForm(forms.Form):
    """One account of a stakeholder, with its followers as of a day where they are known."""

    network = fields.SelectField(label=_("Network"), choices=Network.choices, blank=_("Choose"))
    handle = fields.TextField(
        label=_("Account"),
        hint=_(
            "Its name there, or the address of its profile; on Mastodon with its server, such as name@social.example."
            " For email an address, or what stands after the @ for everybody there."
        ),
        max_length=200,
    )
    followers = fields.IntegerField(
        label=_("Followers"), required=False, min_value=0, max_value=MOST_FOLLOWERS, width=10
    )
    followers_on = fields.DateField(label=_("On which day it had so many"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        super().__init__(data)
        self.fields["followers_on"].latest = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that the account can be one of the network, and that followers and their day come together."""
        given = super().clean() or self.cleaned_data
        if given.get("network") and given.get("handle"):
            fault = handle_fault(network=given["network"], handle=given["handle"])
            if fault:
                self.add_error("handle", fault)
        number, day = given.get("followers"), given.get("followers_on")
        if number is not None and day is None and "followers_on" not in self.errors:
            self.add_error("followers_on", _("Say of which day the followers are"))
        if day is not None and number is None and "followers" not in self.errors:
            self.add_error("followers", _("Say how many followers it had on that day"))
        return given


class SoughtForm(forms.Form):
    """Which stakeholders of the register are shown."""

    marks_optional = False

    q = fields.SearchField(label=_("Name, or a part of it"), required=False, max_length=200)
    kind = fields.SelectField(label=_("Kind"), choices=StakeholderKind.choices, blank=_("All"), required=False)
    influence = fields.SelectField(
        label=_("How far it is listened to"), choices=Influence.choices, blank=_("All"), required=False
    )
    keeper = fields.SelectField(label=_("Who owns the relationship"), blank=_("All"), required=False)

    def __init__(self, data: Mapping[str, Any], *, keepers: Iterable[User]) -> None:
        super().__init__(data)
        self.keepers = {str(one.pk): one for one in keepers}
        self.fields["keeper"].choices = [(pk, one.full_name) for pk, one in self.keepers.items()]  # type: ignore[attr-defined]

    @property
    def sought(self) -> Sought:
        """Return what is looked for; a choice that is not offered counts as none."""
        self.full_clean()
        given = self.cleaned_data
        return Sought(
            name=given.get("q") or "",
            kind=given.get("kind") or "",
            influence=given.get("influence") or "",
            keeper=self.keepers.get(given.get("keeper") or ""),
        )


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
        self.registers = _ask_whose(self, registers)

    @property
    def kept_in(self) -> Organisation:
        """Return whose register it is. Only of a valid form."""
        return _whose(self, self.registers)


def _ask_whose(form: forms.Form, registers: Iterable[Organisation]) -> dict[str, Organisation]:
    """Let the form ask whose register is meant where there are several; return them by what is answered."""
    by_key = {str(one.pk): one for one in registers}
    if len(by_key) == 1:
        del form.fields["register"]
    else:
        form.fields["register"].choices = [(key, one.name) for key, one in by_key.items()]  # type: ignore[attr-defined]
    return by_key


def _whose(form: forms.Form, registers: Mapping[str, Organisation]) -> Organisation:
    return registers[form.cleaned_data.get("register") or next(iter(registers))]
