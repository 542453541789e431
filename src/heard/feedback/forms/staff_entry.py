"""What staff are asked when they enter what a caller, a letter or a paper form says."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from heard.campaigns.models import Form as CampaignForm
from heard.campaigns.models import Placement
from heard.design import fields, forms
from heard.feedback.models import WRITTEN_CHANNELS, Channel, ReceiptGiven
from heard.feedback.queries.entering import placement_of_code

LONGEST_NOTE = 1000


class CallForm(forms.Form):
    """That the notice was read out, and the link that the caller came by, if they know it."""

    agreed = fields.CheckboxField(
        label=_("I read this out word for word, and they agreed to go on"),
        error_messages={"required": _("Read the words out, then say that the person agreed to go on")},
    )
    code = fields.TextField(
        label=_("The link or code on what they read"),
        hint=_("Only if they have a poster, leaflet or letter in front of them."),
        required=False,
        max_length=200,
        width=20,
    )

    def __init__(self, *args: Any, form: CampaignForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form

    def clean_code(self) -> Placement | None:
        """Return the link that has this code."""
        return _placement(self, self.form, self.cleaned_data["code"])


class NoteForm(forms.Form):
    """The enterer's own words, apart from the person's."""

    note = fields.TextareaField(
        label=_("Your own note"),
        hint=_("Only what you noticed yourself. It is kept apart from their words. Leave out names and numbers."),
        required=False,
        max_length=LONGEST_NOTE,
        rows=3,
    )


class EndForm(forms.Form):
    """How the person got their code."""

    receipt_given = fields.RadiosField(
        label=_("How did they get the nine words?"),
        choices=ReceiptGiven.choices,
        error_messages={"required": _("Choose how they got the nine words")},
    )


def _placement(form: forms.Form, of: CampaignForm, code: str) -> Placement | None:
    found = placement_of_code(form=of, code=code) if code else None
    if code and found is None:
        form.add_error("code", _("No link of this campaign has that code. Check it, or leave it empty"))
    return found


CARRIED = ("channel", "received_on", "batch_reference", "paper_number")
"""What the next of a batch is likely to share with the last one; its number is one more."""

_NUMBERED = re.compile(r"(.*?)(\d{1,9})", re.DOTALL)
_PRINTED_DIGITS = 5


class WrittenForm(NoteForm):
    """What stands around the answers of a paper form, a letter or a text message."""

    channel = fields.RadiosField(
        label=_("What is it?"),
        choices=[(channel.value, channel.label) for channel in WRITTEN_CHANNELS],
        initial=Channel.PAPER,
        small=True,
        inline=True,
    )
    paper_number = fields.TextField(
        label=_("Number on the paper form"),
        hint=_("At the foot of each page. If there is none, write the next number of your own on it, such as W-17."),
        required=False,
        max_length=30,
        width=10,
    )
    received_on = fields.DateField(label=_("Day it came"))
    batch_reference = fields.TextField(
        label=_("Batch"), hint=_("Such as the box or the day's post."), required=False, max_length=60, width=20
    )
    code = fields.TextField(label=_("Code printed beside the QR code"), required=False, max_length=200, width=20)

    def __init__(self, *args: Any, form: CampaignForm, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form
        self.fields["paper_number"].marks_optional = False  # type: ignore[attr-defined]
        self.fields["received_on"].latest = today  # type: ignore[attr-defined]
        self.fields["received_on"].error_messages["too_late"] = _("The day it came must be today or earlier")
        if not form.campaign.is_preparing:
            self.fields["received_on"].earliest = form.campaign.starts_on  # type: ignore[attr-defined]
            self.fields["received_on"].error_messages["too_early"] = _(
                "The campaign began on %(limit)s: nothing of it came before that day"
            )

    def clean_paper_number(self) -> str:
        """Return the number as it is printed, in capitals and without blanks: one number however it is typed."""
        typed = "".join(str(self.cleaned_data["paper_number"]).split()).upper()
        return typed.lstrip("0").zfill(_PRINTED_DIGITS) if typed.isdecimal() else typed

    def clean_code(self) -> Placement | None:
        """Return the link that has this code."""
        return _placement(self, self.form, self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        """A paper form is known by its number: without one it could be entered twice."""
        given = super().clean() or self.cleaned_data
        if (
            given.get("channel") == Channel.PAPER
            and not given.get("paper_number")
            and "paper_number" not in self.errors
        ):
            self.add_error("paper_number", _("Write the number of the paper form, so that it is not entered twice"))
        if given.get("channel") != Channel.PAPER and "paper_number" in given:
            given["paper_number"] = ""
        return given

    def leave_unchecked(self) -> None:
        """Show what was typed and say nothing about it: nobody has asked to send it yet."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    @property
    def was_printed(self) -> bool:
        """Whether it is a paper form, on which every question was asked."""
        return bool(self.cleaned_data["channel"] == Channel.PAPER)

    @property
    def plan(self) -> dict[str, Any]:
        """Return what an entry is planned from."""
        given = self.cleaned_data
        names = ("channel", "received_on", "paper_number", "batch_reference")
        return {**{name: given[name] for name in names}, "placement": given["code"]}

    @property
    def carried(self) -> dict[str, str]:
        """Return what the next one of the batch begins with."""
        given = {name: self.cleaned_data[name] for name in CARRIED}
        numbered = _NUMBERED.fullmatch(given["paper_number"])
        if numbered:
            stem, digits = numbered.groups()
            given["paper_number"] = f"{stem}{str(int(digits) + 1).zfill(len(digits))}"
        return {name: str(value) for name, value in given.items() if value}


def begun_with(query: Mapping[str, str], *, today: date) -> dict[str, Any]:
    """Return what a form of a batch begins with, as the address carries it on; a day that is none is today."""
    carried: dict[str, Any] = {name: query[name][:60] for name in CARRIED if name in query}
    try:
        carried["received_on"] = date.fromisoformat(carried.get("received_on", ""))
    except ValueError:
        carried["received_on"] = today
    return carried
