"""From where on a campaign's alerts are raised."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms


class AlertLinesForm(forms.Form):
    """The lines of a campaign's alerts, in words of every day."""

    marks_optional: ClassVar[bool] = False

    quiet = fields.IntegerField(
        label=_("Call a link quiet when so few clicks come by chance only once in how many days"),
        hint=_("1,000 is usual; a lower number tells more, and more of it is chance"),
        min_value=10,
        max_value=1_000_000,
    )
    bots = fields.IntegerField(
        label=_("How many visits by bots in an hour are a flood at least"), min_value=10, max_value=10_000_000
    )
    target = fields.IntegerField(
        label=_("Call a target at risk when the chance to reach it is below so many in 100"),
        min_value=1,
        max_value=99,
    )


class AlertLetterForm(forms.Form):
    """Whether somebody wants a letter about a campaign's alerts."""

    marks_optional: ClassVar[bool] = False

    wanted = fields.CheckboxField(
        label=_("Write to me at 8 each morning when an alert stands or has ended"),
        hint=_("The letter comes to the email address with which you sign in. Untick this to stop it"),
        required=False,
    )
