"""An export of a network, what it does not say of itself, and what its columns and names are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.campaigns.models import Placement
from heard.design import fields, forms
from heard.design.dates import said_day
from heard.measurement.actions.networks import NOT_OURS, OURS, Told
from heard.measurement.models import KnownColumn, Paid
from heard.measurement.queries.network_words import meanings
from heard.measurement.queries.networks import Named

LARGEST = 50 * 1024 * 1024


class NetworkForm(forms.Form):
    """The file, whether it is only to be checked, and what it may not say of itself."""

    file = fields.FileField(
        label=_("Export of a network"),
        hint=_("As the network gives it: CSV, XLSX or ZIP, up to 50 MB. Do not open and save it before"),
        accept=(".csv", ".tsv", ".txt", ".xlsx", ".zip"),
        max_bytes=LARGEST,
    )
    step = fields.RadiosField(
        label=_("What to do"),
        choices=[("check", _("Only check the file")), ("take", _("Bring it in, if every row can be used"))],
        initial="check",
    )
    account = fields.NameField(
        label=_("Whose account it is"),
        hint=_("Where the file does not say, and you have several"),
        required=False,
        max_length=120,
    )
    network = fields.NameField(
        label=_("Which network it is"), hint=_("Where the file does not say"), required=False, max_length=40
    )
    paid = fields.SelectField(
        label=_("Paid or organic"),
        hint=_("Where the file does not say"),
        required=False,
        blank=_("As the file says"),
        choices=Paid.choices,
    )
    currency = fields.TextField(
        label=_("Currency"), hint=_("Such as GBP, where the file does not say"), required=False, max_length=3, width=5
    )
    order = fields.SelectField(
        label=_("What 7/8/2020 means"),
        hint=_("Where the file leaves it open"),
        required=False,
        blank=_("As the file says"),
        choices=[("DMY", _("7 August: the day first")), ("MDY", _("8 July: the month first"))],
    )
    first_day = fields.DateField(label=_("First day"), hint=_("Where the file names no days"), required=False)
    last_day = fields.DateField(label=_("Last day"), hint=_("Where the file names no days"), required=False)

    def clean_currency(self) -> str:
        """Refuse what is no code of a currency."""
        code = str(self.cleaned_data["currency"] or "").strip().upper()
        if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise ValidationError(_("Write the currency by its three letters, such as GBP"))
        return code

    def clean(self) -> dict[str, Any]:
        """Refuse days that end before they start, and one without the other."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must be the first day or later"))
        if bool(first) != bool(last) and not ({"first_day", "last_day"} & set(self.errors)):
            self.add_error("last_day" if first else "first_day", _("Enter both days, or neither"))
        return cleaned

    @classmethod
    def of_told(cls, told: Told, *, is_check: bool) -> "NetworkForm":
        """Return the form with what was said of a file before."""
        return cls(initial={**asdict(told), "step": "check" if is_check else "take"})

    @property
    def told(self) -> Told:
        """Return what was said of the file. Only of a valid form."""
        said = self.cleaned_data
        return Told(
            account=said["account"] or "",
            network=said["network"] or "",
            paid=said["paid"] or "",
            currency=said["currency"] or "",
            order=said["order"] or "",
            first_day=said["first_day"],
            last_day=said["last_day"],
        )


class ColumnsForm(forms.Form):
    """What each column is that nobody knows.

    The headings travel with the form: an answer is remembered although the file (`waiting`, its key) waits no longer.
    """

    marks_optional: ClassVar[bool] = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        source: str = "",
        headings: Sequence[str] = (),
        waiting: int | None = None,
    ) -> None:
        super().__init__(data)
        if data is not None:
            headings = [str(data[key]) for key in data if key.startswith("heading_")][:300]
            source = str(data.get("source", ""))
            waiting = _key(data.get("waiting", ""))
        self.source, self.headings = source[:40], tuple(headings)
        self.waiting = waiting
        self.fields["source"] = fields.HiddenField(initial=self.source, required=False)
        self.fields["waiting"] = fields.HiddenField(initial=str(waiting or ""), required=False)
        for place, heading in enumerate(self.headings):
            self.fields[f"heading_{place}"] = fields.HiddenField(initial=heading)
            self.fields[f"meaning_{place}"] = fields.SelectField(
                label=heading, choices=meanings(), blank=_("Choose what it is"), initial=_nearly(heading)
            )

    @property
    def answers(self) -> dict[str, str]:
        """Return what each heading was said to be. Only of a valid form."""
        return {
            self.cleaned_data[f"heading_{place}"]: self.cleaned_data[f"meaning_{place}"]
            for place in range(len(self.headings))
        }


class KnownColumnForm(forms.Form):
    """What one column is."""

    marks_optional: ClassVar[bool] = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, column: KnownColumn) -> None:
        super().__init__(data)
        self.fields["meaning"] = fields.SelectField(
            label=_("What it is"), choices=meanings(), blank=_("Choose what it is"), initial=column.meaning
        )


class NamesForm(forms.Form):
    """What each advertisement or post on a page of the list is."""

    marks_optional: ClassVar[bool] = False

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, names: Iterable[Named], placements: Iterable[Placement]
    ) -> None:
        super().__init__(data)
        choices = [
            (OURS, _("Of this campaign, with no link of its own")),
            (NOT_OURS, _("Not of this campaign")),
            *((placement.code, _said(placement)) for placement in placements),
        ]
        self.names = tuple(names)
        for name in self.names:
            self.fields[_field(name)] = fields.SelectField(
                label=name.name,
                hint=_hint(name),
                choices=choices,
                blank=_("Not answered yet"),
                required=False,
                initial=_initial(name),
            )

    @property
    def answers(self) -> dict[tuple[str, str], str]:
        """Return what was said of each that was answered. Only of a valid form."""
        said = {(name.source, name.subject): self.cleaned_data[_field(name)] for name in self.names}
        return {key: answer for key, answer in said.items() if answer}


def _key(sent: object) -> int | None:
    text = str(sent)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _nearly(heading: str) -> str:
    """Return the meaning whose name a heading nearly is, as where a letter is missing."""
    by_name = {str(label).casefold(): meaning for meaning, label in meanings()}
    near = get_close_matches(heading.casefold(), by_name, n=1, cutoff=0.9)
    return by_name[near[0]] if near else ""


def _field(name: Named) -> str:
    return f"{name.source}_{name.subject}"


def _initial(name: Named) -> str:
    if not name.is_answered:
        return name.guess
    if not name.is_ours:
        return NOT_OURS
    return name.placement_code or OURS


def _said(placement: Placement) -> str:
    parts = [str(placement.get_channel_display()), placement.post, placement.code]
    return " · ".join(part for part in parts if part)


def _hint(name: Named) -> str:
    days = said_day(name.first_day)
    if name.first_day != name.last_day:
        days = f"{days} – {said_day(name.last_day)}"
    return f"{name.network}, {days}"
