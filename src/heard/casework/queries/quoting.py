"""Quotes that people chose: those that a person may see, the words as they stand, and whether they may be published."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from heard.accounts.models import Organisation, User
from heard.accounts.queries import lineage_ids, organisations_for
from heard.casework.models import Case, Quote
from heard.casework.queries.access import EXPORTERS
from heard.design.errors import NotFound
from heard.feedback.models import Consent, Recipient

MOST = 200


@dataclass(frozen=True, kw_only=True)
class QuoteQuery:
    """Which quotes are asked for: of a theme (its code), of a campaign (its slug), and only what may be published."""

    theme: str = ""
    campaign: str = ""
    is_publishable: bool = False


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """A quote with its words; empty where they have changed since. `is_publishable` while that permission stands."""

    quote: Quote
    words: str
    is_publishable: bool


def quotes_for(*, user: User) -> QuerySet[Quote]:
    """Return the quotes from cases that the person may read, as long as the consent to that stands."""
    cases = Case.objects.filter(organisation__in=organisations_for(user=user, roles=EXPORTERS)).consented()
    return _whole(Quote.objects.filter(case__in=cases))


def quote_for(*, user: User, quote_id: int) -> Quote:
    """Return one of them. Raises NotFound for what is missing and for what is not theirs alike."""
    quote = quotes_for(user=user).filter(pk=quote_id).first()
    if quote is None:
        raise NotFound
    return quote


def quotes_of(*, organisation: Organisation, asked: QuoteQuery) -> tuple[Quoted, ...]:
    """Return an organisation's newest quotes, with their words as they stand."""
    cases = Case.objects.filter(organisation__in=lineage_ids(organisation=organisation)).consented()
    found = Quote.objects.filter(case__in=cases)
    if asked.theme:
        found = found.filter(theme__code=asked.theme)
    if asked.campaign:
        found = found.filter(case__campaign__slug=asked.campaign)
    if asked.is_publishable:
        found = found.filter(Exists(_published(OuterRef("case__piece"))))
    return quoted(quotes=_whole(found).order_by("-chosen_at", "-pk")[:MOST])


def quotes_on(*, case: Case) -> tuple[Quoted, ...]:
    """Return the quotes from one case, in the order of its words."""
    return quoted(quotes=_whole(Quote.objects.filter(case=case)).order_by("text", "starts_at"))


def quoted(*, quotes: Iterable[Quote]) -> tuple[Quoted, ...]:
    """Return quotes with their words and whether each may be published without names."""
    held = list(quotes)
    allowed = set(_published([quote.case.piece_id for quote in held]).values_list("piece", flat=True))
    return tuple(
        Quoted(quote=quote, words=_words(quote), is_publishable=quote.case.piece_id in allowed) for quote in held
    )


def _words(quote: Quote) -> str:
    copy = quote.text.redacted
    if (quote.text.copy_version, len(copy)) != (quote.copy_version, quote.copy_length):
        return ""
    return copy[quote.starts_at : quote.ends_at]


def _published(pieces: OuterRef | Iterable[int]) -> QuerySet[Consent]:
    wanted = {"piece": pieces} if isinstance(pieces, OuterRef) else {"piece__in": pieces}
    return Consent.objects.filter(recipient=Recipient.PUBLICATION, narrowed_at=None, **wanted)


def _whole(quotes: QuerySet[Quote]) -> QuerySet[Quote]:
    return quotes.select_related(
        "theme", "text", "chosen_by", "case__organisation", "case__campaign", "case__piece__service"
    ).defer("text__sealed")
