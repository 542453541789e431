"""Reads of publication."""

from heard.publication.queries.posts import approved_post, approved_posts
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
    "approved_post",
    "approved_posts",
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
