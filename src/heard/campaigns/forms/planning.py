"""What managers answer about a campaign, its doors, forms, waves and partners."""

from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation
from heard.campaigns.actions import WavePlan
from heard.campaigns.doors import Door, DoorRule, Offer, rule_of
from heard.campaigns.hosts import host_of, is_host
from heard.campaigns.models import Audience, Campaign, Form, Wave
from heard.campaigns.questions.templates import TEMPLATES
from heard.design import fields, forms
from heard.places import details
from heard.places.forms.details import DetailsForm
from heard.places.models import Area
from heard.places.queries import BenchmarkChoice, population


class PlanForm(DetailsForm):
    """What a campaign says of itself, and when it runs."""

    title = fields.NameField(label=_("Name of the campaign"), max_length=120)
    summary = fields.TextareaField(
        label=_("What it is for, in a few plain sentences"),
        hint=_("People read this first on the landing page."),
        required=False,
        max_length=1000,
        rows=4,
    )
    hashtag = fields.NameField(label=_("Hashtag"), required=False, max_length=60, prefix="#", width=20)
    starts_on = fields.DateField(label=_("First day"), hint=_("For example, 8 7 2026"))
    ends_on = fields.DateField(label=_("Last day"), hint=_("For example, 31 3 2027"))
    baseline_starts_on = fields.DateField(
        label=_("First day to compare with"),
        hint=_("Leave both empty to compare with the same days a year before."),
        required=False,
    )
    baseline_ends_on = fields.DateField(label=_("Last day to compare with"), required=False)
    contact_phone = fields.PhoneField(
        label=_("Phone number for people who need help"),
        hint=_("Shown where there is no local office. The campaign cannot open without it."),
        required=False,
    )
    contact_hours = fields.TextField(
        label=_("When this number is answered"),
        hint=_("For example, Monday to Friday, 9am to 5pm. The landing page says whether it is open now."),
        required=False,
        max_length=200,
    )
    allowed_hosts = fields.TextareaField(
        label=_("Other websites that links may lead to"),
        hint=_("One on each line, such as www.example.org"),
        required=False,
        rows=3,
    )
    is_front_page = fields.CheckboxField(label=_("Show this campaign on the front page of the site"), required=False)

    @classmethod
    def of(cls, campaign: Campaign) -> "PlanForm":
        """Return the form with what stands there now."""
        names = [name for name in cls.base_fields if name != "allowed_hosts"]
        initial = {name: getattr(campaign, name) for name in names}
        return cls(initial={**initial, "allowed_hosts": "\n".join(campaign.allowed_hosts)})

    def clean_hashtag(self) -> str:
        """Return the hashtag without its sign; it is one word."""
        hashtag: str = self.cleaned_data["hashtag"].lstrip("#")
        if any(sign.isspace() for sign in hashtag):
            self.add_error("hashtag", _("Write the hashtag as one word, without spaces"))
        return hashtag

    def clean_contact_hours(self) -> str:
        """Return the hours where they can be understood."""
        return self.right_or_empty("contact_hours", details.hours)

    def clean_allowed_hosts(self) -> tuple[str, ...]:
        """Return the hosts' names, each once."""
        hosts = [host_of(line) for line in self.cleaned_data["allowed_hosts"].splitlines() if line.strip()]
        wrong = [host for host in hosts if not is_host(host)]
        if wrong:
            self.add_error("allowed_hosts", _("Write each website like www.example.org. This is not one: ") + wrong[0])
        return tuple(dict.fromkeys(hosts))

    def clean(self) -> dict[str, Any]:
        """Check that each period ends after it starts, and that both ends of the baseline are given or neither."""
        given = super().clean() or self.cleaned_data
        _ends_after_start(self, "starts_on", "ends_on")
        _ends_after_start(self, "baseline_starts_on", "baseline_ends_on")
        first, last = given.get("baseline_starts_on"), given.get("baseline_ends_on")
        if (first is None) != (last is None) and not {"baseline_starts_on", "baseline_ends_on"} & set(self.errors):
            missing = "baseline_starts_on" if first is None else "baseline_ends_on"
            self.add_error(missing, _("Give both days to compare with, or neither"))
        return given


