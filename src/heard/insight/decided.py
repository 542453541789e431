"""What people decided, as the file from which a model learns: redacted words only, and nobody's name."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from django.db.models import Q
from django.utils.crypto import salted_hmac

from evidence.text.reading.decided import COLUMNS
from heard.feedback.models import Piece, Text
from heard.insight.models import DrawnPiece, ThemeDecision, ToneDecision
from heard.insight.spoken import SPOKEN, kind_of, questions_of, spoken_words

_AT_ONCE = 1_000
_NOBODY = 0
"""Stands for whoever went through the themes of a drawn piece and found none: that alone is written down of it."""


def write_decisions(file: Path) -> set[UUID]:
    """Write a line for each piece and each organisation that decided its themes; return whose submissions are in it.

    Left out is what no figure counts (withdrawn, objected to, set aside, a test), what was erased, and what was sent in
    another language.
    """
    inputs: set[UUID] = set()
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(COLUMNS)
        ids = _decided()
        for start in range(0, len(ids), _AT_ONCE):
            for submission, line in _lines(ids[start : start + _AT_ONCE]):
                inputs.add(submission)
                writer.writerow(line)
    return inputs


def _decided() -> list[int]:
    standing = ThemeDecision.objects.filter(replaced_at=None)
    drawn = DrawnPiece.objects.filter(themes_decided_at__isnull=False)
    pieces = Piece.objects.counted().filter(
        Q(pk__in=standing.values("piece")) | Q(pk__in=drawn.values("piece")),
        submission__erased_at=None,
        other_language="",
    )
    return list(pieces.order_by("pk").values_list("pk", flat=True))


def _lines(ids: Sequence[int]) -> Iterator[tuple[UUID, tuple[str, ...]]]:
    pieces = Piece.objects.filter(pk__in=ids).select_related("service", "submission__question_set").order_by("pk")
    texts: dict[int, list[Text]] = defaultdict(list)
    for text in (
        Text.objects.filter(piece__in=ids, field__in=SPOKEN).exclude(redacted="").defer("sealed").order_by("pk")
    ):
        if text.piece_id is not None:
            texts[text.piece_id].append(text)
    present: dict[tuple[int, int], set[str]] = defaultdict(set)
    decisions = ThemeDecision.objects.filter(piece__in=ids, replaced_at=None).select_related("theme")
    for decision in decisions:
        key = (decision.piece_id, decision.organisation_id)
        present[key] |= {decision.theme.code} if decision.is_present else set()
    tones = {
        (piece_id, organisation_id): tone
        for piece_id, organisation_id, tone in ToneDecision.objects.filter(piece__in=ids, replaced_at=None).values_list(
            "piece", "organisation", "tone"
        )
    }
    whose: dict[int, list[int]] = defaultdict(list)
    for piece_id, organisation_id in sorted(present):
        whose[piece_id].append(organisation_id)
    asked = questions_of(pieces)
    for piece in pieces:
        if not texts[piece.pk]:
            continue
        longest = max(texts[piece.pk], key=lambda text: len(text.redacted))
        question = asked.get((piece.submission.question_set_id, longest.slug), longest.slug.replace("-", " "))
        words = "\n".join(spoken_words(text.redacted) for text in texts[piece.pk])
        for organisation in whose[piece.pk] or [_NOBODY]:
            key = (piece.pk, organisation)
            themes = " ".join(sorted(present[key]))
            line = (_person(piece), words, question, kind_of(piece.service), themes, tones.get(key, ""))
            yield piece.submission_id, line


def _person(piece: Piece) -> str:
    """Return a code for whoever sent the piece, which nobody without this site's secret can tell from the record."""
    return salted_hmac("heard.insight.decided", str(piece.submission_id)).hexdigest()[:24]
