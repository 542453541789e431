"""Looking for themes and tone in the redacted copies, after the signs of harm; a claim at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from evidence.text import DESCRIBED_METHOD, LANGUAGE_METHOD, Found, find_described, find_languages, read
from evidence.text.language import LANGUAGES
from evidence.text.reading.model import Model
from heard.feedback.actions.leasing import Claim, hold, release
from heard.feedback.models import Piece, Text
from heard.insight.frameworks import CURRENT, SOURCE_LABELS
from heard.insight.models import Aspect, Reading, Suggestion, Theme
from heard.insight.models_in_use import model_in_use, version_in_use
from heard.insight.queries import THEMES, current_themes
from heard.insight.spoken import SPOKEN, kind_of, questions_of, spoken_words


def themes_version() -> str:
    """Return the version by which themes are looked for today: the model's, and of all that stands around it."""
    return _with_all_around(version_in_use())


def _with_all_around(model_version: str) -> str:
    return "+".join((model_version, DESCRIBED_METHOD, LANGUAGE_METHOD, CURRENT))


@dataclass(kw_only=True)
class _Outcome:
    """What a model found, before anything is written; `seen` is which copies each piece had."""

    model: Model
    pieces: list[Piece] = field(default_factory=list)
    seen: dict[int, frozenset[tuple[int, int]]] = field(default_factory=dict)
    suggestions: list[Suggestion] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What one text of a piece tells: each theme with the method that found it, the tone, and how long the text is."""

    themes: tuple[tuple[Found, str], ...]
    tone: Found
    model: str
    length: int


def read_themes(*, claim: Claim, piece_ids: Collection[int], now: datetime) -> int:
    """Suggest themes and tone for the pieces of a claim that are still held, in one transaction; return how many.

    A piece whose copy changed meanwhile is let go, and found again.
    """
    outcome = _look(piece_ids, now)
    with transaction.atomic():
        held = hold(claim=claim)
        there = Piece.objects.select_for_update(of=("self",)).filter(pk__in=held & set(piece_ids)).order_by("pk")
        read_when = dict(there.values_list("pk", "read_at"))
        copies = _copies(read_when)
        done = [
            piece
            for piece in outcome.pieces
            if read_when.get(piece.pk) == piece.read_at and copies.get(piece.pk, frozenset()) == outcome.seen[piece.pk]
        ]
        _write(outcome, done, now)
        release(claim=claim, piece_ids=held & set(piece_ids))
    return len(done)


@transaction.atomic
def forget_telling_words(*, piece: Piece, now: datetime) -> None:
    """Forget which words told a piece's themes and tone, and look for them anew: some of the words are hidden now."""
    of_words = Suggestion.objects.filter(piece=piece, aspect__in=(Aspect.THEME, Aspect.TONE))
    of_words.exclude(why="").update(why="")
    Reading.objects.filter(piece=piece, method=THEMES).update(method_version="", left_out="", read_at=now)


def _look(piece_ids: Collection[int], now: datetime) -> _Outcome:
    pieces = list(
        Piece.objects.filter(pk__in=piece_ids).select_related("service", "submission__question_set").order_by("pk")
    )
    outcome = _Outcome(model=model_in_use(), pieces=pieces)
    by_id = {piece.pk: piece for piece in pieces}
    held = _copies(by_id)
    outcome.seen = {piece.pk: held.get(piece.pk, frozenset()) for piece in pieces}
    texts = Text.objects.filter(piece__in=pieces, field__in=SPOKEN).exclude(redacted="")
    told, why_not = _tell(list(texts.defer("sealed").order_by("pk")), by_id, outcome.model)
    themes = {theme.code: theme for theme in current_themes()}
    for piece in pieces:
        outcome.suggestions += _suggestions(piece, told.get(piece.pk, ()), themes, now)
        if piece.pk not in told:
            outcome.left_out[piece.pk] = why_not.get(piece.pk, "No words were written.")
    return outcome


