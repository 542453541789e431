"""The record of a case: the words, the facts around them, permissions, notes and history."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from evidence.text import Sign
from heard.accounts.audit_sentences import sentence
from heard.accounts.models import AuditLine
from heard.accounts.queries import name_at
from heard.casework.languages import language_name
from heard.casework.models import Case, Note, NoteKind
from heard.casework.pages import words
from heard.casework.pages.parts import Fact, Said
from heard.casework.queries.dossiers import Dossier
from heard.design.dates import said_moment
from heard.feedback.models import Channel, Consent, Message, Recipient, Sender, Text, TextField, Tone
from heard.feedback.models import Entry as MadeForSomeone


@dataclass(frozen=True, kw_only=True)
class ConsentLine:
    """One recipient and whether the person lets the piece go there."""

    recipient: str
    state: str
    is_standing: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that was done or noted: what, by whom, when."""

    title: str
    who: str
    when: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    """One message between the person and the organisation."""

    who: str
    when: str
    segments: tuple[words.Segment, ...]
    is_from_person: bool
    is_new: bool
    seen: str
    risk: str
    is_waiting: bool
    has_failed: bool
    original_href: str


def entry_of(line: AuditLine) -> Entry:
    """Return a line of the audit log as people read it."""
    return Entry(
        title=sentence(code=line.code, detail=line.detail),
        who=line.actor.full_name if line.actor else _("Heard itself"),
        when=said_moment(line.at),
    )


def consent_name(consent: Consent) -> str:
    """Return the recipient as it was called when the person said yes."""
    if consent.organisation is not None:
        return name_at(organisation=consent.organisation, moment=consent.given_at)
    return str(Recipient(consent.recipient).label)


def waits(case: Case, dossier: Dossier) -> str:
    """Say that the words are not yet read; nothing where they are."""
    if case.piece.read_at is not None or dossier.failure is not None:
        return ""
    return _("These words are not yet read. They show here, without names and numbers, as soon as they are.")


def not_english(case: Case) -> str:
    """Say in which language the words are where that is not English; nothing where it is."""
    if not case.other_language:
        return ""
    return _("These words are in %(language)s.") % {"language": language_name(case.other_language)}


def failure(dossier: Dossier) -> str:
    """Say why the words could not be read, and when it is tried again; nothing where they could."""
    if dossier.failure is None:
        return ""
    why = dossier.failure.failure or _("The reading stopped.")
    tried = _("It was tried %(n)d times.") % {"n": dossier.failure.attempts}
    again = dossier.failure.next_try_at
    return " ".join((why, tried, _("Next try: %(when)s.") % {"when": said_moment(again)} if again else "")).strip()


def said(dossier: Dossier, *, may_open: bool) -> Iterator[Said]:
    """Yield each free-text answer, redacted, and where it can be asked for as it was written."""
    for text in dossier.texts:
        if text.redacted:
            yield Said(
                question=text_name(text, dossier.text_names),
                segments=words.segments(text.redacted, _marks(dossier.signs.get(text.pk, ()))),
                original_href=reverse("casework:open_words", args=[dossier.case.pk, text.pk]) if may_open else "",
            )


def _marks(signs: Iterable[Sign]) -> Iterator[words.Mark]:
    for sign in signs:
        harm = _("%(harm)s (%(lowered)s)") % {"harm": sign.harm, "lowered": sign.lowered} if sign.lowered else sign.harm
        yield words.Mark(start=sign.start, end=sign.end, harm=harm)


def text_name(text: Text, names: Mapping[str, str]) -> str:
    """Return what a text answers; `names` are the questions' own by their slugs."""
    if text.field != TextField.OTHER:
        return str(TextField(text.field).label)
    return names.get(text.slug, "") or text.slug.replace("-", " ").capitalize()


