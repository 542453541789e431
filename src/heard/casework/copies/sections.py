"""The copy that a person may have of all that is held about them: gathered in words, to read and for a computer."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from evidence.journey import Question
from heard.accounts.queries import public_name
from heard.casework.copies.names import (
    aspect_name,
    channel_name,
    contact_name,
    news_name,
    outcome_name,
    recipient_name,
    right_name,
    status_name,
    text_name,
    tone_name,
)
from heard.casework.models import Case
from heard.casework.queries.answers import (
    all_answers_in_words,
    equality_in_words,
    questions_asked,
    told_in_words,
)
from heard.design.dates import said_day, said_moment
from heard.design.languages import language_of
from heard.feedback.models import (
    Addition,
    Consent,
    Contact,
    Enquiry,
    Entry,
    Message,
    NewsAddress,
    Piece,
    RightsRequest,
    Sender,
    Submission,
    Text,
)
from heard.feedback.queries.openings import openings_of
from heard.insight.models import Aspect, Coding, ReadingModelInput, Suggestion, ThemeDecision, ToneDecision


@dataclass(frozen=True, kw_only=True)
class Row:
    """A name and what is held under it."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the copy."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Means:
    """What whoever makes a copy may tell, and how they open what is sealed.

    `own` are the organisations whose work stands in it; None: every one's. `contact` and `words` return None for what
    does not open. `was_looked_through` says that a person looks at the copy before it is handed over: what staff wrote
    for themselves, and signs of danger, stand in no other.
    """

    own: Collection[int] | None
    contact: Callable[[], Mapping[str, str] | None]
    words: Callable[[Text], str | None]
    message: Callable[[Message], str]
    was_looked_through: bool

    def of(self, **more: object) -> Q:
        """Return the filter of what those organisations did."""
        return Q(**more) if self.own is None else Q(organisation__in=self.own, **more)


def sections_of(*, submission: Submission, means: Means) -> tuple[Section, ...]:
    """Return what is held of a submission, in sections; those with nothing in them are left out."""
    asked = questions_asked(question_set=submission.question_set)
    pieces = list(Piece.objects.filter(submission=submission).select_related("service").order_by("ordinal"))
    sections = [
        Section(title=_("What was sent"), rows=tuple(_facts(submission))),
        Section(title=_("Contact details"), rows=tuple(_contact(submission, means))),
        Section(title=_("Words"), rows=tuple(_texts(submission, means, asked))),
        Section(title=_("Other answers"), rows=tuple(_answers(submission, asked))),
        *(
            Section(title=_("Piece %(number)d") % {"number": piece.ordinal}, rows=tuple(_piece(piece, means, asked)))
            for piece in pieces
        ),
        Section(title=_("Messages"), rows=tuple(_messages(submission, means))),
        Section(title=_("Who opened what was sealed"), rows=tuple(_openings(submission, means))),
        Section(title=_("What you asked of us"), rows=tuple(_asked_of_us(submission, means))),
    ]
    return tuple(section for section in sections if section.rows)


def as_data(*, sections: Iterable[Section], made_at: datetime) -> dict[str, Any]:
    """Return the same for a computer."""
    return {
        "format": "heard-copy-1",
        "made_at": made_at.isoformat(),
        "sections": [
            {"title": section.title, "rows": [{"name": row.name, "value": row.value} for row in section.rows]}
            for section in sections
        ],
    }


def _facts(submission: Submission) -> Iterator[Row]:
    yield Row(name=_("Reference"), value=submission.reference)
    yield Row(name=_("Received by"), value=public_name(organisation=submission.organisation))
    if submission.campaign:
        yield Row(name=_("Campaign"), value=submission.campaign.title)
    yield Row(name=_("How it came"), value=channel_name(code=submission.channel))
    yield Row(name=_("Received"), value=said_moment(submission.received_at))
    if submission.about:
        yield Row(name=_("Whose care it is about"), value=str(submission.get_about_display()))
    if submission.area:
        yield Row(name=_("Area"), value=submission.area.name)
    yield Row(name=_("Language"), value=language_of(submission.language).name)
    if submission.notice_version:
        yield Row(name=_("Version of the notice that was shown"), value=submission.notice_version)
    yield Row(name=_("Under 16"), value=_yes(submission.is_under_16))
    yield Row(name=_("Said that someone may be in danger"), value=_yes(submission.risk_declared))
    yield Row(name=_("May be contacted"), value=_yes(submission.may_contact))
    yield from _entered(submission)
    yield from _since(submission)