def _tell(
    texts: Sequence[Text], pieces: Mapping[int, Piece], model: Model
) -> tuple[dict[int, list[_Told]], dict[int, str]]:
    """Return what each piece's English texts tell, and why the others tell nothing.

    Rules stand in for themes that the model has not learnt, and for no other.
    """
    words = [spoken_words(text.redacted) for text in texts]
    owners = [pieces[text.piece_id] for text in texts if text.piece_id is not None]
    spoken, _ = find_languages(words, hints=[piece.submission.language for piece in owners])
    english = [one.index for one in spoken if one.is_english]
    why_not = {
        owners[one.index].pk: f"The words are in {LANGUAGES[one.language]}." for one in spoken if not one.is_english
    }
    asked = questions_of(owners)
    found, unprocessed = read(
        [words[at] for at in english],
        questions=[
            asked.get((owners[at].submission.question_set_id, texts[at].slug), _said(texts[at])) for at in english
        ],
        services=[kind_of(owners[at].service) for at in english],
        model=model,
    )
    told: dict[int, list[_Told]] = defaultdict(list)
    described, _ = find_described([words[english[one.index]] for one in found])
    for one, beside in zip(found, described, strict=True):
        at = english[one.index]
        by_rule = [theme for theme in beside.themes if theme.code not in model.themes]
        told[owners[at].pk].append(
            _Told(
                themes=(
                    *((theme, one.model) for theme in one.themes),
                    *((theme, DESCRIBED_METHOD) for theme in by_rule),
                ),
                tone=one.tone,
                model=one.model,
                length=len(words[at]),
            )
        )
    for left in unprocessed:
        why_not.setdefault(owners[english[left.index]].pk, left.reason)
    return told, why_not


def _said(text: Text) -> str:
    """Return what an imported text answered, as far as its slug says so."""
    return text.slug.replace("-", " ")


def _suggestions(
    piece: Piece, told: Sequence[_Told], themes: Mapping[str, Theme], now: datetime
) -> Iterator[Suggestion]:
    """Yield each theme where some text tells it, as the surest does, and the tone of the longest text."""
    surest: dict[str, tuple[Found, str]] = {}
    for one in told:
        for found, method in one.themes:
            if found.code not in surest or surest[found.code][0].probability < found.probability:
                surest[found.code] = (found, method)
    for code, (found, method) in surest.items():
        if code in themes:
            yield _suggestion(piece, Aspect.THEME, found, method, now, theme=themes[code])
    if told:
        longest = max(told, key=lambda one: one.length)
        yield _suggestion(piece, Aspect.TONE, longest.tone, longest.model, now)


def _suggestion(
    piece: Piece, aspect: Aspect, found: Found, by: str, now: datetime, *, theme: Theme | None = None
) -> Suggestion:
    method, _, version = by.rpartition("-")
    return Suggestion(
        piece=piece,
        aspect=aspect,
        theme=theme,
        value="" if theme else found.code,
        method=method,
        method_version=version,
        score=found.probability,
        why=found.why[:200],
        suggested_at=now,
    )


def _copies(piece_ids: Collection[int]) -> dict[int, frozenset[tuple[int, int]]]:
    """Return which copies each piece has, and how often a person has hidden more of each."""
    held: dict[int, set[tuple[int, int]]] = defaultdict(set)
    texts = Text.objects.filter(piece__in=piece_ids)
    for piece_id, text_id, version in texts.values_list("piece_id", "pk", "copy_version"):
        if piece_id is not None:
            held[piece_id].add((text_id, version))
    return {piece_id: frozenset(versions) for piece_id, versions in held.items()}


def _write(outcome: _Outcome, done: Sequence[Piece], now: datetime) -> None:
    ids = {piece.pk for piece in done}
    of_themes = Suggestion.objects.standing().filter(aspect__in=(Aspect.THEME, Aspect.TONE), piece__in=ids)
    of_themes.exclude(method=SOURCE_LABELS).update(replaced_at=now)
    Suggestion.objects.bulk_create([one for one in outcome.suggestions if one.piece_id in ids])
    Reading.objects.bulk_create(
        [
            Reading(
                piece=piece,
                method=THEMES,
                method_version=_with_all_around(outcome.model.version),
                left_out=outcome.left_out.get(piece.pk, ""),
                read_at=now,
            )
            for piece in done
        ],
        update_conflicts=True,
        unique_fields=["piece", "method"],
        update_fields=["method_version", "left_out", "read_at"],
    )
    Piece.objects.filter(pk__in=ids).update(routed_at=None)
