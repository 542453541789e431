"""Reads of publication."""

from heard.publication.queries.toolkits import (
    Toolkit,
    hash_of,
    link_of,
    link_with_secret,
    links_of,
    managed_partner_for,
    open_links_of,
    placement_in,
    placements_in,
    toolkit_by,
    toolkit_for,
    toolkits_for,
)

__all__ = [
    "Toolkit",
    "hash_of",
    "link_of",
    "link_with_secret",
    "links_of",
    "managed_partner_for",
    "open_links_of",
    "placement_in",
    "placements_in",
    "toolkit_by",
    "toolkit_for",
    "toolkits_for",
]