def _since(submission: Submission) -> Iterator[Row]:
    """Yield what became of it since it came."""
    if submission.withdrawn_at:
        yield Row(name=_("Taken back"), value=said_moment(submission.withdrawn_at))
    if submission.objected_at:
        yield Row(name=_("Left out of figures, as you wished"), value=said_moment(submission.objected_at))
    if submission.originals_erased_at:
        said = said_moment(submission.originals_erased_at)
        yield Row(name=_("The words as they were written were erased"), value=said)
    if ReadingModelInput.objects.filter(submission=submission).exists():
        yield Row(name=_("A computer learnt from what staff decided of it"), value=_("Yes"))


def _entered(submission: Submission) -> Iterator[Row]:
    for entry in Entry.objects.filter(submission=submission):
        yield Row(name=_("Entered by staff for you"), value=said_moment(entry.begun_at))
        yield Row(name=_("Came to them on"), value=said_day(entry.received_on))
        if entry.paper_number:
            yield Row(name=_("Number of the paper form"), value=entry.paper_number)


def _contact(submission: Submission, means: Means) -> Iterator[Row]:
    if Contact.objects.filter(submission=submission).exists():
        contact = means.contact()
        if contact is None:
            held = _("They are held, sealed, and could not be opened for this copy.")
            yield Row(name=_("Contact details"), value=held)
        for part, value in (contact or {}).items():
            yield Row(name=contact_name(part=part), value=value)
    for address in NewsAddress.objects.filter(submission=submission, stopped_at=None).order_by("by"):
        yield Row(
            name=_("You are told of news"),
            value=_("At an address that is sealed, which nobody reads: %(way)s") % {"way": news_name(code=address.by)},
        )


def _texts(submission: Submission, means: Means, asked: Iterable[Question]) -> Iterator[Row]:
    names = {question.slug: question.short or question.label for question in asked}
    for text in Text.objects.filter(submission=submission).select_related("piece", "submission").order_by("pk"):
        name = _(names[text.slug]) if names.get(text.slug) else text_name(code=text.field)
        if text.piece:
            name = _("%(what)s (piece %(number)d)") % {"what": name, "number": text.piece.ordinal}
        words = means.words(text)
        if words is not None:
            yield Row(name=name, value=words)
        if text.redacted and text.redacted != words:
            yield Row(name=_("%(what)s, the copy that staff read") % {"what": name}, value=text.redacted)
    for added in Addition.objects.filter(submission=submission, text=None).order_by("added_at"):
        yield Row(name=_("Added on %(day)s") % {"day": said_moment(added.added_at)}, value=_("Not read yet"))


def _answers(submission: Submission, asked: Iterable[Question]) -> Iterator[Row]:
    for said in all_answers_in_words(submission=submission, asked=asked):
        yield Row(name=said.question, value=said.answer)
    for said in equality_in_words(submission=submission, asked=asked):
        yield Row(name=_("Equality: %(topic)s") % {"topic": said.question}, value=said.answer)


def _piece(piece: Piece, means: Means, asked: Iterable[Question]) -> Iterator[Row]:
    if piece.service:
        yield Row(name=_("Service"), value=piece.service.name)
    if piece.tone:
        yield Row(name=_("How it was"), value=tone_name(code=piece.tone))
    if piece.happened_on:
        yield Row(name=_("When"), value=said_day(piece.happened_on))
    for said in told_in_words(piece=piece, asked=asked):
        yield Row(name=said.question, value=said.answer)
    for consent in Consent.objects.filter(piece=piece).select_related("organisation__kept_by").order_by("pk"):
        who = (
            public_name(organisation=consent.organisation)
            if consent.organisation
            else recipient_name(code=consent.recipient)
        )
        state = _("allowed %(day)s") % {"day": said_moment(consent.given_at)}
        if consent.narrowed_at:
            state = _("allowed, and taken back %(day)s") % {"day": said_moment(consent.narrowed_at)}
        yield Row(name=_("Shared with %(who)s") % {"who": who}, value=state)
    yield from _suggested(piece, means)
    yield from _decided(piece, means)
    yield from _coded(piece, means)


