"""Pages about what a campaign means to say, and when it goes out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.campaigns.advice import LINK_AS_POSTED, advice_on, megabytes
from heard.campaigns.calendars import Entry, weeks_of
from heard.campaigns.links import short_address
from heard.campaigns.models import Campaign, Channel, Placement, Post, Wave
from heard.campaigns.networks import Network, length_of, networks
from heard.campaigns.pages.asking import ConfirmPage
from heard.campaigns.pages.shown import (
    Fact,
    Row,
    StateTag,
    campaign_href,
    columns,
    days_of,
    placement_href,
    seen_at,
)
from heard.design.dates import said_day, said_day_of_year, said_moment, said_month, said_time
from heard.design.languages import LANGUAGES, language_of
from heard.design.months import months_after
from heard.design.pages import Page
from heard.design.tables import Cell, Column


@dataclass(frozen=True, kw_only=True)
class PostsPage(Page):
    """A campaign's posts."""

    template: ClassVar[str] = "campaigns/posts.jinja"

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    add_href: str


@dataclass(frozen=True, kw_only=True)
class ShownText:
    """One text of a post: in which language and length, how long, and the words."""

    heading: str
    lang: str
    direction: str
    text: str
    lengths: str


@dataclass(frozen=True, kw_only=True)
class LanguageWay:
    """Where a post's texts in one language are written."""

    name: str
    href: str


@dataclass(frozen=True, kw_only=True)
class PostPage(Page):
    """One post: its texts, picture, what to mend, and who approved it."""

    template: ClassVar[str] = "campaigns/post.jinja"

    state: StateTag
    said_of_state: str
    facts: tuple[Fact, ...]
    advice_columns: tuple[Column, ...]
    advice: tuple[Row, ...]
    limits: tuple[str, ...]
    texts: tuple[ShownText, ...]
    picture_src: str
    alt_text: str
    edit_href: str
    approve_href: str
    languages: tuple[LanguageWay, ...]


def posts_page(*, campaign: Campaign, posts: Iterable[Post], can_change: bool) -> PostsPage:
    """Return the list of a campaign's posts."""
    return PostsPage(
        title=_("Posts of %(campaign)s") % {"campaign": campaign.title},
        back_href=campaign_href(campaign),
        columns=columns(_("Post"), _("For"), _("Languages"), _("To mend"), _("State")),
        rows=tuple(_post_row(post) for post in posts),
        add_href=reverse("campaigns:add_post", args=[campaign.slug]) if can_change else "",
    )


def _post_row(post: Post) -> Row:
    texts = list(post.texts.all())
    advice = advice_on(post=post, texts=texts)
    languages = dict.fromkeys(language_of(text.language).name for text in texts)
    return (
        Cell(text=post.name, href=post_href(post)),
        Cell(text=_networks(post)),
        Cell(text=", ".join(languages)),
        Cell(text=str(len(advice)) if advice else _("Nothing")),
        state_of_post(post),
    )


def post_href(post: Post) -> str:
    """Return the address of a post's page."""
    return reverse("campaigns:post", args=[post.campaign.slug, post.pk])


def state_of_post(post: Post) -> StateTag:
    """Return whether a second person approved the post."""
    if post.is_approved:
        return StateTag(text=_("Approved"), tone="good")
    return StateTag(text=_("Not approved"), tone="warn")


def _networks(post: Post) -> str:
    return ", ".join(str(Channel(code).label) for code in post.networks) or _("Not said")


