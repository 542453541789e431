"""Why something sealed is to be opened, whether a second person agrees, and an organisation's rule."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.feedback.opening_reasons import reasons_for, says_enough

YES, NO = "yes", "no"


class OpeningForm(forms.Form):
    """A reason of the list, and a few words about it."""

    marks_optional: ClassVar[bool] = False

    reason = fields.RadiosField(label=_("Why do you need it?"), error_messages={"required": _("Choose a reason")})
    words = fields.TextareaField(
        label=_("What you need it for, in your own words"),
        hint=_(
            "One or two sentences, such as “They asked us to ring about the appointment”. "
            "Do not copy what the person wrote, and write no names or numbers"
        ),
        max_length=300,
        rows=3,
        error_messages={"required": _("Write what you need it for")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, is_contact: bool) -> None:
        super().__init__(data)
        self.fields["reason"].choices = list(reasons_for(is_contact=is_contact).items())  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        """Return the words, where they tell a colleague anything."""
        words = str(self.cleaned_data["words"])
        if not says_enough(words):
            raise ValidationError(_("Write at least three words, so that colleagues understand what you need it for"))
        return words


class DecisionOnOpeningForm(forms.Form):
    """Whether a second person agrees; a refusal says why."""

    marks_optional: ClassVar[bool] = False

    decision = fields.RadiosField(
        label=_("Do you agree that it is opened?"),
        choices=[
            fields.Choice(value=YES, label=_("Yes, I agree")),
            fields.Choice(value=NO, label=_("No, I refuse"), reveals="refusal"),
        ],
        error_messages={"required": _("Choose whether you agree")},
    )
    refusal = fields.TextareaField(
        label=_("Why you refuse"),
        hint=_("Whoever asked reads this. Write no names or numbers"),
        max_length=300,
        rows=3,
        error_messages={"required": _("Write why you refuse")},
    )

    @property
    def agrees(self) -> bool:
        """Return whether the person agreed."""
        return bool(self.cleaned_data["decision"] == YES)


class OpeningRuleForm(forms.Form):
    """Whether two people are needed, and for how long the second one's word holds."""

    marks_optional: ClassVar[bool] = False

    people = fields.RadiosField(
        label=_("How many people decide?"),
        choices=[
            fields.Choice(
                value=NO,
                label=_("One person"),
                hint=_("A caseworker or privacy lead gives a reason and opens it at once"),
            ),
            fields.Choice(
                value=YES,
                label=_("Two people"),
                hint=_("Another caseworker or privacy lead agrees first"),
                reveals="hours",
            ),
        ],
    )
    hours = fields.IntegerField(
        label=_("For how many hours may it then be opened?"),
        hint=_("Once, by whoever asked. From 1 to 168 hours, which is a week"),
        min_value=1,
        max_value=168,
        width=3,
        error_messages={
            "required": _("Write for how many hours"),
            "invalid": _("Write the hours as a number, such as 24"),
            "min_value": _("The hours must be 1 or more"),
            "max_value": _("The hours must be 168 or fewer"),
        },
    )

    @property
    def needs_two(self) -> bool:
        """Return whether a second person is asked for."""
        return bool(self.cleaned_data["people"] == YES)