def _suggested(piece: Piece, means: Means) -> Iterator[Row]:
    suggestions = Suggestion.objects.standing().filter(piece=piece).select_related("theme").order_by("pk")
    for one in suggestions if means.was_looked_through else suggestions.exclude(aspect=Aspect.RISK):
        yield Row(
            name=_("A computer suggested: %(kind)s") % {"kind": aspect_name(code=one.aspect)},
            value=one.theme.label if one.theme else tone_name(code=one.value),
        )


def _decided(piece: Piece, means: Means) -> Iterator[Row]:
    for theme in ThemeDecision.objects.filter(means.of(piece=piece, replaced_at=None)).select_related("theme"):
        state = _("Yes") if theme.is_present else _("No")
        yield Row(name=_("Staff decided: theme %(theme)s") % {"theme": theme.theme.name}, value=state)
    for tone in ToneDecision.objects.filter(means.of(piece=piece, replaced_at=None)):
        yield Row(name=_("Staff decided: tone"), value=tone_name(code=tone.tone))
    cases = Case.objects.filter(means.of(piece=piece)).select_related("organisation").prefetch_related("notes")
    for case in cases.order_by("pk"):
        who = public_name(organisation=case.organisation)
        yield Row(name=_("Where it stands at %(who)s") % {"who": who}, value=status_name(code=case.status))
        if means.was_looked_through:
            yield from _written(case)


def _coded(piece: Piece, means: Means) -> Iterator[Row]:
    theirs = Q() if means.own is None else Q(item__coding_set__organisation__in=means.own)
    for coding in Coding.objects.filter(theirs, item__piece=piece).prefetch_related("themes").order_by("pk"):
        found = [tone_name(code=coding.tone), *sorted(theme.name for theme in coding.themes.all())]
        yield Row(name=_("One reader found, which decides nothing"), value=", ".join(found))


def _written(case: Case) -> Iterator[Row]:
    if case.referred_to:
        yield Row(name=_("Referred to"), value=case.referred_to)
    for note in case.notes.order_by("written_at"):
        yield Row(name=_("Note of staff, %(day)s") % {"day": said_moment(note.written_at)}, value=note.text)


def _messages(submission: Submission, means: Means) -> Iterator[Row]:
    found = Message.objects.filter(means.of(submission=submission)).select_related("organisation__kept_by")
    for message in found.order_by("written_at"):
        at = said_moment(message.written_at)
        who = {"who": public_name(organisation=message.organisation), "day": at}
        by = _("From you to %(who)s, %(day)s") if message.sender == Sender.PERSON else _("From %(who)s, %(day)s")
        yield Row(name=by % who, value=means.message(message))


def _openings(submission: Submission, means: Means) -> Iterator[Row]:
    for one in openings_of(submission=submission, by=means.own):
        yield Row(name=said_moment(one.at), value=f"{one.what}: {one.why}. {one.by}")


def _asked_of_us(submission: Submission, means: Means) -> Iterator[Row]:
    for enquiry in Enquiry.objects.filter(means.of(became=submission)).order_by("pk"):
        yield Row(name=_("You asked, %(day)s") % {"day": said_moment(enquiry.received_at)}, value=enquiry.asked)
    for right in RightsRequest.objects.filter(means.of(submission=submission)).order_by("pk"):
        yield Row(
            name=_("Your right, %(day)s") % {"day": said_day(right.received_on)},
            value=f"{right_name(code=right.right)}: {outcome_name(code=right.outcome)}",
        )


def _yes(value: object) -> str:
    return _("Yes") if value else _("No")
