"""One case: the words, what methods suggest, what people decided, and everything that can be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Self

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import AuditLine, User
from heard.accounts.queries import keeper_of, name_at
from heard.casework.forms.deciding import (
    AssignForm,
    DecisionForm,
    HideForm,
    MessageForm,
    NarrowForm,
    NoteForm,
    QuoteForm,
    RiskForm,
    StatusForm,
    ThemesForm,
    ToneForm,
)
from heard.casework.models import Case, RiskState
from heard.casework.pages import record
from heard.casework.pages.flagging import FlagShown, flag_shown
from heard.casework.pages.headings import described_in, service_heading
from heard.casework.pages.opening import SealedPanel, sealed_panel
from heard.casework.pages.parts import Fact, Said, Tag, language_tag, news_tag, risk_tag, status_tag, tone_tag
from heard.casework.pages.queue import Line, aside_tag, line_of, test_tag
from heard.casework.pages.quoting import QuoteShown, quote_shown
from heard.casework.pages.suggesting import (
    RiskPanel,
    SuggestionLine,
    ThemeGroup,
    risk_panel,
    suggestion_lines,
    theme_groups,
    themes_left_out,
)
from heard.casework.queries.choices import Choices
from heard.casework.queries.dossiers import Dossier, narrowable
from heard.casework.queries.filtering import QueueFilter
from heard.casework.queries.openings import SealedParts
from heard.casework.queries.quoting import Quoted
from heard.design.forms import ErrorLine
from heard.design.pages import Page
from heard.feedback.models import Recipient
from heard.insight.models import Theme
from heard.insight.queries import Category


@dataclass(frozen=True, kw_only=True)
class CaseForms:
    """The forms of a case's page, empty or as they were sent."""

    assign: AssignForm
    status: StatusForm
    risk: RiskForm
    note: NoteForm
    message: MessageForm
    themes: ThemesForm
    tone: ToneForm
    narrow: NarrowForm
    hide: HideForm
    quote: QuoteForm

    def all(self) -> tuple[DecisionForm, ...]:
        """Return them in the order of the page."""
        decided = (self.risk, self.message, self.themes, self.tone, self.note, self.assign, self.status, self.narrow)
        return (self.hide, self.quote, *decided)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where the page's forms are sent, each with the queue's filters."""

    assign: str
    status: str
    raise_risk: str
    close_risk: str
    note: str
    message: str
    messages_read: str
    themes: str
    tone: str
    narrow: str
    hide: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class CasePage(Page):
    """One piece of feedback as one organisation works on it."""

    template: ClassVar[str] = "casework/case.jinja"

    organisation: str
    reference: str
    tags: tuple[Tag, ...]
    waits: str
    failure: str
    not_english: str
    said: tuple[Said, ...]
    facts: tuple[Fact, ...]
    answers: tuple[Fact, ...]
    risk: RiskPanel
    suggestions: tuple[SuggestionLine, ...]
    themes_left_out: str
    groups: tuple[ThemeGroup, ...]
    consents: tuple[record.ConsentLine, ...]
    notes: tuple[record.Entry, ...]
    messages: tuple[record.MessageLine, ...]
    has_news: bool
    cannot_write: str
    history: tuple[record.Entry, ...]
    flags: tuple[FlagShown, ...]
    siblings: tuple[Line, ...]
    changes: tuple[record.Entry, ...]
    errors: tuple[ErrorLine, ...]
    forms: CaseForms
    address: Address
    assigned: str
    is_mine: bool
    me: int
    revision: int
    may_work: bool
    may_narrow: bool
    has_narrowable: bool
    risk_has_errors: bool
    narrow_has_errors: bool
    hide_has_errors: bool
    quotes: tuple[QuoteShown, ...]
    may_quote: bool
    may_publish: str
    quote_has_errors: bool
    newer_href: str
    older_href: str
    like_href: str
    sealed: SealedPanel

    @classmethod
    def of(
        cls,
        *,
        dossier: Dossier,
        forms: CaseForms,
        categories: Iterable[Category],
        asked: QueueFilter,
        neighbours: tuple[int | None, int | None],
        reader: User,
        sealed: SealedParts,
        may_work: bool,
        may_narrow: bool,
        may_quote: bool,
        quotes: Iterable[Quoted],
        now: datetime,
        changes: Iterable[AuditLine] = (),
    ) -> Self:
        """Return the page; `neighbours` are the cases before and after it, `changes` what the reader has not seen."""
        case, query = dossier.case, asked.query()
        errors = tuple(
            replace(line, href=line.href or f"#form-{form.name}") for form in forms.all() for line in form.error_lines
        )
        newer, older = (_case_href(one, query) for one in neighbours)
        return cls(
            title=service_heading(piece=case.piece, described=described_in(dossier.texts, piece=case.piece)),
            has_errors=bool(errors),
            back_href=reverse("casework:queue_of", args=[keeper_of(organisation=case.organisation).slug]) + query,
            organisation=name_at(organisation=case.organisation, moment=case.received_at),
            reference=case.piece.submission.reference,
            tags=tuple(one for one in _tags(case) if one),
            waits=record.waits(case, dossier),
            failure=record.failure(dossier),
            not_english=record.not_english(case),
            said=tuple(record.said(dossier, may_open=sealed.may_open)),
            facts=(*record.facts(case, now), *record.entered(dossier.entry)),
            answers=tuple(Fact(key=one.question, value=one.answer) for one in (*dossier.told, *dossier.answers)),
            risk=risk_panel(dossier),
            suggestions=tuple(suggestion_lines(dossier)),
            themes_left_out=themes_left_out(dossier),
            groups=tuple(theme_groups(categories, dossier, forms.themes)),
            consents=tuple(record.consent_line(one) for one in dossier.consents),
            messages=tuple(record.message_line(one, case, may_open=sealed.may_open) for one in dossier.messages),
            has_news=case.news_since is not None,
            cannot_write=record.cannot_write(dossier),
            notes=tuple(record.note_entry(one) for one in dossier.notes),
            history=(*(record.entry_of(line) for line in dossier.history), record.opening(case)),
            flags=tuple(
                flag_shown(one, case=case, others=dossier.others.get(one.surge_id or 0, 0), query=query)
                for one in dossier.flags
            ),
            siblings=tuple(line_of(row, asked=asked, now=now) for row in dossier.siblings),
            changes=tuple(record.entry_of(line) for line in changes),
            errors=errors,
            forms=forms,
            address=_address(case, query),
            assigned=case.assigned_to.full_name if case.assigned_to else "",
            is_mine=case.assigned_to_id == reader.pk,
            me=reader.pk,
            revision=case.revision,
            may_work=may_work,
            may_narrow=may_narrow,
            has_narrowable=bool(narrowable(dossier=dossier)),
            risk_has_errors=bool(forms.risk.errors),
            narrow_has_errors=bool(forms.narrow.errors),
            hide_has_errors=bool(forms.hide.errors),
            quotes=tuple(quote_shown(one) for one in quotes) if may_quote else (),
            may_quote=may_quote,
            may_publish=_may_publish(dossier),
            quote_has_errors=bool(forms.quote.errors),
            newer_href=newer,
            older_href=older,
            like_href=reverse("casework:like", args=[case.pk]) + query,
            sealed=sealed_panel(case, sealed, reader=reader, now=now),
        )


def forms_of(*, dossier: Dossier, choices: Choices, sent: DecisionForm | None) -> CaseForms:
    """Return the page's forms as the case stands, with one of them as it was sent."""
    case = dossier.case
    forms = CaseForms(
        assign=AssignForm(case=case, people=choices.people),
        status=StatusForm(case=case),
        risk=RiskForm(case=case, asks=risk_question(case)),
        note=NoteForm(case=case),
        message=MessageForm(case=case),
        themes=ThemesForm(case=case, themes=all_themes(choices), standing=dossier.standing),
        tone=ToneForm(case=case),
        narrow=NarrowForm(case=case, narrowable=narrowable_pairs(dossier)),
        hide=HideForm(case=case),
        quote=QuoteForm(case=case, themes=all_themes(choices)),
    )
    answered: dict[str, Any] = {sent.name: sent} if sent is not None else {}
    return replace(forms, **answered)


