"""Coding apart: the sets of an organisation, one set with how far its coders agree, and one piece of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.stats import Alpha
from heard.accounts.models import Organisation, User
from heard.accounts.queries import name_at
from heard.casework.forms.coding import StartCodingForm
from heard.casework.pages import words
from heard.casework.pages.coded import code_href, settle_href
from heard.casework.pages.parts import Fact
from heard.casework.queries.coding import Agreement, WholeSet
from heard.design.dates import said_moment
from heard.design.pages import Page
from heard.design.tables import Cell, Cells, Column, TagCell, heads
from heard.insight.models import Choosing, CodingSet

CONCLUSIVE, TENTATIVE = 0.8, 0.667
"""Krippendorff's own limits, above which the interval must lie for conclusions, and for tentative ones."""

LEAST_FOUND = 10
"""A theme that coders found in fewer pieces than this bears no conclusion, however well they agree."""


@dataclass(frozen=True, kw_only=True)
class CodingPage(Page):
    """The sets of one organisation."""

    template: ClassVar[str] = "casework/coding.jinja"

    organisation: str
    start_href: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]


@dataclass(frozen=True, kw_only=True)
class StartCodingPage(Page):
    """Starting a set."""

    template: ClassVar[str] = "casework/start_coding.jinja"

    organisation: str
    form: StartCodingForm


@dataclass(frozen=True, kw_only=True)
class CodingSetPage(Page):
    """One set: who has come how far, how far they agree, and what is left to settle."""

    template: ClassVar[str] = "casework/coding_set.jinja"

    organisation: str
    facts: tuple[Fact, ...]
    people_columns: tuple[Column, ...]
    people: tuple[tuple[str, ...], ...]
    code_href: str
    code_text: str
    hidden: str
    sentence: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    caveats: tuple[str, ...]
    disputed: str
    disputed_href: str
    agreed: str
    agreed_href: str
    end_href: str


def coding_page(*, organisation: Organisation, sets: Iterable[WholeSet], may_start: bool) -> CodingPage:
    """Return the list of sets."""
    return CodingPage(
        title=_("Double coding"),
        organisation=organisation.name,
        start_href=reverse("casework:coding_new", args=[organisation.slug]) if may_start else "",
        columns=heads(_("Started"), _("Pieces"), _("Campaign"), _("Coded"), _("State")),
        rows=tuple(_set_row(whole) for whole in sets),
    )


def start_coding_page(*, organisation: Organisation, form: StartCodingForm) -> StartCodingPage:
    """Return the page on which a set is started."""
    return StartCodingPage(
        title=_("Start double coding"),
        has_errors=bool(form.errors),
        back_href=reverse("casework:coding_of", args=[organisation.slug]),
        organisation=organisation.name,
        form=form,
    )


def coding_set_page(
    *, whole: WholeSet, agreement: Agreement, reader: User, back_to: Organisation, may_start: bool, may_settle: bool
) -> CodingSetPage:
    """Return the page of one set; nothing of what others said where the reader has yet to code."""
    coding_set, coder = whole.coding_set, whole.coder(reader)
    is_hidden = whole.is_hidden_from(reader)
    waiting = whole.waiting_for(coder) if coder is not None and not whole.is_over else ()
    agreed = whole.to_settle(agreed=True) if may_settle and not is_hidden else ()
    disputed = whole.to_settle(agreed=False) if may_settle and not is_hidden else ()
    shown = None if is_hidden or not agreement.pieces else agreement
    return CodingSetPage(
        title=_("Double coding of %(day)s") % {"day": words.day(coding_set.started_at)},
        back_href=reverse("casework:coding_of", args=[back_to.slug]),
        organisation=name_at(organisation=coding_set.organisation, moment=coding_set.started_at),
        facts=tuple(_facts(whole)),
        people_columns=(Column(text=_("Who codes")), Column(text=_("Coded"), is_number=True)),
        people=tuple((one.user.full_name, _done(whole, one.pk)) for one in whole.coders),
        code_href=code_href(coding_set, waiting[0]) if waiting else "",
        code_text=_("Go on coding") if coder and len(waiting) < len(whole.items) else _("Start coding"),
        hidden=_("How far people agree shows here once you have coded all your pieces.") if is_hidden else "",
        sentence=_sentence(agreement) if shown else _nothing_yet(is_hidden=is_hidden),
        columns=(
            Column(text=_("About")),
            Column(text=_("Found in pieces"), is_number=True),
            Column(text=_("Agreement (alpha)"), is_number=True),
            Column(text=_("95% interval"), is_number=True),
            Column(text=_("Bears")),
        ),
        rows=tuple(_rows(shown)) if shown else (),
        caveats=tuple(_caveats(coding_set)) if shown else (),
        disputed=ngettext(
            "Settle the %(n)s piece about which coders differ",
            "Settle the %(n)s pieces about which coders differ, one by one",
            len(disputed),
        )
        % {"n": words.count(len(disputed))},
        disputed_href=settle_href(coding_set, disputed[0]) if disputed else "",
        agreed=ngettext(
            "Settle the %(n)s piece on which all agree", "Settle the %(n)s pieces on which all agree", len(agreed)
        )
        % {"n": words.count(len(agreed))}
        if agreed
        else "",
        agreed_href=reverse("casework:settle_agreed", args=[coding_set.pk]),
        end_href=reverse("casework:coding_end", args=[coding_set.pk]) if may_start and not whole.is_over else "",
    )


