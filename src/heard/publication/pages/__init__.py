"""What publication's pages show."""

from heard.publication.pages.ended import ended_page
from heard.publication.pages.framing import frame_page
from heard.publication.pages.links import link_page
from heard.publication.pages.managing import made_page, partner_page, revoke_page, toolkits_page
from heard.publication.pages.toolkits import new_link_page, own_toolkits_page, toolkit_page

__all__ = [
    "ended_page",
    "frame_page",
    "link_page",
    "made_page",
    "new_link_page",
    "own_toolkits_page",
    "partner_page",
    "revoke_page",
    "toolkit_page",
    "toolkits_page",
]
