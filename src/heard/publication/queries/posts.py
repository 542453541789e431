"""The campaign's own posts, once a second person approved them, as a partner may pass them on."""

from heard.campaigns.models import Channel, Placement, Post
from heard.campaigns.queries.posts import posts_of
from heard.design.errors import NotFound

_NO_NETWORKS = frozenset({Channel.EMAIL, Channel.WEBSITE, Channel.PRINT, Channel.OTHER})
"""Places that set no rules for a post: every post may stand there."""


def approved_posts(*, placement: Placement) -> list[Post]:
    """Return the approved posts for a link's channel that speak its language, the one that it carries first."""
    spoken = posts_of(campaign=placement.campaign).exclude(approved_at=None).filter(texts__language=placement.language)
    fitting = [
        post
        for post in spoken.distinct()
        if placement.channel in _NO_NETWORKS or not post.networks or placement.channel in post.networks
    ]
    return sorted(fitting, key=lambda post: post.pk != placement.ready_post_id)


def approved_post(*, placement: Placement, post_id: int) -> Post:
    """Return one of them that has a picture; raise NotFound otherwise."""
    for post in approved_posts(placement=placement):
        if post.pk == post_id and post.picture:
            return post
    raise NotFound
