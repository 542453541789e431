"""From where on a campaign's alerts are raised."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms


class AlertLinesForm(forms.Form):
    """The lines of a campaign's alerts, in words of every day."""

    marks_optional: ClassVar[bool] = False

    quiet = fields.IntegerField(
        label=_("How rare a quiet day must be before you are told: once in how many days?"),
        hint=_(
            "A link is called quiet when so few clicks would come by chance only once in this many days. "
            "1,000 is usual. A lower number gives more alerts, and more false ones"
        ),
        min_value=10,
        max_value=1_000_000,
    )
    bots = fields.IntegerField(
        label=_("How many visits by bots in one hour count as a flood?"), min_value=10, max_value=10_000_000
    )
    target = fields.IntegerField(
        label=_("Below what chance of reaching a target are you told? (per cent)"),
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
