"""What whoever opens a toolkit's link reads once it works no longer."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from heard.accounts.queries import public_name
from heard.design.clock import day_of
from heard.design.dates import said_day
from heard.design.pages import Page
from heard.publication.models import ToolkitLink


@dataclass(frozen=True, kw_only=True)
class EndedPage(Page):
    """That a link works no longer, and whom to ask for another."""

    template: ClassVar[str] = "publication/ended.jinja"

    sentences: tuple[str, ...]


def ended_page(*, link: ToolkitLink) -> EndedPage:
    """Return the page; it names the campaign's owner, who makes such links, and no person."""
    owner = public_name(organisation=link.partner.campaign.owner)
    ended = (
        _("It was taken back.")
        if link.revoked_at
        else _("It worked until %(day)s.") % {"day": said_day(day_of(link.expires_at))}
    )
    return EndedPage(
        title=_("This link no longer opens the toolkit"),
        sentences=(
            ended,
            _("Ask your contact at %(owner)s for a new one. They make it in a minute.") % {"owner": owner},
            _("Links and posters that you passed on go on working."),
        ),
    )