def _set_row(whole: WholeSet) -> Cells:
    coding_set = whole.coding_set
    if not whole.is_over:
        state = TagCell(text=_("Being coded"), tone="info")
    elif whole.to_settle(agreed=True) or whole.to_settle(agreed=False):
        state = TagCell(text=_("To settle"), tone="warn")
    else:
        state = TagCell(text=_("Done"), tone="good")
    return (
        Cell(text=said_moment(coding_set.started_at), href=reverse("casework:coding_set", args=[coding_set.pk])),
        f"{words.count(len(whole.items))} · {coding_set.get_choosing_display()}",
        coding_set.campaign.title if coding_set.campaign else _("Any"),
        ", ".join(f"{one.user.full_name} {_done(whole, one.pk)}" for one in whole.coders),
        state,
    )


def _facts(whole: WholeSet) -> Iterator[Fact]:
    coding_set = whole.coding_set
    yield Fact(key=_("Pieces"), value=f"{words.count(len(whole.items))} · {coding_set.get_choosing_display()}")
    yield Fact(key=_("Campaign"), value=coding_set.campaign.title if coding_set.campaign else _("Any"))
    yield Fact(
        key=_("Started"),
        value=_("%(day)s by %(who)s")
        % {"day": said_moment(coding_set.started_at), "who": coding_set.started_by.full_name},
    )
    if coding_set.ended_at:
        yield Fact(key=_("Ended"), value=said_moment(coding_set.ended_at))
    settled = sum(one.is_settled for one in whole.items)
    yield Fact(key=_("Settled"), value=_of(settled, len(whole.items)))
    if whole.lost:
        yield Fact(key=_("Taken back or erased since"), value=words.count(whole.lost))


def _done(whole: WholeSet, coder: int) -> str:
    return _of(sum(coder in one.said for one in whole.items), len(whole.items))


def _of(done: int, total: int) -> str:
    return _("%(done)s of %(of)s") % {"done": words.count(done), "of": words.count(total)}


def _sentence(agreement: Agreement) -> str:
    if agreement.tone.value is None:
        tone = _("Of tone nothing can be told yet.")
    else:
        tone = _("On tone, agreement is %(alpha)s.") % {"alpha": _figure(agreement.tone.value)}
    bear = sum(_limit(one.alpha, one.found) >= TENTATIVE for one in agreement.themes)
    themes = ngettext(
        "Of %(themes)s theme that anyone found in %(n)s pieces, %(bear)s bears conclusions so far.",
        "Of %(themes)s themes that anyone found in %(n)s pieces, %(bear)s bear conclusions so far.",
        len(agreement.themes),
    )
    return f"{tone} " + themes % {"themes": len(agreement.themes), "n": words.count(agreement.pieces), "bear": bear}


def _limit(alpha: Alpha, found: int) -> float:
    """Return the limit that agreement clears at all likelihood: none where it rests on too little."""
    return alpha.interval.low if alpha.interval and found >= LEAST_FOUND else -1


def _nothing_yet(*, is_hidden: bool) -> str:
    return "" if is_hidden else _("No piece has been coded by two people yet.")


def _rows(agreement: Agreement) -> Iterator[Cells]:
    yield (_("Tone"), words.count(agreement.pieces), *_told(agreement.tone, agreement.pieces))
    for one in sorted(agreement.themes, key=lambda each: (-each.found, each.theme.position)):
        yield (one.theme.name, words.count(one.found), *_told(one.alpha, one.found))


def _told(alpha: Alpha, found: int) -> Cells:
    value = _figure(alpha.value) if alpha.value is not None else "–"
    interval = _("not known")
    if alpha.interval is not None:
        limits = {"low": _figure(alpha.interval.low), "high": _figure(alpha.interval.high)}
        interval = _("%(low)s to %(high)s") % limits
    if alpha.interval is None or found < LEAST_FOUND:
        bears = TagCell(text=_("Too little to tell"), tone="")
    elif alpha.interval.low >= CONCLUSIVE:
        bears = TagCell(text=_("Conclusions"), tone="good")
    elif alpha.interval.low >= TENTATIVE:
        bears = TagCell(text=_("Tentative conclusions"), tone="info")
    else:
        bears = TagCell(text=_("None yet"), tone="warn")
    return (value, interval, bears)


def _caveats(coding_set: CodingSet) -> Iterator[str]:
    yield _("Alpha is 1 where all agree and 0 where they agree as chance would. Rare themes seldom come high.")
    if coding_set.choosing == Choosing.UNCERTAIN:
        yield _("These are the pieces about which the machine was least sure: on all pieces people agree more.")
    yield _(
        "Conclusions need an interval that lies above 0.8, tentative ones above 0.67, and a theme found in 10 pieces."
    )
    yield _("Where no interval is known, all agreed without an exception, or there is too little variety to tell.")
    yield _("People may agree and both be wrong: look at what they found before you rely on it.")


def _figure(value: float) -> str:
    return number_format(round(value, 2) or 0.0, 2)