def _may_publish(dossier: Dossier) -> str:
    standing = [one.recipient for one in dossier.consents if one.narrowed_at is None]
    if Recipient.PUBLICATION in standing:
        return _("The person lets this piece be published without names. Choose nothing that could show who they are.")
    return _("The person has not let this piece be published: a quote from it stays inside.")


def risk_question(case: Case) -> str:
    """Return what the risk form asks: why an open risk is closed, or why one is raised."""
    if case.risk == RiskState.OPEN:
        return _("Why the risk can be closed")
    return _("Why someone may be at risk")


def all_themes(choices: Choices) -> tuple[Theme, ...]:
    """Return the themes of the current framework in their order."""
    return tuple(theme for category in choices.categories for theme in category.themes)


def narrowable_pairs(dossier: Dossier) -> tuple[tuple[int, str], ...]:
    """Return the consents that may be taken back, each with its recipient's name."""
    return tuple((consent.pk, record.consent_name(consent)) for consent in narrowable(dossier=dossier))


def _tags(case: Case) -> Iterable[Tag | None]:
    return (
        risk_tag(case),
        language_tag(case),
        news_tag(case),
        status_tag(case),
        tone_tag(case.tone),
        test_tag(case),
        aside_tag(case),
    )


def _case_href(case_id: int | None, query: str) -> str:
    return reverse("casework:case", args=[case_id]) + query if case_id else ""


def _address(case: Case, query: str) -> Address:
    def to(name: str) -> str:
        return reverse(f"casework:{name}", args=[case.pk]) + query

    return Address(
        assign=to("assign"),
        status=to("status"),
        raise_risk=to("raise_risk"),
        close_risk=to("close_risk"),
        note=to("note"),
        message=to("message"),
        messages_read=to("messages_read"),
        themes=to("themes"),
        tone=to("tone"),
        narrow=to("narrow"),
        hide=to("hide"),
        quote=to("quote"),
    )
