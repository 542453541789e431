"""Quotes that people chose, as a list and on their case."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import Organisation
from heard.casework.forms.quoting import QuoteFilterForm
from heard.casework.pages import words
from heard.casework.pages.parts import Tag
from heard.casework.queries.quoting import Quoted, QuoteQuery
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class QuoteShown:
    """One quote: its words (none where they changed since), what it is of, and the ways to its case and out."""

    segments: tuple[words.Segment, ...]
    theme: str
    tag: Tag
    about: str
    chosen: str
    case_href: str
    drop_href: str


@dataclass(frozen=True, kw_only=True)
class QuotesPage(Page):
    """An organisation's quotes by theme."""

    template: ClassVar[str] = "casework/quotes.jinja"

    organisation: str
    form: QuoteFilterForm
    clear_href: str
    counted: str
    quotes: tuple[QuoteShown, ...]


def quotes_page(
    *, organisation: Organisation, form: QuoteFilterForm, asked: QuoteQuery, quotes: Iterable[Quoted]
) -> QuotesPage:
    """Return the page of an organisation's quotes."""
    here = reverse("casework:quotes_of", args=[organisation.slug])
    shown = tuple(quote_shown(one) for one in quotes)
    return QuotesPage(
        title=_("Quotes"),
        has_errors=bool(form.errors),
        back_href=reverse("casework:queue_of", args=[organisation.slug]),
        organisation=organisation.name,
        form=form,
        clear_href=here if asked != QuoteQuery() else "",
        counted=ngettext("%(n)s quote", "%(n)s quotes", len(shown)) % {"n": words.count(len(shown))},
        quotes=shown,
    )


def quote_shown(one: Quoted) -> QuoteShown:
    """Return one quote as a page shows it."""
    quote = one.quote
    service = quote.case.piece.service
    return QuoteShown(
        segments=words.segments(one.words),
        theme=quote.theme.name if quote.theme else "",
        tag=Tag(text=_("May be published without names"), look="good")
        if one.is_publishable
        else Tag(text=_("Not for publication"), look="warn"),
        about=" · ".join(str(each) for each in (service.name if service else "", quote.case.campaign or "") if each),
        chosen=_("Chosen by %(who)s on %(when)s")
        % {"who": quote.chosen_by.full_name, "when": words.day(quote.chosen_at)},
        case_href=reverse("casework:case", args=[quote.case_id]),
        drop_href=reverse("casework:quote_drop", args=[quote.pk]),
    )