def post_page(*, post: Post, links: int, can_change: bool, may_approve: bool) -> PostPage:
    """Return one post's page."""

    def at(name: str, *more: str) -> str:
        return reverse(f"campaigns:{name}", args=[post.campaign.slug, post.pk, *more])

    texts = list(post.texts.all())
    known = [networks()[code] for code in post.networks if code in networks()]
    return PostPage(
        title=post.name,
        back_href=reverse("campaigns:posts", args=[post.campaign.slug]),
        state=state_of_post(post),
        said_of_state=_said_of_state(post),
        facts=(
            Fact(key=_("For"), value=_networks(post)),
            Fact(key=_("Links that carry it"), value=f"{links:,}"),
        ),
        advice_columns=columns(_("Network"), _("What to mend")),
        advice=tuple((Cell(text=one.network), Cell(text=one.sentence)) for one in advice_on(post=post, texts=texts)),
        limits=tuple(sentence for network in known for sentence in _limits(network)),
        texts=tuple(
            ShownText(
                heading=f"{language_of(text.language).name}, {str(text.get_length_display()).lower()}",
                lang=language_of(text.language).tag,
                direction=language_of(text.language).direction,
                text=text.text,
                lengths="; ".join(
                    _("%(network)s counts %(count)s")
                    % {
                        "network": Channel(network.channel).label,
                        "count": f"{length_of(f'{text.text} {LINK_AS_POSTED}', network=network):,}",
                    }
                    for network in known
                ),
            )
            for text in texts
        ),
        picture_src=at("post_picture") if post.picture else "",
        alt_text=post.alt_text,
        edit_href=at("edit_post") if can_change else "",
        approve_href=at("approve_post", str(post.version)) if may_approve and not post.is_approved else "",
        languages=tuple(
            LanguageWay(name=language.name, href=at("translate_post", language.code)) for language in LANGUAGES[1:]
        )
        if can_change
        else (),
    )


def _limits(network: Network) -> Iterator[str]:
    """Yield what a network takes, of texts and of pictures, with where and when that was seen."""
    name, pictures = Channel(network.channel).label, network.pictures
    yield _("%(network)s: %(most)s at most, the link included. Seen on %(day)s at %(source)s") % {
        "network": name,
        "most": f"{network.text:,}",
        "day": date_format(network.seen, "j M Y"),
        "source": network.source,
    }
    facts = [
        _("%(types)s of %(most)s at most")
        % {"types": _(" or ").join(pictures.types), "most": megabytes(pictures.most_bytes)},
        _("best %(best)s") % {"best": pictures.best},
    ]
    if pictures.shapes:
        facts.append(_("shapes %(shapes)s") % {"shapes": pictures.shapes})
    if pictures.alt_text:
        facts.append(_("%(most)s characters to say what it shows") % {"most": f"{pictures.alt_text:,}"})
    yield _("%(network)s, pictures: %(facts)s. Seen on %(day)s at %(sources)s. %(checked)s") % {
        "network": name,
        "facts": ", ".join(facts),
        "day": date_format(pictures.seen, "j M Y"),
        "sources": _(" and ").join(pictures.sources),
        "checked": _("Checked by hand against the network’s help page on %(day)s.")
        % {"day": date_format(pictures.checked, "j M Y")}
        if pictures.checked
        else _("Checked by hand against the network’s help page: not yet."),
    }


def _said_of_state(post: Post) -> str:
    if post.approved_by and post.approved_at:
        return _("Approved by %(who)s on %(when)s. A change takes that away.") % {
            "who": post.approved_by.full_name,
            "when": said_moment(post.approved_at),
        }
    who = post.changed_by.full_name if post.changed_by else _("nobody by name")
    return _("Last changed by %(who)s. Another campaign manager approves it.") % {"who": who}


def approve_page(*, post: Post) -> ConfirmPage:
    """Return what a manager reads before they approve a post."""
    return ConfirmPage(
        title=_("Approve “%(post)s”") % {"post": post.name},
        sentences=(
            _("You read its texts in every language, and saw its picture."),
            _("A change takes the approval away."),
        ),
        button=_("Approve the post"),
        is_warning=False,
        back_href=post_href(post),
    )


