"""What staff are asked about an enquiry, and by what they look for one."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation
from heard.campaigns.models import Campaign
from heard.design import fields, forms
from heard.feedback.enquiry_topics import TOPICS
from heard.feedback.models import EnquiryChannel, EnquiryOutcome
from heard.places.models import Area, Office

OUTCOMES = [(value, label) for value, label in EnquiryOutcome.choices if value != EnquiryOutcome.FEEDBACK]


class EnquiryForm(forms.Form):
    """One enquiry: three choices log it, the rest may stay empty."""

    topic = fields.RadiosField(label=_("What was it about?"), choices=list(TOPICS.items()), small=True)
    outcome = fields.RadiosField(label=_("What came of it?"), choices=OUTCOMES, small=True)
    channel = fields.RadiosField(
        label=_("How did they ask?"), choices=EnquiryChannel.choices, small=True, initial=EnquiryChannel.PHONE
    )
    signposted_to = fields.TextField(
        label=_("Told to turn to"),
        hint=_("An organisation or a service, never a person."),
        required=False,
        max_length=200,
    )
    words = fields.TextareaField(
        label=_("What they asked"),
        hint=_("A line, without names or numbers. What still looks like one is taken out before it is kept."),
        required=False,
        max_length=500,
        rows=2,
    )
    area = fields.SelectField(label=_("Where they live"), required=False, blank=_("Not known"))
    minutes = fields.IntegerField(
        label=_("Minutes it took"),
        required=False,
        min_value=0,
        max_value=600,
        width=3,
        error_messages={
            "min_value": _("The minutes must be 0 or more"),
            "max_value": _("The minutes must be 600 or fewer"),
        },
    )
    organisation = fields.SelectField(label=_("Which organisation was asked"), blank="")
    office = fields.SelectField(label=_("Office"), required=False, blank=_("None"))
    campaign = fields.SelectField(label=_("Campaign"), required=False, blank=_("No campaign"))
    received_on = fields.DateField(label=_("Day"))

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation],
        offices: Iterable[Office],
        campaigns: Iterable[Campaign],
        areas: Iterable[Area],
        today: date,
        is_feedback: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._of: dict[str, dict[str, Any]] = {
            "organisation": {each.slug: each for each in organisations},
            "office": {str(each.pk): each for each in offices},
            "campaign": {each.slug: each for each in campaigns},
            "area": {each.code: each for each in areas},
        }
        for name, known in self._of.items():
            self.fields[name].choices = [  # type: ignore[attr-defined]
                (value, getattr(each, "title", "") or each.name) for value, each in known.items()
            ]
        self.only = next(iter(self._of["organisation"].values())) if len(self._of["organisation"]) == 1 else None
        self.fields["organisation"].required = self.only is None
        if is_feedback:
            self.fields["outcome"].choices = EnquiryOutcome.choices  # type: ignore[attr-defined]
        self.fields["received_on"].latest = today  # type: ignore[attr-defined]
        self.fields["received_on"].error_messages["too_late"] = _("The day must be today or earlier")

    def clean(self) -> dict[str, Any]:
        """Return records in place of what names them; an office is one of the organisation's own."""
        given = super().clean() or self.cleaned_data
        for name, known in self._of.items():
            if name in given:
                given[name] = known.get(given[name] or "")
        given["organisation"] = given.get("organisation") or self.only
        office, organisation = given.get("office"), given.get("organisation")
        if office and organisation and office.organisation_id not in {organisation.pk, organisation.kept_by_id}:
            self.add_error("office", _("This office belongs to another organisation"))
        return given


class EnquiryFilterForm(forms.Form):
    """Which enquiries to show."""

    marks_optional: ClassVar[bool] = False

    since = fields.DateField(label=_("From"), required=False)
    until = fields.DateField(label=_("To"), required=False)
    topic = fields.SelectField(label=_("About"), required=False, blank=_("Anything"), choices=list(TOPICS.items()))
    channel = fields.SelectField(
        label=_("Asked by"), required=False, blank=_("Any way"), choices=EnquiryChannel.choices
    )
    outcome = fields.SelectField(label=_("Outcome"), required=False, blank=_("Any"), choices=EnquiryOutcome.choices)

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        answers = super().clean() or self.cleaned_data
        since, until = answers.get("since"), answers.get("until")
        if since and until and until < since:
            self.add_error("until", _("The second day must be the same as or later than the first"))
        return answers
