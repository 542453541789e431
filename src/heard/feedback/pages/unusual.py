"""The pages of unusual arrivals: what came, why it is shown, what it may also be, and what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.design.dates import said_moment
from heard.design.forms import Form as DesignForm
from heard.design.pages import Page
from heard.feedback.models import Surge, SurgeKind, Weighing
from heard.feedback.queries.surges import Arrivals


@dataclass(frozen=True, kw_only=True)
class Line:
    """One surge in the list."""

    title: str
    href: str
    sentence: str
    where: str
    standing: str
    is_waiting: bool


@dataclass(frozen=True, kw_only=True)
class UnusualPage(Page):
    """The unusual arrivals of all campaigns that the reader may read."""

    template: ClassVar[str] = "feedback/unusual.jinja"

    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class SurgePage(Page):
    """One surge, with the decision."""

    template: ClassVar[str] = "feedback/surge.jinja"

    line: Line
    sentences: tuple[str, ...]
    examples: tuple[str, ...]
    form: DesignForm
    may_weigh: bool
    action: str


def unusual_page(*, several: Iterable[Arrivals]) -> UnusualPage:
    """Return the list."""
    return UnusualPage(title=_("Unusual arrivals"), lines=tuple(line_of(each) for each in several))


def surge_page(*, arrivals: Arrivals, examples: Iterable[str], form: DesignForm, may_weigh: bool) -> SurgePage:
    """Return the page of one surge."""
    line = line_of(arrivals)
    return SurgePage(
        title=line.title,
        back_href=reverse("feedback:unusual"),
        has_errors=bool(form.errors),
        line=line,
        sentences=tuple(_may_also_be(arrivals.surge)),
        examples=tuple(examples),
        form=form,
        may_weigh=may_weigh,
        action=line.href,
    )


def line_of(arrivals: Arrivals) -> Line:
    """Return one surge in words."""
    surge = arrivals.surge
    return Line(
        title=str(SurgeKind(surge.kind).label),
        href=reverse("feedback:surge", args=[surge.pk]),
        sentence=_what(arrivals),
        where=" · ".join(_where(surge)),
        standing=_standing(arrivals),
        is_waiting=not surge.weighing,
    )


def _what(arrivals: Arrivals) -> str:
    surge = arrivals.surge
    between = {
        "n": number_format(arrivals.forms, force_grouping=True),
        "since": said_moment(surge.began_at),
        "until": said_moment(surge.last_at),
    }
    if surge.kind == SurgeKind.ALIKE:
        return (
            ngettext(
                "%(n)s form in nearly the same words, between %(since)s and %(until)s.",
                "%(n)s forms in nearly the same words, between %(since)s and %(until)s.",
                arrivals.forms,
            )
            % between
        )
    usual = number_format(surge.usual, 1) if surge.usual else _("none")
    return ngettext(
        "%(n)s form between %(since)s and %(until)s. Usual in an hour: %(usual)s.",
        "%(n)s forms between %(since)s and %(until)s. Usual in an hour: %(usual)s.",
        arrivals.forms,
    ) % {**between, "usual": usual}


def _where(surge: Surge) -> Iterable[str]:
    yield surge.campaign.title
    if surge.form:
        yield surge.form.title
    if surge.kind == SurgeKind.FLOOD:
        yield _("link %(code)s") % {"code": surge.placement.code} if surge.placement else _("by no link of ours")


def _standing(arrivals: Arrivals) -> str:
    surge = arrivals.surge
    if not surge.weighing or surge.weighed_at is None:
        return _("Nobody has decided. They are counted.")
    said = {
        "who": surge.weighed_by.full_name if surge.weighed_by else _("Someone"),
        "when": said_moment(surge.weighed_at),
        "n": number_format(arrivals.aside, force_grouping=True),
    }
    if surge.weighing == Weighing.COUNTED:
        return _("%(who)s decided on %(when)s to keep counting them.") % said
    return _("%(who)s set them aside from figures on %(when)s: %(n)s are set aside.") % said


def _may_also_be(surge: Surge) -> Iterable[str]:
    if surge.kind == SurgeKind.ALIKE:
        yield _("People who use a letter that someone wrote for them write nearly the same words, and mean them.")
        yield _("One person who sends the same words many times does so too. Machines cannot tell the two apart.")
    else:
        yield _("A programme on television or a post that is shared brings many people at once.")
        yield _("So does someone who sends forms by a machine. Machines cannot tell the two apart.")
    yield _("Nothing is deleted or hidden whatever you decide, and you can decide again.")
