"""Comparing what was read with what others wrote of late: many in nearly the same words are flagged, and no more.

The redacted copies are compared, within one campaign and the last days. What is found flags; it never deletes, hides
or lowers anything.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from evidence.text.likeness import ALIKE, likeness, likeness_keys
from heard.campaigns.models import Campaign
from heard.feedback import keys
from heard.feedback.models import Flag, FlagKind, Likeness, Piece, Submission, Surge, SurgeKind, Text, TextField

WINDOW = timedelta(days=14)
KEPT = timedelta(days=30)
MANY = 4
"""So many in nearly the same words, this one included, are more than a family."""

AT_ONCE = 20
"""So many are kept and noted in one transaction: a click may wait that long for its turn to write."""

MOST_COMPARED = 200
"""So many of those that share a key are compared at most: beyond it, it is known that there are many."""


def compare(*, piece_ids: Collection[int], now: datetime) -> int:
    """Compare pieces with those of the same campaign that came before them, and return how many were taken.

    What takes long, finding what is alike, is done between two short transactions: on SQLite nobody else writes
    meanwhile. The keys are kept first, so that of two workers at once the second finds what the first one has.
    """
    waiting = Piece.objects.filter(pk__in=piece_ids, compared_at=None).select_related("submission__campaign")
    pieces = list(waiting.order_by("pk"))
    words = _words_of([piece.pk for piece in pieces])
    spoken = [piece for piece in pieces if _is_comparable(piece) and piece.pk in words]
    found, _unprocessed = likeness_keys([words[piece.pk] for piece in spoken], secret=_secret())
    keys_of = {spoken[each.index].pk: each.keys for each in found}
    parts = (pieces[start : start + AT_ONCE] for start in range(0, len(pieces), AT_ONCE))
    return sum(_compare(part, words, keys_of, now) for part in parts)


@transaction.atomic
def forget_likenesses(*, now: datetime) -> int:
    """Delete the keys of pieces that are too old to be compared; return how many."""
    return Likeness.objects.filter(received_at__lte=now - KEPT).delete()[0]


def _is_comparable(piece: Piece) -> bool:
    sent = piece.submission
    return sent.campaign_id is not None and not sent.is_test and sent.withdrawn_at is None and sent.erased_at is None


def _words_of(piece_ids: Collection[int]) -> dict[int, str]:
    texts = Text.objects.filter(piece__in=piece_ids, field=TextField.WORDS).exclude(redacted="").order_by("-pk")
    return {piece_id: words for piece_id, words in texts.values_list("piece_id", "redacted") if piece_id is not None}


def _compare(
    pieces: Sequence[Piece], words: Mapping[int, str], keys_of: Mapping[int, Collection[int]], now: datetime
) -> int:
    """Compare some pieces and return how many; those that changed meanwhile are left, and are found again."""
    kept = _keep_keys(pieces, words, keys_of)
    alike = {piece.pk: _alike(piece, words[piece.pk], keys_of[piece.pk]) for piece in kept if piece.pk in keys_of}
    return _note_compared(kept, words, alike, now)


@transaction.atomic
def _keep_keys(
    pieces: Sequence[Piece], words: Mapping[int, str], keys_of: Mapping[int, Collection[int]]
) -> list[Piece]:
    """Keep the keys of those that are as they were, and return these."""
    kept = _as_they_were(pieces, words)
    Likeness.objects.filter(piece__in=[piece for piece in kept if piece.pk in keys_of]).delete()
    Likeness.objects.bulk_create(
        Likeness(piece=piece, key=key, received_at=piece.received_at)
        for piece in kept
        for key in keys_of.get(piece.pk, ())
    )
    return kept


def _alike(piece: Piece, words: str, found: Iterable[int]) -> list[int]:
    """Return the pieces of other submissions that are in nearly the same words."""
    near = (
        Likeness.objects.filter(
            key__in=found,
            received_at__gt=piece.received_at - WINDOW,
            received_at__lt=piece.received_at + WINDOW,
            piece__submission__campaign=piece.submission.campaign_id,
        )
        .exclude(piece__submission=piece.submission_id)
        .order_by("-received_at")
    )
    others = list(dict.fromkeys(near.values_list("piece", flat=True)[: MOST_COMPARED * 6]))[:MOST_COMPARED]
    return [pk for pk, text in _words_of(others).items() if likeness(words, text) >= ALIKE]


@transaction.atomic
def _note_compared(
    pieces: Sequence[Piece], words: Mapping[int, str], alike: Mapping[int, Collection[int]], now: datetime
) -> int:
    there = _as_they_were(pieces, words)
    others = {pk for each in alike.values() for pk in each}
    submission_of = dict(Piece.objects.filter(pk__in=others).values_list("pk", "submission"))
    for piece in there:
        near = alike.get(piece.pk, ())
        people = len({submission_of[pk] for pk in near if pk in submission_of})
        if piece.submission.campaign is not None and people + 1 >= MANY:
            _flag(piece, piece.submission.campaign, near, now)
    return Piece.objects.filter(pk__in=[piece.pk for piece in there]).update(compared_at=now)


def _as_they_were(pieces: Sequence[Piece], words: Mapping[int, str]) -> list[Piece]:
    """Return those that still wait with the same words; their submissions are locked, as whoever erases them does."""
    ids = [piece.pk for piece in pieces]
    submissions = {piece.submission_id for piece in pieces}
    held = Submission.objects.select_for_update(no_key=True).filter(pk__in=submissions).order_by("pk").in_bulk()
    read_at = dict(Piece.objects.filter(pk__in=ids, compared_at=None).values_list("pk", "read_at"))
    current = _words_of(ids)
    return [
        piece
        for piece in pieces
        if piece.pk in read_at
        and read_at[piece.pk] == piece.read_at
        and _ended(held.get(piece.submission_id)) == _ended(piece.submission)
        and current.get(piece.pk, "") == words.get(piece.pk, "")
    ]


def _ended(sent: Submission | None) -> tuple[datetime | None, datetime | None] | None:
    return (sent.withdrawn_at, sent.erased_at) if sent else None


def _flag(piece: Piece, campaign: Campaign, alike: Collection[int], now: datetime) -> None:
    """Put the submissions in one surge: the oldest that holds one of them and that nobody has weighed."""
    there = Submission.objects.filter(pieces__in=alike, withdrawn_at=None, erased_at=None)
    submissions = list(dict.fromkeys([piece.submission, *there.distinct()]))
    held = Surge.objects.filter(kind=SurgeKind.ALIKE, weighing="", flags__submission__in=submissions, campaign=campaign)
    surge = held.order_by("pk").first() or Surge.objects.create(
        kind=SurgeKind.ALIKE,
        campaign=campaign,
        form=piece.submission.form,
        began_at=min(each.received_at for each in submissions),
        last_at=max(each.received_at for each in submissions),
    )
    Flag.objects.bulk_create(
        [Flag(submission=each, kind=FlagKind.ALIKE, surge=surge, raised_at=now) for each in submissions],
        ignore_conflicts=True,
    )
    Surge.objects.filter(pk=surge.pk).update(last_at=max(surge.last_at, piece.received_at))


def _secret() -> bytes:
    return keys.keyed_hash(purpose="likeness", data=b"")
