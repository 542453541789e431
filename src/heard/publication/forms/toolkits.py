"""What a manager answers about a partner and its toolkit, and a partner about a link of its own."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from heard.campaigns.models import Channel, Wave
from heard.design import fields, forms
from heard.design.languages import ENGLISH, LANGUAGES
from heard.publication.actions import OwnLink, Welcome

_DAYS = [("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days"))]
_FIRST = (Channel.FACEBOOK, Channel.INSTAGRAM, Channel.WEBSITE, Channel.PRINT)
"""Where most partners begin."""


class LinkForm(forms.Form):
    """For how long a toolkit's link works, and to whom it is sent."""

    days = fields.RadiosField(
        label=_("How long does the link work?"), choices=_DAYS, coerce=int, inline=True, initial="30"
    )
    email = fields.EmailField(
        label=_("Send it to this email address"),
        hint=_("We do not keep the address. Without one you copy the link yourself on the next page."),
        required=False,
        autocomplete="off",
        max_length=254,
    )


class NewPartnerForm(LinkForm):
    """A partner by its name, the first places for its links, and its toolkit's link: all in one."""

    name = fields.NameField(
        label=_("Name of the organisation"),
        hint=_("As people know it. An organisation that is here already under this name becomes the partner."),
        max_length=200,
    )
    channels = fields.CheckboxesField(
        label=_("Where will it pass the campaign on first?"),
        hint=_("It gets a link, posts and pictures for each, and can add others by itself."),
        choices=Channel.choices,
        coerce=Channel,
        required=False,
        initial=[channel.value for channel in _FIRST],
        small=True,
    )

    field_order = ("name", "channels", "days", "email")

    @property
    def welcome(self) -> Welcome:
        """Return what the manager said of the partner."""
        given = self.cleaned_data
        return Welcome(name=" ".join(given["name"].split()), channels=tuple(given["channels"]), days=given["days"])


class OwnLinkForm(forms.Form):
    """Where a partner wants a link of its own to stand."""

    channel = fields.SelectField(label=_("Where people see the link"), choices=Channel.choices, coerce=Channel)
    post = fields.NameField(
        label=_("Which post, page or poster"),
        hint=_("So that you know it again in your figures. For example, Spring newsletter"),
        required=False,
        max_length=160,
    )
    wave = fields.SelectField(label=_("Part of the campaign"), blank=_("The whole campaign"), required=False)
    language = fields.SelectField(
        label=_("Language"),
        hint=_("Of the posts and pictures, and of the page that the link opens."),
        choices=[(language.code, language.name) for language in LANGUAGES],
        initial=ENGLISH.code,
        blank="",
    )

    def __init__(self, *args: Any, waves: Iterable[Wave], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waves = {str(wave.pk): wave for wave in waves}
        if self.waves:
            self.fields["wave"].choices = [(key, wave.name) for key, wave in self.waves.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["wave"]

    @property
    def own(self) -> OwnLink:
        """Return the link that the partner wants."""
        given = self.cleaned_data
        return OwnLink(
            channel=given["channel"],
            post=given["post"],
            wave=self.waves.get(given.get("wave") or ""),
            language=given["language"],
        )