class NewCampaignForm(PlanForm):
    """A new campaign: also whose it is, which is asked only of a manager of several organisations."""

    owner = fields.SelectField(label=_("Which organisation runs it"))

    def __init__(self, *args: Any, owners: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_slug = {owner.slug: owner for owner in owners}
        self.fields["owner"].choices = _names(self.by_slug)  # type: ignore[attr-defined]
        self.order_fields(["owner", *PlanForm.base_fields])
        if len(self.by_slug) == 1:
            del self.fields["owner"]

    @property
    def owned_by(self) -> Organisation:
        """Return the organisation. Only of a valid form."""
        return self.by_slug[self.cleaned_data.get("owner") or next(iter(self.by_slug))]


class DoorsForm(forms.Form):
    """Which doors the landing page shows, in which order, and what each form is for."""

    order = fields.RadiosField(
        label=_("What people can do on the landing page"),
        choices=[
            ("TELL TALK", _("Tell us, then talk to someone near them")),
            ("TALK TELL", _("Talk to someone near them, then tell us")),
            ("TELL", _("Tell us only")),
            ("TALK", _("Talk to someone near them only")),
        ],
    )

    def __init__(self, *args: Any, campaign: Campaign, offered: Iterable[Form], **kwargs: Any) -> None:
        rule = rule_of(campaign.doors)
        named = {offer.form: offer.words for offer in rule.offers}
        kwargs.setdefault("initial", {"order": " ".join(rule.order)})
        super().__init__(*args, **kwargs)
        self.offered = list(offered)
        for form in self.offered:
            self.fields[f"offer-{form.slug}"] = fields.CheckboxField(
                label=_("Offer “%(form)s” of %(organisation)s")
                % {"form": form.title, "organisation": form.organisation.name},
                initial=not named or form.slug in named,
                required=False,
            )
            self.fields[f"words-{form.slug}"] = fields.TextField(
                label=_("What “%(form)s” is for") % {"form": form.title},
                hint=_("Shown where people choose between forms."),
                initial=named.get(form.slug, ""),
                required=False,
                max_length=200,
            )

    def clean(self) -> dict[str, Any]:
        """Check that someone who is asked to tell us can."""
        given = super().clean() or self.cleaned_data
        if "TELL" in given.get("order", "") and self.offered and not self._offers(given):
            self.add_error("order", _("Offer at least one form, or choose “Talk to someone near them only”"))
        return given

    def _offers(self, given: Mapping[str, Any]) -> tuple[Offer, ...]:
        return tuple(
            Offer(form=form.slug, words=given.get(f"words-{form.slug}", ""))
            for form in self.offered
            if given.get(f"offer-{form.slug}")
        )

    @property
    def rule(self) -> DoorRule:
        """Return the rule that was chosen."""
        order = tuple(Door(name) for name in self.cleaned_data["order"].split())
        return DoorRule(order=order, offers=self._offers(self.cleaned_data))


class FormForm(forms.Form):
    """A form for one organisation."""

    organisation = fields.SelectField(
        label=_("Organisation"), hint=_("It receives what people send, and decides what to do about it.")
    )
    title = fields.NameField(
        label=_("Name of the form"), hint=_("For example, Tell the regulator about your care"), max_length=120
    )
    template = fields.RadiosField(
        label=_("Questions"),
        hint=_("You can change words later, too. Once the campaign is open, that makes a new version."),
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_slug = {organisation.slug: organisation for organisation in organisations}
        self.fields["organisation"].choices = _names(self.by_slug)  # type: ignore[attr-defined]
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            fields.Choice(value=code, label=str(template.name), hint=str(template.summary))
            for code, template in TEMPLATES.items()
        ]

    def clean_organisation(self) -> Organisation:
        """Return the organisation."""
        return self.by_slug[self.cleaned_data["organisation"]]


_WAVE = tuple(field.name for field in dataclass_fields(WavePlan))
_SOURCE_LENGTH = 200


class WaveForm(forms.Form):
    """A part of a campaign for one audience."""

    name = fields.NameField(label=_("Name of the wave"), max_length=120)
    audience = fields.NameField(
        label=_("Who it is for"),
        hint=_("For example, unpaid carers"),
        max_length=120,
    )
    audience_kind = fields.SelectField(
        label=_("What kind of audience they are"),
        hint=_("Then the landing page greets them in words that suit them."),
        choices=Audience.choices,
        blank=_("Another: “We would like to hear from …”"),
        required=False,
    )
    greeting = fields.TextField(
        label=_("Your own greeting"),
        hint=_("People who come by this wave’s links read it first. Leave it empty for a greeting that is ready-made."),
        required=False,
        max_length=200,
    )
    population = fields.IntegerField(
        label=_("How many people they are"), required=False, min_value=1, max_value=2_000_000_000, width=10
    )
    population_source = fields.TextField(
        label=_("Who says so"),
        hint=_("For example, Census 2021, unpaid carers in England"),
        required=False,
        max_length=_SOURCE_LENGTH,
    )
    counted_in = fields.SelectField(
        label=_("Or take a figure that was loaded: in which area"),
        hint=_("Then leave the number and who says so as they are: both are taken from the figure."),
        blank=_("None"),
        required=False,
    )
    counted_group = fields.SelectField(label=_("How many of whom"), blank=_("None"), required=False)
    starts_on = fields.DateField(label=_("First day"))
    ends_on = fields.DateField(label=_("Last day"))

    def __init__(self, *args: Any, benchmarks: BenchmarkChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.code: area for area in benchmarks.areas}
        self.groups = {f"{topic}:{category}": (topic, category) for topic, category in benchmarks.groups}
        if not self.areas:
            del self.fields["counted_in"], self.fields["counted_group"]
            return
        self.fields["counted_in"].choices = [  # type: ignore[attr-defined]
            (code, area.name) for code, area in self.areas.items()
        ]
        self.fields["counted_group"].choices = [  # type: ignore[attr-defined]
            (code, f"{topic.replace('_', ' ').capitalize()}: {category}")
            for code, (topic, category) in self.groups.items()
        ]

    @classmethod
    def of(cls, wave: Wave, *, benchmarks: BenchmarkChoice, data: Mapping[str, Any] | None = None) -> "WaveForm":
        """Return the form with what stands there now."""
        return cls(data, initial={name: getattr(wave, name) for name in _WAVE}, benchmarks=benchmarks)

    @property
    def plan(self) -> WavePlan:
        """Return what was answered."""
        given = {name: self.cleaned_data[name] for name in _WAVE}
        return WavePlan(**{**given, "audience_kind": given["audience_kind"] or ""})

    def clean(self) -> dict[str, Any]:
        """Check that the wave ends after it starts and that a number of people has its source; take a loaded one."""
        given = super().clean() or self.cleaned_data
        area, group = given.get("counted_in"), given.get("counted_group")
        if area and group:
            self._take_figure(given, self.areas[area], *self.groups[group])
        elif area or group:
            self.add_error("counted_group" if area else "counted_in", _("Choose both, an area and who was counted"))
        elif given.get("population") and not given.get("population_source"):
            self.add_error("population_source", _("Say who counted them"))
        _ends_after_start(self, "starts_on", "ends_on")
        return given

    def _take_figure(self, given: dict[str, Any], area: Area, topic: str, category: str) -> None:
        """Put a loaded figure and its source in place of what stands there."""
        if given.get("population") and "population" in self.changed_data:
            self.add_error("population", _("Write a number or choose a figure, not both"))
            return
        found = population(area=area, topic=topic)
        number = found.counts.get(category) if found else None
        if not found or not number:
            sentence = _("%(area)s has no figure for this group. Choose another, or write the number yourself")
            self.add_error("counted_in", sentence % {"area": area.name})
            return
        source = f"{found.source}, {found.edition}: {category}, {found.base}, {area.name}"
        given.update(population=number, population_source=source[:_SOURCE_LENGTH])


class PartnerForm(forms.Form):
    """An organisation that passes the campaign's links on."""

    organisation = fields.SelectField(label=_("Organisation"))

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_slug = {organisation.slug: organisation for organisation in organisations}
        self.fields["organisation"].choices = _names(self.by_slug)  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation:
        """Return the organisation."""
        return self.by_slug[self.cleaned_data["organisation"]]


def _names(organisations: Mapping[str, Organisation]) -> list[tuple[str, str]]:
    return [(slug, organisation.name) for slug, organisation in organisations.items()]


def _ends_after_start(form: forms.Form, first: str, last: str) -> None:
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if start and end and end < start:
        form.add_error(last, _("The last day must be on or after the first day"))


class ReadingHoursForm(DetailsForm):
    """When staff read what a form brings in."""

    hours = fields.TextareaField(
        label=_("When do staff read what is sent?"),
        hint=_("For example, Monday to Friday, 9am to 5pm; closed on bank holidays"),
        required=False,
        rows=3,
        max_length=500,
    )

    def clean_hours(self) -> str:
        """Return hours that can be read."""
        return self.right_or_empty("hours", details.hours)
