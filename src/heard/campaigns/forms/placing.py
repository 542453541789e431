"""What managers answer about a link, its code and its QR code."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.accounts.queries import public_name
from heard.campaigns.actions import PlacementPlan
from heard.campaigns.codes import LONGEST
from heard.campaigns.models import Channel, Destination, Form, Partner, Wave
from heard.design import fields, forms
from heard.design.languages import ENGLISH, LANGUAGES
from heard.places.models import Area


class PlacementForm(forms.Form):
    """Where a link stands, and where it leads."""

    channel = fields.SelectField(label=_("Where people see the link"), choices=Channel.choices)
    post = fields.NameField(
        label=_("Which post, page or poster"),
        hint=_("So that you know it again. For example, Launch video"),
        required=False,
        max_length=160,
    )
    is_paid = fields.RadiosField(
        label=_("Is it paid for?"), choices=[("paid", _("Yes, it is paid for")), ("organic", _("No"))], inline=True
    )
    partner = fields.SelectField(label=_("Partner who passes it on"), blank=_("No partner"), required=False)
    wave = fields.SelectField(label=_("Wave"), blank=_("No wave"), required=False)
    area = fields.SelectField(
        label=_("Area of the people who see it"),
        hint=_("Where you know it, such as for a local partner. They then see their local office’s number at once."),
        blank=_("Any area"),
        required=False,
    )
    language = fields.SelectField(
        label=_("Language of the page that it opens"),
        hint=_("The same as the language of the post."),
        choices=[(language.code, language.name) for language in LANGUAGES],
        initial=ENGLISH.code,
    )
    destination = fields.RadiosField(label=_("Where it leads"))
    form = fields.SelectField(label=_("Which form"))
    outside_url = fields.TextField(
        label=_("Address outside this site"), hint=_("Its website must be on the campaign's list.")
    )

    def __init__(
        self,
        *args: Any,
        partners: Iterable[Partner],
        waves: Iterable[Wave],
        offered: Iterable[Form],
        hosts: Iterable[str],
        areas: Iterable[Area],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.pk): partner for partner in partners}
        self.waves = {str(wave.pk): wave for wave in waves}
        self.areas = {area.code: area for area in areas}
        self.offered = {form.slug: form for form in offered}
        choices = {
            "partner": [
                (key, public_name(organisation=partner.organisation)) for key, partner in self.partners.items()
            ],
            "wave": [(key, wave.name) for key, wave in self.waves.items()],
            "area": [(code, area.name) for code, area in self.areas.items()],
            "form": [(slug, f"{form.title} ({form.organisation.name})") for slug, form in self.offered.items()],
            "destination": destinations(has_forms=bool(self.offered), has_hosts=any(hosts)),
        }
        if not self.offered:
            del self.fields["form"]
        for name, pairs in choices.items():
            if name in self.fields:
                self.fields[name].choices = pairs  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the answers with the rows that they name."""
        given = super().clean() or self.cleaned_data
        given["partner"] = self.partners.get(given.get("partner") or "")
        given["wave"] = self.waves.get(given.get("wave") or "")
        given["area"] = self.areas.get(given.get("area") or "")
        given["form"] = self.offered.get(given.get("form") or "")
        return given

    @property
    def plan(self) -> PlacementPlan:
        """Return where the link is to stand and lead."""
        given = self.cleaned_data
        return PlacementPlan(
            channel=Channel(given["channel"]),
            post=given["post"],
            is_paid=given["is_paid"] == "paid",
            wave=given["wave"],
            partner=given["partner"],
            destination=Destination(given["destination"]),
            form=given["form"],
            outside_url=given["outside_url"] or "",
            area=given["area"],
            language=given["language"],
        )


class CodeForm(forms.Form):
    """Another code for a short link."""

    code = fields.TextField(
        label=_("The words at the end of the link"),
        hint=_("Lower-case letters, the digits 2 to 9, and hyphens between words. 0 and 1 look like letters in print."),
        max_length=LONGEST,
        width=20,
    )


class PrintForm(forms.Form):
    """A QR code to print: how large, and as what."""

    marks_optional = False

    kind = fields.RadiosField(
        label=_("Kind of file"),
        choices=[
            fields.Choice(value="svg", label=_("SVG"), hint=_("Sharp at any size. Best for print.")),
            fields.Choice(value="png", label=_("PNG"), hint=_("A picture. For documents and screens.")),
        ],
    )
    cm = fields.IntegerField(
        label=_("Width in centimetres"),
        hint=_("At least 2 for a leaflet. One tenth of the distance from which it is read."),
        min_value=2,
        max_value=100,
        suffix="cm",
    )
    dpi = fields.IntegerField(
        label=_("Dots to the inch, for PNG"), min_value=72, max_value=600, required=False, suffix="dpi"
    )

    def clean(self) -> dict[str, Any]:
        """Check that the picture is not larger than a printer can use."""
        given = super().clean() or self.cleaned_data
        given["dpi"] = given.get("dpi") or 300
        is_png = "kind" not in self.fields or given.get("kind") == "png"
        if is_png and given.get("cm") and given["cm"] / 2.54 * given["dpi"] > 6000:
            self.add_error("cm", _("A PNG of this width is too large. Choose SVG, fewer dots, or a smaller width"))
        return given


class CodesForm(PrintForm):
    """Many QR codes to print, each as SVG and as PNG: how large."""

    kind = None  # type: ignore[assignment]


def destinations(*, has_forms: bool, has_hosts: bool) -> list[fields.Choice]:
    """Return where links of a campaign may lead, each with the question that it asks further."""
    shown = [fields.Choice(value=Destination.LANDING, label=Destination.LANDING.label)]
    if has_forms:
        shown.append(fields.Choice(value=Destination.FORM, label=Destination.FORM.label, reveals="form"))
    outside = _("An address on one of the campaign's other websites") if has_hosts else Destination.OUTSIDE.label
    shown.append(fields.Choice(value=Destination.OUTSIDE, label=outside, reveals="outside_url"))
    return shown