def facts(case: Case, now: datetime) -> Iterator[Fact]:
    """Yield what is known around the words; what is not known is left out."""
    sent, piece = case.piece.submission, case.piece
    happened = words.day(piece.happened_on) if piece.happened_on else ""
    held = (
        (_("Received"), f"{said_moment(case.received_at)} ({words.age(case.received_at, now=now)})"),
        (_("Happened on"), happened),
        (_("Kind of service"), piece.service.get_kind_display() if piece.service else ""),
        (_("Postcode of the service"), piece.service.postcode if piece.service else ""),
        (_("About"), sent.get_about_display() if sent.about else ""),
        (_("Age"), _("Under 16") if sent.is_under_16 else ""),
        (_("The person says it was"), str(Tone(piece.tone).label) if piece.tone else ""),
        (_("Area"), sent.area.name if sent.area else ""),
        (_("Channel"), sent.get_channel_display()),
        (_("Campaign"), case.campaign.title if case.campaign else ""),
        (_("Form"), case.form.title if case.form else ""),
        (_("Came by the link"), _link(case)),
        (_("Office"), sent.office.name if sent.office else ""),
        (_("File"), sent.batch.file_name if sent.batch else ""),
        (_("Contact"), _contact(case)),
    )
    return (Fact(key=key, value=str(value)) for key, value in held if value)


def entered(entry: MadeForSomeone | None) -> Iterator[Fact]:
    """Yield what staff said of an entry that they made for someone; their own note stands apart from the words."""
    if entry is None:
        return
    held = (
        (_("Entered by"), f"{entry.entered_by.full_name}, {said_moment(entry.sent_at or entry.begun_at)}"),
        (_("Number on the paper form"), entry.paper_number),
        (_("Batch"), entry.batch_reference),
        (_("Note of who entered it"), entry.note),
        (_("Code given to the person"), entry.get_receipt_given_display() if entry.receipt_given else ""),
    )
    yield from (Fact(key=key, value=str(value)) for key, value in held if value)


def _link(case: Case) -> str:
    placement = case.placement
    if placement is None:
        return ""
    partner = placement.partner.organisation.name if placement.partner else ""
    parts = (placement.code, placement.get_channel_display(), partner, placement.wave)
    return " · ".join(str(one) for one in parts if one)


def _contact(case: Case) -> str:
    if case.piece.submission.channel == Channel.IMPORT:
        return ""
    if case.piece.submission.may_contact:
        return _("They say we may contact them. The details are sealed.")
    return _("They have not said that we may contact them.")


def consent_line(consent: Consent) -> ConsentLine:
    """Return one recipient and whether the permission stands."""
    given = _("Yes, since %(day)s, notice %(version)s") % {
        "day": words.day(consent.given_at),
        "version": consent.notice_version or "–",
    }
    taken = _("Taken back on %(day)s") % {"day": words.day(consent.narrowed_at)} if consent.narrowed_at else ""
    opened = _("They had opened something of it %(times)s times before.") % {"times": consent.opened_before}
    state = ": ".join(part for part in (taken, consent.narrowed_reason) if part)
    state = f"{state.rstrip('.')}. {opened}" if consent.opened_before else state
    return ConsentLine(recipient=consent_name(consent), state=state or given, is_standing=consent.narrowed_at is None)


def note_entry(note: Note) -> Entry:
    """Return a note as people read it."""
    return Entry(
        title=str(NoteKind(note.kind).label),
        who=note.written_by.full_name,
        when=said_moment(note.written_at),
        text=note.text,
    )


def message_line(message: Message, case: Case, *, may_open: bool) -> MessageLine:
    """Return a message as staff read it: redacted, whether the other side has seen it, and where to open it."""
    from_person = message.sender == Sender.PERSON
    if message.read_at is None:
        seen = _("Not read yet") if from_person else _("The person has not seen it yet")
    elif from_person:
        seen = ""
    else:
        seen = _("The person saw it on %(when)s") % {"when": said_moment(message.read_at)}
    return MessageLine(
        who=_("The person") if from_person or message.written_by is None else message.written_by.full_name,
        when=said_moment(message.written_at),
        segments=words.segments(message.redacted),
        is_from_person=from_person,
        is_new=from_person and message.read_at is None,
        seen=seen,
        risk=message.risk_why,
        is_waiting=message.redacted_at is None,
        has_failed=message.redacted_at is None and message.attempts > 0,
        original_href=reverse("casework:open_message", args=[case.pk, message.pk])
        if may_open and message.is_taken_in
        else "",
    )


def cannot_write(dossier: Dossier) -> str:
    """Say why nobody can write to the person; nothing where staff can."""
    if dossier.can_be_written_to:
        return ""
    if dossier.case.piece.submission.withdrawn_at:
        return _("The person took back what they sent. Nobody can write to them about it.")
    return _("Nobody can write to this person: they have no code with which to read a message.")


def opening(case: Case) -> Entry:
    """Return the first entry of every history."""
    return Entry(title=_("Opened the case"), who=_("Heard itself"), when=said_moment(case.opened_at))
