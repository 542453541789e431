"""Writes of publication, each in one transaction with its audit line."""

from heard.publication.actions.inviting import (
    AlreadyRevoked,
    Made,
    ToolkitLinkEnded,
    Welcome,
    make_toolkit_link,
    open_toolkit,
    revoke_toolkit_link,
    send_toolkit_link,
    welcome_partner,
)
from heard.publication.actions.placing import (
    MOST_LINKS,
    CampaignClosed,
    HasLink,
    OwnLink,
    TooManyLinks,
    place_own_link,
)

__all__ = [
    "MOST_LINKS",
    "AlreadyRevoked",
    "CampaignClosed",
    "HasLink",
    "Made",
    "OwnLink",
    "TooManyLinks",
    "ToolkitLinkEnded",
    "Welcome",
    "make_toolkit_link",
    "open_toolkit",
    "place_own_link",
    "revoke_toolkit_link",
    "send_toolkit_link",
    "welcome_partner",
]
