"""Reading: from sealed words to a redacted copy and the signs of harm in them, a claim at a time.

Themes and tone are looked for afterwards, in the copy: nobody at risk waits for them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from evidence.text import LANGUAGE_METHOD, REDACTION_METHOD, find_languages, redact
from heard.feedback.actions.leasing import Claim, hold, release
from heard.feedback.actions.redacting import CopyChanged, keep_redacted
from heard.feedback.hiding import hide_again
from heard.feedback.models import Answer, Piece, Submission, Text, Tone
from heard.feedback.sealing import texts_for_worker
from heard.insight.frameworks import CURRENT, SOURCE_LABELS, read_labels, theme_of_label
from heard.insight.models import Aspect, Reading, Suggestion, Theme
from heard.insight.queries import THEMES, current_themes
from heard.insight.safeguarding import find_risk, risk_method, speaks_of_harm

READER = "reader"
READER_VERSION = "+".join((REDACTION_METHOD, risk_method(), LANGUAGE_METHOD, read_labels().version, CURRENT))

_SOURCE_THEMES = "source-themes"
_SOURCE_TONE = "source-tone"
_TONES_BY_STEP = dict(zip("12345", Tone.values, strict=True))


class CouldNotRead(Exception):
    """A text of a piece did not open or could not be processed; the message says which."""


@dataclass(kw_only=True)
class _Outcome:
    """What reading some pieces found, before anything is written."""

    pieces: list[Piece] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    languages: dict[int, str] = field(default_factory=dict)
    suggestions: list[Suggestion] = field(default_factory=list)


def read_claim(*, claim: Claim, piece_ids: Collection[int], now: datetime) -> int:
    """Read the pieces of a claim that are still held, write all that was found in one transaction, and return how many.

    The reading itself stands outside the transaction, so that nobody waits for it. Raises CouldNotRead where a text of
    one of the pieces cannot be read: then nothing is written.
    """
    outcome = _read(piece_ids, now)
    with transaction.atomic():
        held = hold(claim=claim)
        done = [piece for piece in outcome.pieces if piece.pk in held]
        _write(outcome, done, now)
        release(claim=claim, piece_ids=held & set(piece_ids))
    return len(done)


def _read(piece_ids: Collection[int], now: datetime) -> _Outcome:
    pieces = list(Piece.objects.filter(pk__in=piece_ids).order_by("pk"))
    submissions = list(Submission.objects.filter(pk__in={piece.submission_id for piece in pieces}))
    texts = _texts_of(pieces)
    words = texts_for_worker(submissions=submissions)
    closed = [text.pk for text in texts if text.pk not in words]
    if closed:
        raise CouldNotRead("The words could not be opened.")
    outcome = _Outcome(pieces=pieces)
    _redact(texts, words, outcome)
    languages = _languages(submissions, texts, words)
    outcome.languages = {
        piece.pk: next((languages[text.pk] for text in _about(piece, texts) if languages[text.pk]), "")
        for piece in pieces
    }
    outcome.suggestions += _risks(pieces, [text for text in texts if not languages[text.pk]], words, now)
    outcome.suggestions += _source_labels(pieces, now)
    return outcome


def _texts_of(pieces: Iterable[Piece]) -> list[Text]:
    """Return the texts of the pieces and those of their submissions as a whole."""
    wanted = {piece.pk for piece in pieces}
    texts = Text.objects.filter(submission__in={piece.submission_id for piece in pieces}).order_by("pk")
    return [text for text in texts.defer("sealed") if text.piece_id is None or text.piece_id in wanted]


def _redact(texts: list[Text], words: Mapping[int, str], outcome: _Outcome) -> None:
    """Make each text's copy: from the original, or, where a person has hidden more, from the copy that they left."""
    fresh = [text for text in texts if text.pinned_at is None]
    redactions, unprocessed = redact([words[text.pk] for text in fresh])
    if unprocessed:
        raise CouldNotRead("The words could not be redacted.")
    for text, redaction in zip(fresh, redactions, strict=True):
        text.redacted = redaction.text
    for text in texts:
        if text.pinned_at is not None:
            again = hide_again(text.redacted)
            if again is None:
                raise CouldNotRead("The words could not be redacted.")
            text.redacted = again
    outcome.texts += texts


def _languages(submissions: Iterable[Submission], texts: Sequence[Text], words: Mapping[int, str]) -> dict[int, str]:
    """Return the language of each text that is not English, by the text's primary key; for the others nothing."""
    forms = {sent.pk: sent.language for sent in submissions}
    spoken, unprocessed = find_languages(
        [words[text.pk] for text in texts], hints=[forms[text.submission_id] for text in texts]
    )
    if unprocessed:
        raise CouldNotRead("The language of the words could not be told.")
    return {text.pk: "" if one.is_english else one.language for text, one in zip(texts, spoken, strict=True)}


