"""What privacy leads are asked: requests for rights, legal holds, periods, and what people are told."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from heard.campaigns.models import Campaign
from heard.design import fields, forms
from heard.feedback.keeping import Kind
from heard.feedback.models import (
    Controller,
    HoldGround,
    IdentityCheck,
    LawfulBasis,
    Right,
    RightsOutcome,
    SpecialCondition,
    Submission,
)

Find = Callable[[str], Submission | None]

LONGEST_AGO = timedelta(days=3 * 365)
"""How long ago a request may have come: a slip in the year would stand for ever as the one that is latest of all."""

_NOT_FOUND = _("Nothing was received here under this reference. Check it, it looks like 7KM-2HX-DQ4")


class RequestForm(forms.Form):
    """A request as it came."""

    right = fields.RadiosField(
        label=_("What do they ask for?"),
        choices=Right.choices,
        error_messages={"required": _("Choose what they ask for")},
    )
    received_on = fields.DateField(label=_("On which day did it come?"))
    reference = fields.TextField(
        label=_("Reference of what they sent"),
        hint=_("It looks like 7KM-2HX-DQ4. Leave it empty where they do not know it."),
        required=False,
        max_length=20,
    )
    line = fields.TextareaField(
        label=_("What they ask, in a line"),
        hint=_("In your own words. Write no names, numbers or addresses: letters and e-mails stay in your own files."),
        required=False,
        max_length=300,
        rows=2,
    )

    def __init__(self, *args: Any, today: date, find: Find, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find = find
        self.fields["received_on"].earliest = today - LONGEST_AGO  # type: ignore[attr-defined]
        self.fields["received_on"].latest = today  # type: ignore[attr-defined]
        self.fields["received_on"].error_messages["too_late"] = _("The day must be today or earlier")

    def clean(self) -> dict[str, Any]:
        """Return the submission in place of its reference."""
        return _with_submission(self, super().clean() or self.cleaned_data, self._find)


class IdentityForm(forms.Form):
    """Whose it is, and how staff made sure."""

    marks_optional: ClassVar[bool] = False

    reference = fields.TextField(
        label=_("Reference of what they sent"),
        max_length=20,
        error_messages={"required": _("Write the reference of what they sent")},
    )
    how = fields.RadiosField(
        label=_("How did you make sure that it is theirs?"),
        choices=IdentityCheck.choices,
        error_messages={"required": _("Choose how you made sure")},
    )

    def __init__(self, *args: Any, find: Find, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find = find

    def clean(self) -> dict[str, Any]:
        """Return the submission in place of its reference."""
        return _with_submission(self, super().clean() or self.cleaned_data, self._find)


class ExtendForm(forms.Form):
    """Why two more months are needed."""

    marks_optional: ClassVar[bool] = False

    because = fields.TextareaField(
        label=_("Why do you need two more months?"),
        hint=_("The law allows it where a request is complex or one of many. Tell the person within the first month."),
        max_length=300,
        rows=3,
        error_messages={"required": _("Write why you need more time")},
    )


class AnswerForm(forms.Form):
    """What came of a request."""

    outcome = fields.RadiosField(
        label=_("What came of it?"),
        choices=RightsOutcome.choices,
        error_messages={"required": _("Choose what came of it")},
    )
    note = fields.TextareaField(
        label=_("A word about it"),
        hint=_("Where you refuse, or do it in part: why, and that the person can complain to the regulator."),
        required=False,
        max_length=300,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where it is refused or done in part."""
        given = super().clean() or self.cleaned_data
        if given.get("outcome") in {RightsOutcome.REFUSED, RightsOutcome.PARTLY} and not given.get("note"):
            self.add_error("note", _("Write why it was refused or done in part"))
        return given


