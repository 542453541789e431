"""Groups of similar pieces: what an organisation's cases speak of, before there is a name for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.text.groups import FEWEST_PEOPLE
from heard.accounts.models import Organisation
from heard.campaigns.models import Campaign
from heard.casework.forms.grouping import GroupsFilterForm, NameGroupForm
from heard.casework.pages import words
from heard.casework.pages.parts import Fact, Tag
from heard.casework.pages.queue import Line, line_of
from heard.casework.queries.filtering import QueueFilter
from heard.casework.queries.grouping import Found, Shown
from heard.design.dates import said_moment
from heard.design.pages import Page

_QUOTE = 220


@dataclass(frozen=True, kw_only=True)
class Quote:
    """The words of a typical case, or their beginning, and the way to it."""

    segments: tuple[words.Segment, ...]
    href: str
    received: str


@dataclass(frozen=True, kw_only=True)
class GroupCard:
    """One group in the list: its name or telling words, how large and how new it is, and typical words."""

    title: str
    href: str
    telling: tuple[str, ...]
    size: str
    tags: tuple[Tag, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, kw_only=True)
class GroupsPage(Page):
    """The groups that the last search found, those that people named before, and how to search anew."""

    template: ClassVar[str] = "casework/groups.jinja"

    organisation: str
    form: GroupsFilterForm
    find_href: str
    state: str
    is_waiting: bool
    refresh_href: str
    groups: tuple[GroupCard, ...]
    named: tuple[GroupCard, ...]


@dataclass(frozen=True, kw_only=True)
class GroupPage(Page):
    """One group: its telling words with how many people used each, its most typical cases, and its name."""

    template: ClassVar[str] = "casework/group.jinja"

    organisation: str
    facts: tuple[Fact, ...]
    tags: tuple[Tag, ...]
    telling: tuple[str, ...]
    lines: tuple[Line, ...]
    form: NameGroupForm


def groups_page(
    *, organisation: Organisation, campaign: Campaign | None, form: GroupsFilterForm, found: Found
) -> GroupsPage:
    """Return the page of one organisation's groups, of one campaign where one is chosen."""
    asked = f"?campaign={campaign.slug}" if campaign else ""
    here = reverse("casework:groups_of", args=[organisation.slug]) + asked
    return GroupsPage(
        title=_("Groups of similar pieces"),
        has_errors=bool(form.errors),
        back_href=reverse("casework:queue_of", args=[organisation.slug]),
        organisation=organisation.name,
        form=form,
        find_href=reverse("casework:groups_find", args=[organisation.slug]) + asked,
        state=_state(found),
        is_waiting=found.is_waiting,
        refresh_href=here,
        groups=tuple(_card(one) for one in found.groups if one.rows),
        named=tuple(_card(one) for one in found.named if one.rows),
    )


def group_page(*, shown: Shown, form: NameGroupForm, now: datetime) -> GroupPage:
    """Return the page of one group."""
    search = shown.group.search
    asked = f"?campaign={search.campaign.slug}" if search.campaign else ""
    return GroupPage(
        title=_title(shown),
        has_errors=bool(form.errors),
        back_href=reverse("casework:groups_of", args=[search.organisation.slug]) + asked,
        organisation=search.organisation.name,
        facts=tuple(_facts(shown)),
        tags=_tags(shown),
        telling=tuple(
            ngettext("“%(words)s”: %(n)s person", "“%(words)s”: %(n)s people", people)
            % {"words": said, "n": words.count(people)}
            for said, people in _telling(shown)
        ),
        lines=tuple(line_of(row, asked=QueueFilter(), now=now) for row in shown.rows),
        form=form,
    )


def _state(found: Found) -> str:
    if found.newest is None:
        return _("Nobody has looked for groups here yet.")
    if found.newest.has_failed:
        return _("The last search could not be done. Look again; if it fails again, tell whoever runs this site.")
    return _("Found on %(when)s among the newest %(pieces)s pieces with words.") % {
        "when": said_moment(found.newest.asked_at),
        "pieces": words.count(found.newest.looked_at),
    }


def _card(shown: Shown) -> GroupCard:
    group = shown.group
    return GroupCard(
        title=_title(shown),
        href=reverse("casework:group", args=[group.pk]),
        telling=tuple(said for said, _people in _telling(shown)) if group.name else (),
        size=_size(shown),
        tags=_tags(shown),
        quotes=tuple(
            Quote(
                segments=words.segments(row.words[:_QUOTE] + ("…" if len(row.words) > _QUOTE else "")),
                href=reverse("casework:case", args=[row.case.pk]),
                received=words.day(row.case.received_at),
            )
            for row in shown.rows
        ),
    )


def _title(shown: Shown) -> str:
    told = ", ".join(said for said, _people in list(_telling(shown))[:4])
    return shown.group.name or told or _("Group %(n)s") % {"n": shown.group.ordinal}


def _telling(shown: Shown) -> Iterable[tuple[str, int]]:
    """Yield the telling words behind which five people may still stand, now that some took theirs back."""
    if shown.cases >= FEWEST_PEOPLE:
        left = ((said, people - shown.taken_back) for said, people in shown.group.words)
        yield from ((said, people) for said, people in left if people >= FEWEST_PEOPLE)


def _size(shown: Shown) -> str:
    return ngettext("%(n)s piece", "%(n)s pieces", shown.cases) % {"n": words.count(shown.cases)}


def _facts(shown: Shown) -> Iterable[Fact]:
    group = shown.group
    yield Fact(key=_("Pieces"), value=words.count(shown.cases))
    yield Fact(key=_("People, when it was found"), value=words.count(group.people))
    yield Fact(key=_("Of them in the week before"), value=words.count(group.recent))
    yield Fact(key=_("Found on"), value=words.day(group.search.asked_at))
    if group.named_by and group.named_at:
        yield Fact(
            key=_("Named by"),
            value=_("%(who)s, %(when)s") % {"who": group.named_by.full_name, "when": words.day(group.named_at)},
        )


def _tags(shown: Shown) -> tuple[Tag, ...]:
    if not shown.group.is_rising:
        return ()
    is_new = shown.group.recent >= shown.cases
    return (Tag(text=_("New this week") if is_new else _("More than usual this week"), look="info"),)
