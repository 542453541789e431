"""What is followed on networks, and what was found there."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design.errors import NotFound
from heard.measurement.models import Mention, Network, Watch
from heard.measurement.queries.access import live_campaigns_for, whole_view_for


def watch_for(*, user: User, watch: int) -> Watch:
    """Return a watch of a campaign that the person may see whole; raise NotFound for anybody else."""
    campaigns = live_campaigns_for(user=user)
    found = Watch.objects.filter(pk=watch, campaign__in=campaigns.values("pk")).select_related("campaign").first()
    if found is None:
        raise NotFound
    whole_view_for(user=user, slug=found.campaign.slug)
    return found


def watches_of(*, campaign: Campaign) -> QuerySet[Watch]:
    """Return what is followed now for a campaign, the oldest first."""
    return Watch.objects.filter(campaign=campaign, ended_at=None).order_by("made_at", "pk")


def mentions_of(*, campaign: Campaign) -> QuerySet[Mention]:
    """Return the mentions of a campaign that are still there, the newest first."""
    found = Mention.objects.filter(campaign=campaign, deleted_at=None)
    return found.select_related("placement").order_by("-posted_at", "-pk")


@dataclass(frozen=True, kw_only=True)
class MentionCounts:
    """How many posts name the hashtag on one network. Deleted ones are among the posts; accounts are of the rest."""

    network: Network
    posts: int
    deleted: int
    accounts: int
    with_link: int


def mention_counts(*, campaign: Campaign) -> tuple[MentionCounts, ...]:
    """Return the counts of each network that was followed, in the order of their names."""
    there = Q(deleted_at=None)
    rows = (
        Mention.objects.filter(campaign=campaign)
        .values("network")
        .annotate(
            posts=Count("pk"),
            deleted=Count("pk", filter=~there),
            accounts=Count("account_key", distinct=True, filter=there & ~Q(account_key="")),
            with_link=Count("pk", filter=there & Q(placement__isnull=False)),
        )
        .order_by("network")
    )
    return tuple(
        MentionCounts(
            network=Network(row["network"]),
            posts=row["posts"],
            deleted=row["deleted"],
            accounts=row["accounts"],
            with_link=row["with_link"],
        )
        for row in rows
    )