def _about(piece: Piece, texts: Iterable[Text]) -> list[Text]:
    return [
        text
        for text in texts
        if text.piece_id == piece.pk or (text.piece_id is None and text.submission_id == piece.submission_id)
    ]


def _risks(pieces: list[Piece], texts: list[Text], words: Mapping[int, str], now: datetime) -> list[Suggestion]:
    """Return a suggestion for each English text that speaks of harm: the piece's own, or its whole submission's."""
    risks, unprocessed = find_risk([words[text.pk] for text in texts])
    if unprocessed:
        raise CouldNotRead("The words could not be searched for signs of harm.")
    by_submission: dict[object, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_submission[piece.submission_id].append(piece)
    return [
        Suggestion(
            piece=piece,
            aspect=Aspect.RISK,
            value=risk.harm[:40],
            method=risk.method,
            method_version=risk.version,
            score=risk.score,
            why=risk.why[:200],
            suggested_at=now,
        )
        for text, risk in zip(texts, risks, strict=True)
        if speaks_of_harm(risk, field=text.field)
        for piece in by_submission[text.submission_id]
        if text.piece_id in {None, piece.pk}
    ]


def _source_labels(pieces: list[Piece], now: datetime) -> list[Suggestion]:
    """Return what the labels of an imported source say, as suggestions of a method of their own."""
    by_id: dict[int | None, Piece] = {piece.pk: piece for piece in pieces}
    answers = Answer.objects.filter(piece__in=pieces, slug__in=(_SOURCE_THEMES, _SOURCE_TONE)).order_by("pk")
    themes = {theme.code: theme for theme in current_themes()} if answers else {}
    suggestions: dict[tuple[int | None, str, object], Suggestion] = {}
    for answer in answers:
        for aspect, theme, value in _meant(answer, themes):
            suggestions[(answer.piece_id, aspect, theme or value)] = Suggestion(
                piece=by_id[answer.piece_id],
                aspect=aspect,
                theme=theme,
                value=value,
                method=SOURCE_LABELS,
                method_version=read_labels().version,
                suggested_at=now,
            )
    return list(suggestions.values())


def _meant(answer: Answer, themes: Mapping[str, Theme]) -> Iterable[tuple[Aspect, Theme | None, str]]:
    if answer.slug == _SOURCE_TONE:
        tone = _TONES_BY_STEP.get(str(answer.value).strip(), str(answer.value).strip())
        return [(Aspect.TONE, None, tone)] if tone in Tone.values else []
    labels = answer.value if isinstance(answer.value, list) else [answer.value]
    meanings = [(str(label), themes.get(theme_of_label(str(label)) or "")) for label in labels]
    return [(Aspect.THEME, theme, "" if theme else label[:40]) for label, theme in meanings]


def _write(outcome: _Outcome, done: list[Piece], now: datetime) -> None:
    ids = {piece.pk for piece in done}
    submissions = {piece.submission_id for piece in done}
    # Held, so that words which are added now are either seen here or empty `read_at` after this has filled it.
    list(Piece.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))
    copies = {
        text.pk: text.redacted
        for text in outcome.texts
        if text.piece_id in ids or (text.piece_id is None and text.submission_id in submissions)
    }
    versions = {text.pk: text.copy_version for text in outcome.texts}
    try:
        keep_redacted(copies=copies, versions=versions, method=REDACTION_METHOD, now=now)
    except CopyChanged as error:
        raise CouldNotRead("Someone hid more of the words meanwhile.") from error
    own = Q(aspect=Aspect.RISK) | Q(method=SOURCE_LABELS)
    Suggestion.objects.standing().filter(own, piece__in=ids).update(replaced_at=now)
    Suggestion.objects.bulk_create([one for one in outcome.suggestions if one.piece_id in ids])
    Reading.objects.bulk_create(
        [
            Reading(piece=piece, method=method, method_version=version, read_at=now)
            for piece in done
            for method, version in ((READER, READER_VERSION), (THEMES, ""))
        ],
        update_conflicts=True,
        unique_fields=["piece", "method"],
        update_fields=["method_version", "left_out", "read_at"],
    )
    for language in set(outcome.languages.values()):
        of_it = [pk for pk in ids if outcome.languages[pk] == language]
        Piece.objects.filter(pk__in=of_it).exclude(other_language=language).update(other_language=language)
    gained = Text.objects.filter(piece__in=ids, redacted_at=None).values_list("piece", flat=True)
    Piece.objects.filter(pk__in=ids - set(gained)).update(read_at=now, routed_at=None, compared_at=None)
