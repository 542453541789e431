"""What managers answer about money, and about a copy of a campaign."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from heard.campaigns.actions import AmountPlan, CopyPlan
from heard.campaigns.models import Channel, Currency, Placement, Wave
from heard.design import fields, forms

_GAPS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
"""A comma before three digits parts thousands; one before two may be meant as a point, and is not guessed at."""

_AMOUNT = re.compile(r"(?P<whole>\d{1,10})(?:\.(?P<part>\d{1,2}))?")


class AmountForm(forms.Form):
    """An amount that is planned: how much, and for what."""

    amount = fields.TextField(label=_("How much"), hint=_("For example, 1,250 or 99.50"), width=10, max_length=20)
    currency = fields.SelectField(label=_("In"), choices=Currency.choices, initial=Currency.GBP)
    wave = fields.SelectField(label=_("For which wave"), blank=_("The whole campaign"), required=False)
    channel = fields.SelectField(
        label=_("For which channel"), choices=Channel.choices, blank=_("Any channel"), required=False
    )
    code = fields.TextField(
        label=_("For one link alone"),
        hint=_("The words at its end, such as carersuk-fb. Leave it empty otherwise."),
        required=False,
        max_length=40,
        width=20,
    )
    note = fields.TextField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args: Any, waves: Iterable[Wave], links: dict[str, Placement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waves = {str(wave.pk): wave for wave in waves}
        self.links = links
        self.fields["wave"].choices = [(key, wave.name) for key, wave in self.waves.items()]  # type: ignore[attr-defined]

    def clean_amount(self) -> int:
        """Return the amount in pence."""
        typed = _GAPS.sub("", re.sub(r"[\s£€$]", "", self.cleaned_data["amount"]))
        found = _AMOUNT.fullmatch(typed)
        pence = int(found["whole"]) * 100 + int((found["part"] or "0").ljust(2, "0")) if found else 0
        if not pence:
            raise ValidationError(_("Write the amount like 1,250 or 99.50"))
        return pence

    def clean_code(self) -> str:
        """Return the code of one of the campaign's links."""
        code: str = self.cleaned_data["code"].strip().lower()
        if code and code not in self.links:
            raise ValidationError(_("The campaign has no link of these words"))
        return code

    @property
    def plan(self) -> AmountPlan:
        """Return what was answered. What is for one link is for its wave and channel."""
        given = self.cleaned_data
        link = self.links.get(given["code"])
        return AmountPlan(
            pence=given["amount"],
            currency=Currency(given["currency"]),
            spent_on=given.get("spent_on"),
            wave=link.wave if link else self.waves.get(given["wave"] or ""),
            channel=link.channel if link else given["channel"] or "",
            placement=link,
            note=given["note"],
        )


class SpendForm(AmountForm):
    """An amount that was spent, on a day."""

    spent_on = fields.DateField(label=_("On which day"), hint=_("For example, 8 7 2026"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["spent_on", *AmountForm.base_fields])


class CopyForm(forms.Form):
    """A new campaign made from one that there is."""

    title = fields.NameField(label=_("Name of the new campaign"), max_length=120)
    starts_on = fields.DateField(
        label=_("First day"), hint=_("Waves, objectives and the calendar move by as many days.")
    )
    ends_on = fields.DateField(label=_("Last day"))
    links = fields.RadiosField(
        label=_("Its links"),
        choices=[("none", _("Place them anew later")), ("copy", _("Copy those in use, each with a code of its own"))],
    )

    def clean(self) -> dict[str, Any]:
        """Check that it ends after it starts."""
        given = super().clean() or self.cleaned_data
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] < given["starts_on"]:
            self.add_error("ends_on", _("The last day must be on or after the first day"))
        return given

    @property
    def plan(self) -> CopyPlan:
        """Return what was answered."""
        given = self.cleaned_data
        return CopyPlan(
            title=given["title"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            has_links=given["links"] == "copy",
        )
