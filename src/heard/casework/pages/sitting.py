"""Reading one piece after the other: where to begin, and one piece with what is decided on it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import AuditLine, Organisation
from heard.accounts.queries import keeper_of, name_at
from heard.casework.forms.sitting import ChoosingForm, DecideForm, SittingForm
from heard.casework.models import Case
from heard.casework.pages import record, words
from heard.casework.pages.choosing import Beside, BoxGroup, ToneBox, box_groups, tone_boxes
from heard.casework.pages.headings import described_in, service_heading
from heard.casework.pages.parts import Fact, Said, Tag, risk_tag
from heard.casework.queries.dossiers import Dossier
from heard.casework.queries.sitting import Sitting
from heard.design.forms import ErrorLine
from heard.design.pages import Page
from heard.feedback.models import Tone
from heard.insight.models import Aspect
from heard.insight.queries import Category


@dataclass(frozen=True, kw_only=True)
class SittingPage(Page):
    """Where a sitting begins, and what is said where nothing of it is left."""

    template: ClassVar[str] = "casework/sitting.jinja"

    organisation: str
    form: SittingForm
    may_work: bool
    done: str = ""

    @classmethod
    def of(cls, *, organisation: Organisation, form: SittingForm, may_work: bool, found: Sitting | None = None) -> Self:
        """Return the page; `found` is a set of which nothing waits any more."""
        done = ""
        if found is not None:
            done = (
                _("All %(n)s pieces of this set are decided. Begin again to take the next.")
                % {"n": words.count(len(found.cases))}
                if found.cases
                else _("Nothing here waits for a decision.")
            )
        return cls(
            title=_("Decide themes and tone"),
            has_errors=bool(form.errors),
            organisation=organisation.name,
            form=form,
            may_work=may_work,
            done=done,
        )


@dataclass(frozen=True, kw_only=True)
class DecidePage(Page):
    """One piece, what methods suggest of it, and the boxes with which to decide."""

    template: ClassVar[str] = "casework/deciding.jinja"

    organisation: str
    reference: str
    tags: tuple[Tag, ...]
    said: tuple[Said, ...]
    facts: tuple[Fact, ...]
    tones: tuple[ToneBox, ...]
    groups: tuple[BoxGroup, ...]
    letters: tuple[BoxGroup, ...]
    sent: ChoosingForm
    errors: tuple[ErrorLine, ...]
    changes: tuple[record.Entry, ...]
    tone_decided: str
    place: str
    progress: str
    done: int
    of: int
    action: str
    case_href: str
    before_href: str
    after_href: str
    may_work: bool
    go_on: str
    lead: str = ""

    @classmethod
    def of_case(
        cls,
        *,
        dossier: Dossier,
        form: DecideForm,
        categories: Iterable[Category],
        found: Sitting,
        may_work: bool,
        now: datetime,
        changes: Iterable[AuditLine] = (),
    ) -> Self:
        """Return the page of one piece in its set; `changes` are what the reader has not seen."""
        case, query = dossier.case, found.asked.query()
        beside = _beside(dossier)
        before, after = (_href(one, query) for one in found.beside(case.pk))
        groups = box_groups(categories, ticked=form.ticked, beside=beside)
        return cls(
            title=service_heading(piece=case.piece, described=described_in(dossier.texts, piece=case.piece)),
            has_errors=bool(form.errors),
            back_href=reverse("casework:decide_of", args=[keeper_of(organisation=case.organisation).slug]),
            organisation=name_at(organisation=case.organisation, moment=case.received_at),
            reference=case.piece.submission.reference,
            tags=tuple(tag for tag in (risk_tag(case), _decided_tag(dossier)) if tag),
            said=tuple(record.said(dossier, may_open=False)),
            facts=tuple(_facts(case, now)),
            tones=tuple(tone_boxes(chosen=form.tone_shown, beside=beside)),
            groups=groups,
            letters=tuple(group for group in groups if group.letter),
            sent=form,
            errors=tuple(replace(line, href=line.href or "#form-decide") for line in form.error_lines),
            changes=tuple(record.entry_of(line) for line in changes),
            tone_decided=_tone_decided(dossier),
            place=_place(case, found),
            progress=_("%(done)s of %(of)s in this set are decided")
            % {"done": words.count(len(found.decided)), "of": words.count(len(found.cases))},
            done=len(found.decided),
            of=len(found.cases),
            action=reverse("casework:decide_case", args=[case.pk]) + query,
            case_href=reverse("casework:case", args=[case.pk]),
            before_href=before,
            after_href=after,
            may_work=may_work,
            go_on=_("Accept and go on"),
        )


def next_href(*, organisation: Organisation, found: Sitting, after: int | None = None) -> str:
    """Return where the next piece of the set is decided, or where the set is said to be done."""
    to_decide = found.to_decide(after=after)
    if to_decide is not None:
        return _href(to_decide, found.asked.query())
    return reverse("casework:decide_of", args=[organisation.slug]) + found.asked.query()


def _href(case_id: int | None, query: str) -> str:
    return reverse("casework:decide_case", args=[case_id]) + query if case_id else ""


def _beside(dossier: Dossier) -> Beside:
    """Return what was suggested and decided; a theme stands first where either says that it is there."""
    suggested = {one.theme_id for one in dossier.suggestions if one.theme_id is not None}
    said = (_("Yes, says %(who)s"), _("No, says %(who)s"))
    return Beside(
        suggestions=tuple(one for one in dossier.suggestions if one.aspect != Aspect.RISK),
        decided={
            one.theme_id: said[0 if one.is_present else 1] % {"who": one.decided_by.full_name} for one in dossier.themes
        },
        first=frozenset(suggested | dossier.standing),
    )


def _decided_tag(dossier: Dossier) -> Tag | None:
    return Tag(text=_("Decided"), look="good") if dossier.tone else None


def _tone_decided(dossier: Dossier) -> str:
    tone = dossier.tone
    if tone is None:
        return ""
    return _("%(tone)s, says %(who)s") % {"tone": tone.get_tone_display(), "who": tone.decided_by.full_name}


def _place(case: Case, found: Sitting) -> str:
    if case.pk not in found.cases:
        return ""
    at = found.cases.index(case.pk) + 1
    return _("Piece %(at)s of %(of)s") % {"at": words.count(at), "of": words.count(len(found.cases))}


def service_facts(case: Case) -> Iterable[Fact]:
    """Yield of what kind the service is."""
    if case.piece.service:
        yield Fact(key=_("Kind of service"), value=case.piece.service.get_kind_display())


def _facts(case: Case, now: datetime) -> Iterable[Fact]:
    """Yield what helps to read the words; the rest stands on the case."""
    piece = case.piece
    yield from service_facts(case)
    if piece.tone:
        yield Fact(key=_("The person says it was"), value=str(Tone(piece.tone).label))
    if case.campaign:
        yield Fact(key=_("Campaign"), value=case.campaign.title)
    yield Fact(key=_("Received"), value=f"{words.day(case.received_at)} ({words.age(case.received_at, now=now)})")
