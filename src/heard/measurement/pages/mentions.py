"""What is followed on networks for a campaign, and what was found there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.campaigns.models import Campaign
from heard.design.dates import said_moment
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.design.tables import Column, heads
from heard.measurement.models import Mention, Network, Trouble, Watch
from heard.measurement.queries.mentions import MentionCounts


class WatchShown(NamedTuple):
    """A hashtag that is followed: where, how it goes, and the way to end it."""

    title: str
    state: str
    trouble: str
    end_href: str


class MentionShown(NamedTuple):
    """A post: where and when, what it says as far as it is kept, and where it stands."""

    where: str
    when: str
    excerpt: str
    link: str
    href: str
    counts: str


@dataclass(frozen=True, kw_only=True)
class MentionsPage(Page):
    """The hashtags that are followed, how many posts name them, and the posts as far as they are kept."""

    template: ClassVar[str] = "measurement/mentions.jinja"

    sentence: str
    columns: tuple[Column, ...]
    counts: tuple[tuple[str, ...], ...]
    watches: tuple[WatchShown, ...]
    follow_form: Form | None
    forget_form: Form
    forget_href: str
    mentions: tuple[MentionShown, ...]
    pager: Pager


def mentions_page(
    *,
    campaign: Campaign,
    watches: Iterable[Watch],
    counts: Sequence[MentionCounts],
    mentions: Iterable[Mention],
    pager: Pager,
    follow_form: Form | None,
    forget_form: Form,
) -> MentionsPage:
    """Return the page; without a form to follow where the site's settings allow no service."""
    return MentionsPage(
        title=_("Mentions of %(campaign)s") % {"campaign": campaign.title},
        has_errors=bool((follow_form and follow_form.errors) or forget_form.errors),
        back_href=reverse("measurement:live", args=[campaign.slug]),
        sentence=_sentence(counts),
        columns=_columns(),
        counts=tuple(
            (
                str(Network(row.network).label),
                f"{row.posts:,}",
                f"{row.deleted:,}",
                f"{row.accounts:,}",
                f"{row.with_link:,}",
            )
            for row in counts
        ),
        watches=tuple(_watch(watch) for watch in watches),
        follow_form=follow_form,
        forget_form=forget_form,
        forget_href=reverse("measurement:forget_account", args=[campaign.slug]),
        mentions=tuple(_mention(mention) for mention in mentions),
        pager=pager,
    )


def _columns() -> tuple[Column, ...]:
    numbers = (_("Posts found"), _("Deleted since"), _("Accounts"), _("With a link of the campaign"))
    return (*heads(_("Network")), *(Column(text=text, is_number=True) for text in numbers))


def _sentence(counts: Sequence[MentionCounts]) -> str:
    posts, deleted = sum(row.posts for row in counts), sum(row.deleted for row in counts)
    if not posts:
        return ""
    told = ngettext(
        "%(posts)s post that names the hashtag was found; %(deleted)s of the posts found were deleted since.",
        "%(posts)s posts that name the hashtag were found; %(deleted)s of them were deleted since.",
        posts,
    )
    return told % {"posts": f"{posts:,}", "deleted": f"{deleted:,}"}


def _watch(watch: Watch) -> WatchShown:
    title = _("#%(tag)s on %(network)s (%(service)s)") % {
        "tag": watch.tag,
        "network": Network(watch.network).label,
        "service": urlsplit(watch.service).netloc,
    }
    read = _("Read last: %(when)s") % {"when": said_moment(watch.checked_at)} if watch.checked_at else _("Not read yet")
    trouble = (
        _("%(why)s. Nothing is lost: it is asked again at %(when)s and goes on where it was.")
        % {"why": Trouble(watch.trouble).label, "when": said_moment(watch.next_at)}
        if watch.trouble
        else ""
    )
    return WatchShown(title, read, trouble, reverse("measurement:end_watch", args=[watch.pk]))


def _mention(mention: Mention) -> MentionShown:
    counts = (
        ngettext("%(n)s reply", "%(n)s replies", mention.replies) % {"n": f"{mention.replies:,}"},
        ngettext("%(n)s repost", "%(n)s reposts", mention.reposts) % {"n": f"{mention.reposts:,}"},
        ngettext("%(n)s like", "%(n)s likes", mention.likes) % {"n": f"{mention.likes:,}"},
    )
    return MentionShown(
        where=str(Network(mention.network).label),
        when=said_moment(mention.posted_at),
        excerpt=mention.excerpt or _("Its words are no longer kept."),
        link=mention.placement.code if mention.placement else "",
        href=mention.address if mention.address.startswith("https://") else "",
        counts=", ".join(counts),
    )
