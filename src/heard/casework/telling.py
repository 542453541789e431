"""The copy that a person may have of all that is held about them: gathered in words, to read and for a computer."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation, User
from heard.accounts.queries import lineage_ids
from heard.casework.models import Case
from heard.design.dates import said_day
from heard.feedback.actions import opening
from heard.feedback.actions.rights import note_copy
from heard.feedback.models import (
    Answer,
    Consent,
    Contact,
    EqualityAnswer,
    Message,
    Piece,
    RightsRequest,
    Sender,
    Submission,
    Text,
)
from heard.feedback.queries.openings import openings_of
from heard.feedback.sealing import CannotUnseal
from heard.insight.models import Aspect, Suggestion, ThemeDecision, ToneDecision

_REFUSALS = (opening.SecondPersonNeeded, opening.NotTheirs, CannotUnseal)


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
class Opener:
    """Who makes the copy: in opening their words for it they leave a trace that the person can see."""

    organisation: Organisation
    by: User
    now: datetime


@transaction.atomic
def copy_for(*, request: RightsRequest, opener: Opener) -> tuple[Submission, tuple[Section, ...]]:
    """Write down that a copy is made, and return of what and the copy.

    Raises what `note_copy` does, and heard.feedback.keys.StoreAway; then no copy was made and nothing counts as opened.
    """
    submission = note_copy(request=request, by=opener.by, now=opener.now)
    return submission, copy_of(submission=submission, opener=opener)


def copy_of(*, submission: Submission, opener: Opener) -> tuple[Section, ...]:
    """Return everything that an organisation, with any before it, holds of a submission, in sections.

    What other organisations wrote, decided and noted is theirs to hand over, and is not opened to this one's staff.
    Words and contact details are opened as anyone opens them: for the reason "rights", on the record. What cannot be
    opened (a second person must agree first, the permission ended) stands as its redacted copy and says so.
    """
    own = lineage_ids(organisation=opener.organisation)
    pieces = list(Piece.objects.filter(submission=submission).select_related("service").order_by("ordinal"))
    sections = [
        Section(title=_("What was sent"), rows=tuple(_facts(submission))),
        Section(title=_("Contact details"), rows=tuple(_contact(submission, opener))),
        Section(title=_("Words"), rows=tuple(_texts(submission, opener))),
        Section(title=_("Other answers"), rows=tuple(_answers(submission))),
        *(
            Section(title=_("Piece %(number)d") % {"number": piece.ordinal}, rows=tuple(_piece(piece, own)))
            for piece in pieces
        ),
        Section(title=_("Messages"), rows=tuple(_messages(submission, own))),
        Section(title=_("Who opened what was sealed"), rows=tuple(_openings(submission, own))),
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
    yield Row(name=_("Received by"), value=submission.organisation.name)
    if submission.campaign:
        yield Row(name=_("Campaign"), value=submission.campaign.title)
    yield Row(name=_("How it came"), value=str(submission.get_channel_display()))
    yield Row(name=_("Received"), value=_moment(submission.received_at))
    if submission.about:
        yield Row(name=_("Whose care it is about"), value=str(submission.get_about_display()))
    if submission.area:
        yield Row(name=_("Area"), value=submission.area.name)
    yield Row(name=_("Language"), value=submission.language)
    if submission.notice_version:
        yield Row(name=_("Version of the notice that was shown"), value=submission.notice_version)
    yield Row(name=_("Someone may be in danger"), value=_yes(submission.risk_declared))
    yield Row(name=_("May be contacted"), value=_yes(submission.may_contact))
    if submission.withdrawn_at:
        yield Row(name=_("Withdrawn"), value=_moment(submission.withdrawn_at))


def _contact(submission: Submission, opener: Opener) -> Iterator[Row]:
    if not Contact.objects.filter(submission=submission).exists():
        return
    try:
        unsealed = opening.open_sealed(asked=_asked(submission, opener), by=opener.by, now=opener.now)
    except _REFUSALS:
        yield Row(name=_("Contact details"), value=_("They are held, sealed, and could not be opened for this copy."))
        return
    for name, value in unsealed.contact.items():
        yield Row(name=name, value=value)


def _texts(submission: Submission, opener: Opener) -> Iterator[Row]:
    for text in Text.objects.filter(submission=submission).select_related("piece", "submission").order_by("pk"):
        name = str(text.get_field_display())
        if text.piece:
            name = _("%(what)s (piece %(number)d)") % {"what": name, "number": text.piece.ordinal}
        try:
            asked = _asked(submission, opener, text)
            yield Row(
                name=name, value=opening.open_sealed(asked=asked, by=opener.by, now=opener.now).words or text.redacted
            )
        except _REFUSALS:
            yield Row(name=_("%(what)s, redacted copy") % {"what": name}, value=text.redacted)


def _asked(submission: Submission, opener: Opener, text: Text | None = None) -> opening.Asked:
    return opening.Asked(
        submission=submission,
        organisation=opener.organisation,
        reason="rights",
        words=_("For the copy that the person asked for"),
        text=text,
    )


def _answers(submission: Submission) -> Iterator[Row]:
    for answer in Answer.objects.filter(submission=submission).order_by("pk"):
        value = answer.value
        yield Row(name=answer.slug, value=", ".join(map(str, value)) if isinstance(value, list) else str(value))
    for equality in EqualityAnswer.objects.filter(submission=submission).order_by("topic"):
        yield Row(name=_("Equality: %(topic)s") % {"topic": equality.topic}, value=equality.category)


def _piece(piece: Piece, own: Collection[int]) -> Iterator[Row]:
    if piece.service:
        yield Row(name=_("Service"), value=piece.service.name)
    if piece.tone:
        yield Row(name=_("How it was"), value=str(piece.get_tone_display()))
    if piece.happened_on:
        yield Row(name=_("When"), value=said_day(piece.happened_on))
    for consent in Consent.objects.filter(piece=piece).select_related("organisation").order_by("pk"):
        who = consent.organisation.name if consent.organisation else str(consent.get_recipient_display())
        state = _("allowed %(day)s") % {"day": _moment(consent.given_at)}
        if consent.narrowed_at:
            state = _("allowed, and taken back %(day)s") % {"day": _moment(consent.narrowed_at)}
        yield Row(name=_("Shared with %(who)s") % {"who": who}, value=state)
    yield from _suggested(piece)
    yield from _decided(piece, own)


def _suggested(piece: Piece) -> Iterator[Row]:
    for one in Suggestion.objects.standing().filter(piece=piece).select_related("theme").order_by("pk"):
        kind = str(Aspect(one.aspect).label)
        yield Row(
            name=_("A computer suggested: %(kind)s") % {"kind": kind}, value=one.theme.name if one.theme else one.value
        )


def _decided(piece: Piece, own: Collection[int]) -> Iterator[Row]:
    decided = {"piece": piece, "organisation__in": own, "replaced_at": None}
    for theme in ThemeDecision.objects.filter(**decided).select_related("theme"):
        state = _("yes") if theme.is_present else _("no")
        yield Row(name=_("Staff decided: theme %(theme)s") % {"theme": theme.theme.name}, value=state)
    for tone in ToneDecision.objects.filter(**decided):
        yield Row(name=_("Staff decided: tone"), value=str(tone.get_tone_display()))
    cases = Case.objects.filter(piece=piece, organisation__in=own)
    for case in cases.select_related("organisation").prefetch_related("notes"):
        yield Row(name=_("Case at %(who)s") % {"who": case.organisation.name}, value=str(case.get_status_display()))
        if case.referred_to:
            yield Row(name=_("Referred to"), value=case.referred_to)
        for note in case.notes.order_by("written_at"):
            yield Row(name=_("Note of staff, %(day)s") % {"day": _moment(note.written_at)}, value=note.text)


def _messages(submission: Submission, own: Collection[int]) -> Iterator[Row]:
    for message in Message.objects.filter(submission=submission, organisation__in=own).order_by("written_at"):
        by = _("From the person") if message.sender == Sender.PERSON else _("From staff")
        yield Row(name=f"{by}, {_moment(message.written_at)}", value=message.redacted or _("Not read yet"))


def _openings(submission: Submission, own: Collection[int]) -> Iterator[Row]:
    for one in openings_of(submission=submission, by=own):
        yield Row(name=_moment(one.at), value=f"{one.what}: {one.why}. {one.by}")


def _moment(moment: datetime) -> str:
    return f"{said_day(localtime(moment).date())}, {localtime(moment):%H:%M}"


def _yes(value: object) -> str:
    return _("Yes") if value else _("No")
