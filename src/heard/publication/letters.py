"""The letter that brings a partner the link to its toolkit."""

from django.utils.translation import gettext as _

from heard.accounts.letters import Letter
from heard.accounts.queries import public_name
from heard.design.clock import day_of
from heard.design.dates import said_day
from heard.publication.models import ToolkitLink


def toolkit(*, link: ToolkitLink, href: str, sender: str) -> Letter:
    """Return the letter with the link, how long it works, and what is behind it."""
    words = {
        "campaign": link.partner.campaign.title,
        "organisation": public_name(organisation=link.partner.organisation),
        "sender": sender,
        "href": href,
        "until": said_day(day_of(link.expires_at)),
    }
    return Letter(
        subject=_("Your toolkit for %(campaign)s") % words,
        body=_(
            "%(sender)s sends you the toolkit of %(organisation)s for the campaign %(campaign)s.\n"
            "\n"
            "In it are your own links, QR codes, posts and pictures to pass on, and your own figures:\n"
            "%(href)s\n"
            "\n"
            "The link works until %(until)s. Whoever has it can open your toolkit, so pass it on to colleagues only.\n"
            "If you did not expect it, you can ignore this email.\n"
        )
        % words,
    )
