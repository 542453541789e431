"""What staff are asked when they enter what a caller, a letter or a paper form says."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.campaigns.models import Form as CampaignForm
from heard.campaigns.models import Placement
from heard.design import fields, forms
from heard.feedback.models import ReceiptGiven
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


class WrittenForm(forms.Form):
    """What stands around the answers of a paper form, a letter or a text message."""

    channel = fields.RadiosField(label=_("What is it?"), inline=True)
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

    def __init__(self, *args: Any, form: CampaignForm, today: date, channels: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]
        self.fields["received_on"].latest = today  # type: ignore[attr-defined]
        self.fields["received_on"].error_messages["too_late"] = _("The day it came must be today or earlier")
        if not form.campaign.is_preparing:
            self.fields["received_on"].earliest = form.campaign.starts_on  # type: ignore[attr-defined]
            self.fields["received_on"].error_messages["too_early"] = _(
                "The campaign began on %(limit)s: nothing of it came before that day"
            )

    def clean_paper_number(self) -> str:
        """Return the number in capitals, its blanks taken out, so that it is one number however it is typed."""
        return "".join(str(self.cleaned_data["paper_number"]).split()).upper()

    def clean_code(self) -> Placement | None:
        """Return the link that has this code."""
        return _placement(self, self.form, self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        """A paper form is known by its number: without one it could be entered twice."""
        given = super().clean() or self.cleaned_data
        if given.get("channel") == "PAPER" and not given.get("paper_number") and "paper_number" not in self.errors:
            self.add_error("paper_number", _("Write the number of the paper form, so that it is not entered twice"))
        if given.get("channel") != "PAPER" and "paper_number" in given:
            given["paper_number"] = ""
        return given