@dataclass(frozen=True, kw_only=True)
class Going:
    """One link that goes out on a day: at what time, where it is seen, and whether its post is approved."""

    time: str
    text: str
    href: str
    warning: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of a month; a day of the month before or after is empty and says no number."""

    number: str
    name: str
    is_today: bool
    going: tuple[Going, ...]


@dataclass(frozen=True, kw_only=True)
class Band:
    """A wave in one week: how many days of the week stand before it, how many it takes, how many come after."""

    before: int
    span: int
    after: int
    text: str
    is_begun: bool
    goes_on: bool


@dataclass(frozen=True, kw_only=True)
class Week:
    """One week of a month: the waves that run in it, and its days."""

    bands: tuple[Band, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, kw_only=True)
class CalendarPage(Page):
    """A month of what goes out, and of the waves that run."""

    template: ClassVar[str] = "campaigns/calendar.jinja"

    month: str
    weekdays: tuple[str, ...]
    weeks: tuple[Week, ...]
    sentence: str
    waves: tuple[Fact, ...]
    no_waves: str
    before_href: str
    after_href: str
    before: str
    after: str
    ics_href: str


def calendar_page(
    *, campaign: Campaign, month: date, today: date, placements: Iterable[Placement], waves: Iterable[Wave]
) -> CalendarPage:
    """Return a month of the campaign's calendar; `waves` are those that run in it."""
    by_day: dict[date, list[Placement]] = {}
    for placement in placements:
        if placement.goes_out_at:
            by_day.setdefault(localdate(placement.goes_out_at), []).append(placement)
    weeks, running = weeks_of(month), tuple(waves)
    count = sum(len(found) for day, found in by_day.items() if day.month == month.month)
    sentence = (
        ngettext("%(count)s link goes out this month.", "%(count)s links go out this month.", count)
        if count
        else _("No link is planned to go out this month.")
    )
    before, after = months_after(month, -1), months_after(month, 1)
    here = reverse("campaigns:calendar", args=[campaign.slug])
    return CalendarPage(
        title=_("Calendar of %(campaign)s") % {"campaign": campaign.title},
        back_href=campaign_href(campaign),
        month=said_month(month),
        weekdays=tuple(date_format(day, "D") for day in weeks[0]),
        weeks=tuple(
            Week(
                bands=tuple(_bands(running, [day for day in week if day.month == month.month], week)),
                days=tuple(_day(day, month, today, by_day.get(day, [])) for day in week),
            )
            for week in weeks
        ),
        sentence=sentence % {"count": f"{count:,}"},
        waves=tuple(
            Fact(key=wave.name, value=f"{days_of(wave.starts_on, wave.ends_on)}\n{wave.audience}".strip())
            for wave in running
        ),
        no_waves="" if running else _("No wave runs this month."),
        before_href=f"{here}?month={before:%Y-%m}",
        after_href=f"{here}?month={after:%Y-%m}",
        before=said_month(before),
        after=said_month(after),
        ics_href=reverse("campaigns:calendar_ics", args=[campaign.slug]),
    )


def _day(day: date, month: date, today: date, placements: list[Placement]) -> Day:
    if day.month != month.month:
        return Day(number="", name="", is_today=False, going=())
    return Day(
        number=str(day.day),
        name=date_format(day, "l j F"),
        is_today=day == today,
        going=tuple(_going(placement) for placement in placements),
    )


def _bands(waves: Iterable[Wave], days: Sequence[date], week: Sequence[date]) -> Iterator[Band]:
    """Yield the waves that run on one of the month's `days` of the week."""
    for wave in waves:
        taken = [day for day in days if wave.starts_on <= day <= wave.ends_on]
        if taken:
            before = week.index(taken[0])
            yield Band(
                before=before,
                span=len(taken),
                after=len(week) - before - len(taken),
                text=_("%(wave)s, until %(day)s") % {"wave": wave.name, "day": _end(wave, taken[0])},
                is_begun=wave.starts_on < taken[0],
                goes_on=wave.ends_on > taken[-1],
            )


def _end(wave: Wave, day: date) -> str:
    return said_day_of_year(wave.ends_on) if wave.ends_on.year == day.year else said_day(wave.ends_on)


def _going(placement: Placement) -> Going:
    post = placement.ready_post
    return Going(
        time=said_time(placement.goes_out_at) if placement.goes_out_at else "",
        text=seen_at(placement),
        href=placement_href(placement),
        warning=_("post not approved") if post and not post.is_approved else "",
    )


def entry_of(placement: Placement) -> Entry:
    """Return a link that goes out as an entry of a calendar file. It must have its moment."""
    if placement.goes_out_at is None:
        raise ValueError("The link has no moment.")
    return Entry(
        key=f"link-{placement.pk}",
        at=placement.goes_out_at,
        title=seen_at(placement),
        address=short_address(placement.code),
    )
