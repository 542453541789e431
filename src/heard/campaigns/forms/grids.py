"""What managers answer about many links at once, and about which links they want to see."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.accounts.queries import public_name
from heard.campaigns.forms.placing import destinations
from heard.campaigns.grids import MOST, Grid, distinct_posts
from heard.campaigns.models import Channel, Destination, Form, Partner, Wave
from heard.campaigns.queries import Which
from heard.design import fields, forms
from heard.design.languages import ENGLISH, LANGUAGES
from heard.design.names import plain_name
from heard.places.models import Area

NOBODY = "none"
BY_OFFICE = "by-office"
LONGEST_POST = 160


class GridForm(forms.Form):
    """Partners × channels × posts, and what is the same for all of their links."""

    partners = fields.CheckboxesField(label=_("Who passes the links on"), small=True)
    channels = fields.CheckboxesField(label=_("Where people see them"), choices=Channel.choices, small=True)
    posts = fields.TextareaField(
        label=_("Posts, pages or posters"),
        hint=_("The name of one on each line. Each gets a link of its own with every partner in every place."),
        required=False,
        rows=5,
    )
    wave = fields.SelectField(label=_("Wave"), blank=_("No wave"), required=False)
    is_paid = fields.RadiosField(
        label=_("Are they paid for?"),
        choices=[("paid", _("Yes, they are paid for")), ("organic", _("No"))],
        inline=True,
    )
    area = fields.SelectField(
        label=_("Area of the people who see them"),
        hint=_("By office: the area of a partner whose local offices cover one area alone; any area for the others."),
        blank=_("Any area"),
        required=False,
    )
    language = fields.SelectField(
        label=_("Language of the page that they open"),
        choices=[(language.code, language.name) for language in LANGUAGES],
        initial=ENGLISH.code,
    )
    destination = fields.RadiosField(label=_("Where they lead"))
    form = fields.SelectField(label=_("Which form"))
    outside_url = fields.TextField(
        label=_("Address outside this site"), hint=_("Its website must be on the campaign's list.")
    )
    is_tagged = fields.CheckboxField(
        label=_("Add utm_source and the like to an address outside this site"),
        hint=_("For that site’s own statistics. Links that stay on this site need none: each is counted by itself."),
        required=False,
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
        self.partner_of: dict[str, Partner | None] = {NOBODY: None}
        self.partner_of.update((str(partner.pk), partner) for partner in partners)
        self.waves = {str(wave.pk): wave for wave in waves}
        self.areas = {area.code: area for area in areas}
        self.offered = {form.slug: form for form in offered}
        self._offer(has_hosts=any(hosts))

    def _offer(self, *, has_hosts: bool) -> None:
        choices = {
            "partners": [
                (key, public_name(organisation=partner.organisation) if partner else _("The campaign itself"))
                for key, partner in self.partner_of.items()
            ],
            "wave": [(key, wave.name) for key, wave in self.waves.items()],
            "area": [
                (BY_OFFICE, _("By the partner’s office")),
                *((code, area.name) for code, area in self.areas.items()),
            ],
            "form": [(slug, f"{form.title} ({form.organisation.name})") for slug, form in self.offered.items()],
            "destination": destinations(has_forms=bool(self.offered), has_hosts=has_hosts),
        }
        if not self.offered:
            del self.fields["form"]
        for name, pairs in choices.items():
            if name in self.fields:
                self.fields[name].choices = pairs  # type: ignore[attr-defined]

    def clean_posts(self) -> tuple[str, ...]:
        """Return the names of the posts, each once."""
        posts = distinct_posts(plain_name(line) for line in self.cleaned_data["posts"].splitlines())
        if any(len(post) > LONGEST_POST for post in posts):
            self.add_error("posts", _("Each name must be 160 characters or shorter"))
        return posts

    def clean(self) -> dict[str, Any]:
        """Check that it is no more than what is made in one go."""
        given = super().clean() or self.cleaned_data
        if not self.errors and self.grid.size > MOST:
            self.add_error(
                "posts",
                _("That would be %(size)s links. At most %(most)s are made in one go: choose fewer, and come back")
                % {"size": f"{self.grid.size:,}", "most": f"{MOST:,}"},
            )
        return given

    @property
    def grid(self) -> Grid:
        """Return what was answered."""
        given = self.cleaned_data
        return Grid(
            partners=tuple(self.partner_of[key] for key in given["partners"]),
            channels=tuple(Channel(code) for code in given["channels"]),
            posts=given["posts"],
            wave=self.waves.get(given["wave"] or ""),
            is_paid=given["is_paid"] == "paid",
            destination=Destination(given["destination"]),
            form=self.offered.get(given.get("form") or ""),
            outside_url=given["outside_url"] or "",
            is_tagged=given["is_tagged"],
            area=self.areas.get(given["area"] or ""),
            is_by_office=given["area"] == BY_OFFICE,
            language=given["language"],
        )


class WhichForm(forms.Form):
    """Which of a campaign's links are shown and taken away."""

    marks_optional = False

    wave = fields.SelectField(label=_("Wave"), blank=_("All"), required=False)
    partner = fields.SelectField(label=_("Partner"), blank=_("All"), required=False)
    channel = fields.SelectField(
        label=_("Where people see it"), choices=Channel.choices, blank=_("All"), required=False
    )

    def __init__(self, *args: Any, partners: Iterable[Partner], waves: Iterable[Wave], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.pk): partner for partner in partners}
        self.waves = {str(wave.pk): wave for wave in waves}
        self.fields["wave"].choices = [(key, wave.name) for key, wave in self.waves.items()]  # type: ignore[attr-defined]
        self.fields["partner"].choices = [  # type: ignore[attr-defined]
            (key, public_name(organisation=partner.organisation)) for key, partner in self.partners.items()
        ]

    @property
    def which(self) -> Which:
        """Return what was chosen; a choice that is not offered counts as none."""
        given = self.cleaned_data if self.is_valid() else {}
        return Which(
            wave=self.waves.get(given.get("wave") or ""),
            partner=self.partners.get(given.get("partner") or ""),
            channel=given.get("channel") or "",
        )
