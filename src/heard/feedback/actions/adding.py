"""Adding words to a piece later, with the code: sealed as they arrive, and then read as the first ones were."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from heard.accounts.actions import record
from heard.feedback import keys, sealing
from heard.feedback.models import Addition, Consent, Piece, Recipient, Submission, Text, TextField

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)


class TakenBack(Exception):
    """The person took back what they sent, or let nobody see this piece any more: nobody would read what is added."""


@transaction.atomic
def add_words(*, piece: Piece, words: str, mark: str, now: datetime) -> Addition:
    """Keep words that the person adds to a piece; sent twice from one page (`mark`), they are kept once.

    Raises TakenBack, and keys.NoWorkerKey where nothing could ever read them.
    """
    held = Submission.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=piece.submission_id)
    seen = Consent.objects.filter(piece=piece, recipient=Recipient.ORGANISATION, narrowed_at=None)
    if held.withdrawn_at is not None or held.erased_at is not None or not seen.exists():
        raise TakenBack
    found = Addition.objects.filter(piece=piece, mark=mark).first()
    if found is not None:
        return found
    (worker,) = keys.keys_at_arrival(organisations=(), now=now).keys
    key = sealing.new_data_key()
    added = Addition.objects.create(
        submission=held,
        piece=piece,
        sealed=sealing.seal(
            key=key, plaintext=words.replace("\x00", "").encode(errors="replace"), context=_context(piece, mark)
        ),
        sealing_key=worker,
        wrapped=sealing.wrap(
            data_key=key, public_key=keys.public_key(stored=worker.public_key), context=_context(piece, mark)
        ),
        mark=mark,
        added_at=now,
    )
    record(code="feedback.words.added", subject=piece, by=None, now=now, organisation=held.organisation)
    return added


def to_take_in(*, now: datetime, limit: int) -> list[int]:
    """Return additions of which the worker has made no text yet, oldest first."""
    due = Q(next_try_at=None) | Q(next_try_at__lte=now)
    return list(Addition.objects.filter(due, text=None).order_by("added_at", "pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def take_in(*, addition_id: int, now: datetime) -> bool:
    """Make an addition a text of its piece, sealed under the submission's key, and have the piece read again.

    Return False where another worker did. Raises CannotUnseal, keys.NoSuchKey and keys.StoreAway; then nothing changes.
    """
    # The piece comes first: whoever writes what a reading found holds it too, and finds then that there is more.
    its = Addition.objects.filter(pk=addition_id, text=None).values("piece")
    piece = Piece.objects.select_for_update().filter(pk__in=its).first()
    added = Addition.objects.select_for_update(of=("self",)).filter(pk=addition_id, text=None).first()
    if piece is None or added is None or added.sealing_key is None:
        return False
    context = _context(piece, added.mark)
    key = keys.unwrap(key_id=added.sealing_key.key_id, wrapped=added.wrapped, context=context)
    words = sealing.unseal(key=key, sealed=added.sealed, context=context).decode()
    slug = f"added-{Text.objects.filter(piece=piece, field=TextField.ADDED).count() + 1}"
    added.text = Text.objects.create(
        submission_id=piece.submission_id,
        piece=piece,
        field=TextField.ADDED,
        slug=slug,
        sealed=sealing.sealed_text(
            data_key=sealing.data_key_for_worker(submission_id=piece.submission_id),
            submission_id=piece.submission_id,
            ordinal=piece.ordinal,
            field=TextField.ADDED,
            slug=slug,
            words=words,
        ),
    )
    added.sealed, added.wrapped, added.sealing_key, added.taken_in_at = b"", b"", None, now
    added.save(update_fields=["text", "sealed", "wrapped", "sealing_key", "taken_in_at"])
    Piece.objects.filter(pk=piece.pk).update(read_at=None, routed_at=None)
    return True


@transaction.atomic
def set_aside(*, addition_id: int, now: datetime) -> None:
    """Note that an addition could not be taken in, and when to try again; the wait doubles, up to six hours."""
    held = Addition.objects.select_for_update(of=("self",)).filter(pk=addition_id, text=None).first()
    if held is not None:
        held.next_try_at = now + min(FIRST_WAIT * 2 ** min(held.attempts, 12), LONGEST_WAIT)
        held.attempts = min(held.attempts + 1, 1000)
        held.save(update_fields=["attempts", "next_try_at"])


def _context(piece: Piece, mark: str) -> bytes:
    return f"heard/addition/1|{piece.submission_id}|{piece.ordinal}|{mark}".encode()
