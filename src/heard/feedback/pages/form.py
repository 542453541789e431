"""What stands on each page of the public form, and whose form it is."""

from dataclasses import dataclass

from heard.accounts.queries import keeper_of
from heard.campaigns.arriving import Trail
from heard.campaigns.calling import Watching
from heard.campaigns.models import Form
from heard.campaigns.pages.filming import film_href
from heard.design.pages import Page
from heard.design.phones import phone_href
from heard.design.rendering import Brand
from heard.feedback.pages.addresses import Addresses


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands on each page of one form: its name, its number to call, its ways out, its token, and whose it is."""

    form_title: str
    organisation: str
    phone: str
    addresses: Addresses
    token: str = ""
    is_test: bool = False
    can_clear: bool = False
    watching: Watching | None = None
    particulars: tuple[str, ...] = ()

    @property
    def phone_href(self) -> str:
        """The number as a telephone can dial it."""
        return phone_href(self.phone)


@dataclass(frozen=True, kw_only=True)
class PublicFormPage(Page):
    """A page of the public form."""

    around: Around


def brand_of(form: Form, addresses: Addresses) -> Brand:
    """Return whose form it is: the name, mark and colour of whoever receives it."""
    organisation = keeper_of(organisation=form.organisation)
    return Brand(
        name=organisation.name,
        href=addresses.landing,
        mark_href=organisation.mark.url if organisation.mark else "",
        accent=organisation.accent_colour,
        film_href=film_href(form.campaign, trail=Trail()),
    )