class HoldForm(forms.Form):
    """What is to be held, why, and until when it is looked at again."""

    marks_optional: ClassVar[bool] = False

    what = fields.RadiosField(
        label=_("What is to be held?"),
        choices=[
            fields.Choice(value="submission", label=_("One submission"), reveals="reference"),
            fields.Choice(value="campaign", label=_("A whole campaign"), reveals="campaign"),
        ],
        error_messages={"required": _("Choose what is to be held")},
    )
    reference = fields.TextField(
        label=_("Its reference"), max_length=20, error_messages={"required": _("Write its reference")}
    )
    campaign = fields.SelectField(
        label=_("Which campaign?"), blank="", error_messages={"required": _("Choose the campaign")}
    )
    ground = fields.RadiosField(
        label=_("Why must it be kept?"),
        hint=_("Who holds the code of it is told this."),
        error_messages={"required": _("Choose why it must be kept")},
    )
    reason = fields.TextareaField(
        label=_("More about it, for colleagues"),
        hint=_("Such as the number of the order. Write no names."),
        max_length=300,
        rows=2,
        error_messages={"required": _("Write more about it")},
    )
    review_on = fields.DateField(label=_("When do you look at it again?"))

    def __init__(self, *args: Any, today: date, find: Find, campaigns: Iterable[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._find = find
        self._campaigns = {each.slug: each for each in campaigns}
        self.fields["campaign"].choices = [  # type: ignore[attr-defined]
            (slug, each.title) for slug, each in self._campaigns.items()
        ]
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (value, f"{str(label)[:1].upper()}{str(label)[1:]}") for value, label in HoldGround.choices
        ]
        self.fields["review_on"].earliest = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the submission or the campaign in place of what names it."""
        given = _with_submission(self, super().clean() or self.cleaned_data, self._find)
        given["campaign"] = self._campaigns.get(given.get("campaign") or "")
        return given


class LiftForm(forms.Form):
    """Why a hold is lifted."""

    marks_optional: ClassVar[bool] = False

    reason = fields.TextareaField(
        label=_("Why may it be erased again?"),
        max_length=300,
        rows=2,
        error_messages={"required": _("Write why the hold is lifted")},
    )


class PeriodForm(forms.Form):
    """For how many months one kind of data is kept."""

    marks_optional: ClassVar[bool] = False

    kind = fields.SelectField(
        label=_("What"), blank=_("Choose"), error_messages={"required": _("Choose a kind of data")}
    )
    months = fields.IntegerField(
        label=_("Months"), min_value=1, width=3, error_messages={"required": _("Write the number of months")}
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.code, str(kind.name)) for kind in kinds if kind.may_be_shortened
        ]


class ParticularsForm(forms.Form):
    """What people are told of an organisation on its form."""

    controller = fields.RadiosField(
        label=_("Who decides how people's information is used?"),
        choices=[
            fields.Choice(value=Controller.SOLE, label=_("We alone")),
            fields.Choice(value=Controller.JOINT, label=_("We and others together"), reveals="joint_with"),
        ],
        error_messages={"required": _("Choose who decides")},
    )
    joint_with = fields.TextField(
        label=_("With whom?"), max_length=300, error_messages={"required": _("Write who decides with you")}
    )
    lawful_basis = fields.SelectField(
        label=_("Lawful basis"),
        blank=_("Choose"),
        choices=LawfulBasis.choices,
        error_messages={"required": _("Choose the lawful basis")},
    )
    special_condition = fields.SelectField(
        label=_("Condition for information about health"),
        blank=_("Choose"),
        choices=SpecialCondition.choices,
        error_messages={"required": _("Choose the condition for information about health")},
    )
    officer = fields.TextField(
        label=_("How to reach your data protection officer"),
        hint=_("An e-mail address, a telephone number, or both. It is shown to everyone."),
        max_length=200,
        error_messages={"required": _("Write how to reach your data protection officer")},
    )
    registration = fields.TextField(
        label=_("Registration with the Information Commissioner"),
        hint=_("It looks like ZA123456."),
        required=False,
        max_length=10,
    )

    def clean(self) -> dict[str, Any]:
        """Return empty words where nobody decides along."""
        given = super().clean() or self.cleaned_data
        given["joint_with"] = given.get("joint_with") or ""
        number = (given.get("registration") or "").replace(" ", "").upper()
        if number and not (number[0] == "Z" and number.isalnum() and 7 <= len(number) <= 9):
            self.add_error("registration", _("A registration number looks like ZA123456"))
        given["registration"] = number
        return given


def _with_submission(form: forms.Form, given: Mapping[str, Any], find: Find) -> dict[str, Any]:
    reference = given.get("reference")
    submission = find(reference) if reference else None
    if reference and submission is None:
        form.add_error("reference", _NOT_FOUND)
    return {**given, "submission": submission}
