"""Which hashtag is followed where, and whose posts are to be forgotten."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from heard.design import fields, forms
from heard.measurement.models import OPEN_NETWORKS
from heard.measurement.services import AllowedService


class FollowForm(forms.Form):
    """A hashtag, and one of the services that the site allows."""

    tag = fields.NameField(label=_("Hashtag"), hint=_("With or without its #"), max_length=100)
    service = fields.RadiosField(label=_("Where"), choices=())

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, services: Iterable[AllowedService], tag: str = ""
    ) -> None:
        super().__init__(data, initial={"tag": tag})
        self.services = {f"{each.network}:{each.name}": each for each in services}
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.network.label} ({each.name})") for key, each in self.services.items()
        ]

    def clean_tag(self) -> str:
        """Return the hashtag without its #; a hashtag is one word of letters, digits and low lines."""
        tag: str = self.cleaned_data["tag"].strip().removeprefix("#")
        if not tag.replace("_", "a").isalnum() or tag.isdigit():
            raise ValidationError(
                _now("A hashtag is one word of letters, digits and low lines, such as BecauseWeAllCare.")
            )
        return tag

    @property
    def chosen(self) -> AllowedService:
        """Return the service that was chosen."""
        return self.services[self.cleaned_data["service"]]


class ForgetForm(forms.Form):
    """The account of somebody who wants their posts out of the figures' evidence."""

    marks_optional: ClassVar[bool] = False

    network = fields.SelectField(
        label=_("Network"), blank="", choices=[(each.value, each.label) for each in OPEN_NETWORKS]
    )
    handle = fields.TextField(
        label=_("Account"), hint=_("Such as name@server.example, as they give it"), max_length=200
    )
