"""Reads about what a campaign means to say."""

from django.db.models import Prefetch, QuerySet

from heard.campaigns.models import Campaign, Post, PostText
from heard.design.errors import NotFound


def posts_of(*, campaign: Campaign) -> QuerySet[Post]:
    """Return the campaign's posts by name, each with its texts, who changed it last and who approved it."""
    texts = PostText.objects.order_by("language", "-length")
    posts = campaign.posts.select_related("campaign__owner", "changed_by", "approved_by")
    return posts.prefetch_related(Prefetch("texts", queryset=texts)).order_by("name")


def post_of(*, campaign: Campaign, post_id: int) -> Post:
    """Return one of the campaign's posts; raise NotFound where it has no such post."""
    post = posts_of(campaign=campaign).filter(pk=post_id).first()
    if post is None:
        raise NotFound
    return post


def posts_by_name(*, campaign: Campaign) -> dict[str, Post]:
    """Return the campaign's posts by their names in lower case."""
    return {post.name.casefold(): post for post in campaign.posts.all()}
