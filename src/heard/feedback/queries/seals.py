"""Whether what is sealed still opens: each wrapped key, text and contact is tried, and each fault told by its kind.

A cipher says only that something does not open. Why is found by trying it elsewhere: what opens in another's place was
swapped; a private half that does not belong to its public one is the wrong key; what opens nowhere was changed. No word
of what was opened is kept or told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID, uuid4

from django.db.models import QuerySet

from heard.feedback import keys, sealing
from heard.feedback.models import Consent, Contact, Recipient, SealingKey, Submission, Text, WrappedKey, WrapWanted

SAMPLE = 200
CHUNK = 200
MOST_MATCHED = 200
"""Faults beyond this many are not tried in each other's places: then something else is wrong than a few swaps."""


class Kind(StrEnum):
    """What is wrong with something sealed."""

    UNREADABLE = "unreadable key"
    WRONG_KEY = "wrong key"
    NO_WRAP = "missing wrap"
    CUT = "cut off"
    SWAPPED = "swapped"
    CHANGED = "changed"


SENTENCES = {
    Kind.UNREADABLE: "the private half here cannot be read: it is damaged, is no file, or is not this user's to read",
    Kind.WRONG_KEY: "the private half here does not belong to the public half that things are sealed to",
    Kind.NO_WRAP: "no wrapped key is there for someone who should have one",
    Kind.CUT: "it is too short, or was never sealed",
    Kind.SWAPPED: "it belongs in another record's place and does not open here",
    Kind.CHANGED: "it opens nowhere: at least one bit is not as it was",
}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that does not open: what it is (by primary key, never by its words), and why."""

    what: str
    kind: Kind


@dataclass(kw_only=True)
class Checked:
    """How much was tried, what could not be tried for want of a key here, and what is wrong."""

    submissions: int = 0
    wraps: int = 0
    texts: int = 0
    contacts: int = 0
    untried: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class _Box:
    """Something sealed: what it is, its bytes, where it stands (to find the same bytes elsewhere), and how to open it.

    `opens(bytes)` tries bytes in this box's own place.
    """

    what: str
    raw: bytes
    family: str
    opens: Callable[[bytes], bool]
    stands_elsewhere: Callable[[], bool]


def check_seals(*, everything: bool, progress: Callable[[int], None] = lambda done: None) -> Checked:
    """Try what is sealed, all of it or a sample of submissions by chance; return what was found.

    Raises heard.feedback.keys.StoreAway.
    """
    checked = Checked()
    usable = _usable_keys(checked)
    failed: list[_Box] = []
    for ids in _chunks(everything=everything):
        failed += _check(ids, usable, checked)
        progress(len(ids))
    _explain(failed, checked)
    return checked


def _usable_keys(checked: Checked) -> frozenset[int]:
    """Return the keys, by primary key, that are here and belong to their public half; note those that do not."""
    here = keys.store().ids()
    usable = []
    for key in SealingKey.objects.kept().order_by("pk"):
        if key.key_id not in here:
            continue
        try:
            belongs = keys.store().public_half(key_id=key.key_id) == keys.raw_of(key.public_key)
        except keys.NoSuchKey:
            checked.faults.append(Fault(what=f"key {key.key_id}", kind=Kind.UNREADABLE))
            continue
        if belongs:
            usable.append(key.pk)
        else:
            checked.faults.append(Fault(what=f"key {key.key_id}", kind=Kind.WRONG_KEY))
    return frozenset(usable)


def _chunks(*, everything: bool) -> Iterator[list[UUID]]:
    there = Submission.objects.filter(erased_at=None).order_by("pk").values_list("pk", flat=True)
    if not everything:
        yield list(dict.fromkeys((*there.filter(pk__gte=uuid4())[:SAMPLE], *there[:SAMPLE])))[:SAMPLE]
        return
    last = UUID(int=0)
    while ids := list(there.filter(pk__gt=last)[:CHUNK]):
        yield ids
        last = ids[-1]


def _check(ids: Sequence[UUID], usable: frozenset[int], checked: Checked) -> list[_Box]:
    checked.submissions += len(ids)
    failed: list[_Box] = []
    opened: dict[UUID, bytes] = {}
    wraps: dict[UUID, list[WrappedKey]] = defaultdict(list)
    for wrap in WrappedKey.objects.filter(submission__in=ids).select_related("sealing_key").order_by("pk"):
        wraps[wrap.submission_id].append(wrap)
        if wrap.sealing_key_id not in usable:
            checked.untried += 1
            continue
        checked.wraps += 1
        data_key = _opened(wrap, keys.raw_of(wrap.wrapped))
        if data_key is None or opened.setdefault(wrap.submission_id, data_key) != data_key:
            failed.append(_wrap_box(wrap))
    checked.faults += _missing(ids, wraps)
    for box in _boxes(ids, opened, checked):
        if not box.opens(box.raw):
            failed.append(box)
    return failed


def _opened(wrap: WrappedKey, raw: bytes) -> bytes | None:
    context = sealing.key_context(submission_id=wrap.submission_id, key_id=wrap.sealing_key.key_id)
    try:
        return keys.unwrap(key_id=wrap.sealing_key.key_id, wrapped=raw, context=context)
    except (keys.CannotUnseal, keys.NoSuchKey):
        return None


def _missing(ids: Sequence[UUID], wraps: dict[UUID, list[WrappedKey]]) -> Iterator[Fault]:
    """Yield what nobody could open: no wrap for the worker, or none for an organisation whose permission stands."""
    wanted = set(WrapWanted.objects.filter(submission__in=ids).values_list("submission", "organisation"))
    standing: dict[UUID, set[int]] = defaultdict(set)
    consents = Consent.objects.filter(
        piece__submission__in=ids, recipient=Recipient.ORGANISATION, organisation__isnull=False, narrowed_at=None
    )
    for submission, organisation in consents.values_list("piece__submission", "organisation"):
        standing[submission].add(organisation)
    sealed = {*_sealed_texts(ids).values_list("submission", flat=True)}
    sealed |= {*Contact.objects.filter(submission__in=ids).values_list("submission", flat=True)}
    for each in ids:
        owners = {wrap.sealing_key.organisation_id for wrap in wraps[each]}
        if each in sealed and None not in owners:
            yield Fault(what=f"submission {each}, for the worker", kind=Kind.NO_WRAP)
        for organisation in sorted(standing[each] - owners):
            if each in sealed and (each, organisation) not in wanted:
                yield Fault(what=f"submission {each}, for organisation {organisation}", kind=Kind.NO_WRAP)


def _sealed_texts(ids: Sequence[UUID]) -> QuerySet[Text]:
    """Return the texts whose originals are still kept: those that had their time are empty, and that is no fault."""
    return Text.objects.filter(submission__in=ids, submission__originals_erased_at=None)


def _boxes(ids: Sequence[UUID], opened: dict[UUID, bytes], checked: Checked) -> Iterator[_Box]:
    for text in _sealed_texts(ids).select_related("piece").order_by("pk"):
        if text.submission_id not in opened:
            checked.untried += 1
            continue
        checked.texts += 1
        yield _text_box(text, opened[text.submission_id])
    for contact in Contact.objects.filter(submission__in=ids).order_by("pk"):
        if contact.submission_id not in opened:
            checked.untried += 1
            continue
        checked.contacts += 1
        yield _contact_box(contact, opened[contact.submission_id])


def _wrap_box(wrap: WrappedKey) -> _Box:
    raw = keys.raw_of(wrap.wrapped)
    return _Box(
        what=f"wrapped key {wrap.pk} of submission {wrap.submission_id}",
        raw=raw,
        family="wrap",
        opens=lambda tried: _opened(wrap, tried) is not None,
        stands_elsewhere=lambda: WrappedKey.objects.filter(wrapped=raw).exclude(pk=wrap.pk).exists(),
    )


def _text_box(text: Text, data_key: bytes) -> _Box:
    raw = keys.raw_of(text.sealed)
    context = sealing.text_context(
        submission_id=text.submission_id,
        ordinal=text.piece.ordinal if text.piece else None,
        field=text.field,
        slug=text.slug,
    )
    return _Box(
        what=f"text {text.pk} of submission {text.submission_id}",
        raw=raw,
        family="sealed",
        opens=lambda tried: _unseals(data_key, tried, context),
        stands_elsewhere=lambda: (
            Text.objects.filter(sealed=raw).exclude(pk=text.pk).exists() or Contact.objects.filter(sealed=raw).exists()
        ),
    )


def _contact_box(contact: Contact, data_key: bytes) -> _Box:
    raw = keys.raw_of(contact.sealed)
    context = sealing.contact_context(submission_id=contact.submission_id)
    return _Box(
        what=f"contact {contact.pk} of submission {contact.submission_id}",
        raw=raw,
        family="sealed",
        opens=lambda tried: _unseals(data_key, tried, context),
        stands_elsewhere=lambda: (
            Contact.objects.filter(sealed=raw).exclude(pk=contact.pk).exists()
            or Text.objects.filter(sealed=raw).exists()
        ),
    )


def _unseals(data_key: bytes, tried: bytes, context: bytes) -> bool:
    try:
        sealing.unseal(key=data_key, sealed=tried, context=context)
    except keys.CannotUnseal:
        return False
    return True


def _explain(failed: Sequence[_Box], checked: Checked) -> None:
    matched = failed[:MOST_MATCHED]
    for box in failed:
        checked.faults.append(Fault(what=box.what, kind=_kind(box, matched)))


def _kind(box: _Box, others: Iterable[_Box]) -> Kind:
    if not sealing.is_whole(raw=box.raw, is_wrap=box.family == "wrap"):
        return Kind.CUT
    places = (other for other in others if other is not box and other.family == box.family)
    if any(other.opens(box.raw) for other in places) or box.stands_elsewhere():
        return Kind.SWAPPED
    return Kind.CHANGED
