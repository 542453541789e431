"""From open data and a sentence encoder to the accurate model that the library ships, measured fold by fold."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from evidence.text.reading.accurate import joined, save_accurate, settled
from evidence.text.reading.encoder import Encoder
from evidence.text.reading.features import Comment, Floats
from evidence.text.reading.fitting import Truths
from evidence.text.reading.labelled import read_earlier, read_labelled, read_meanings
from evidence.text.reading.measuring import FOLDS, Reads, figures
from evidence.text.reading.model import TONES
from evidence.text.reading.reader import METHOD, MODELS, PHRASES
from evidence.text.reading.training import Lessons, comment_of, folds_of, learn, topics_of, truths_of
from evidence.text.reading.tuned import HEAD, LONGEST, Tuned, pruned
from evidence.text.reading.vectors import Vectors

if TYPE_CHECKING:
    from evidence.text.reading.tuning import Upper

Arrays = dict[str, Floats]

_ROUNDS_EARLIER, _SIZE_EARLIER = 2, 32
_ROUNDS, _SIZE = 4, 24
_BARE = 0.4
"""So many comments of a round are learnt without what was asked and of what service."""

_PLACES = 128
_PLACE = "embeddings.position_embeddings.weight"


def build_accurate(
    *, data: Path, labels: Path, encoder: Path, output: Path, working: Path, version: str
) -> dict[str, Any]:
    """Tune the encoder in `encoder` on the comments in `data`/comments, write the model to `output`; return its card.

    Each step's outcome stands in `working`, and what stands there is not made again: it takes hours, and goes on where
    it was stopped. Needs torch. Raises NotLabelled where comments are missing.
    """
    comments = read_labelled(data / "comments")
    lessons = Lessons(
        comments=comments,
        meanings=read_meanings(labels),
        vectors=Vectors.load(MODELS / PHRASES),
        earlier=read_earlier(data / "comments", known=comments),
    )
    work = _Work(lessons=lessons, encoder=Encoder.load(encoder), working=working)
    fold = folds_of([comment.respondent for comment in comments], folds=FOLDS)
    held = [work.held_back(np.flatnonzero(fold == at), name=f"fold-{at}") for at in range(FOLDS)]
    tuned = work.tuned()
    themes = lessons.themes()
    truths = truths_of(comments, lessons.meanings, themes)
    card: dict[str, Any] = {
        "what": "Themes by the fast model and a tuned sentence encoder, averaged; tone by the encoder.",
        "version": version,
        "beside": METHOD,
        "themes": list(themes),
        "limits": f"As the fast model's. The encoder reads the first {LONGEST} pieces of a comment, about 55 words.",
        "licence": "Apache-2.0; data MIT (c) 2021 NHS England; tuned from all-MiniLM-L6-v2, Apache-2.0.",
    }
    told = _in_order(fold, [_joined(each, 0)[0] for each in held])
    for way, name in enumerate(("told_question_and_service", "words_alone")):
        both, tones = (_in_order(fold, [_joined(each, way)[part] for each in held]) for part in (0, 1))
        card[name] = figures(lessons, _read(told, both, tones, truths, fold), truths)
    slopes, shifts, limits = settled(told, truths[:, : len(themes)])
    save_accurate(output, tuned=tuned, slopes=slopes, shifts=shifts, limits=limits, card=card)
    return card


class _Work:
    """The steps of tuning, each kept in a file once it is done."""

    def __init__(self, *, lessons: Lessons, encoder: Encoder, working: Path) -> None:
        self.lessons, self.encoder, self.working = lessons, encoder, working
        working.mkdir(parents=True, exist_ok=True)

    def held_back(self, held: npt.NDArray[np.int64], *, name: str) -> Arrays:
        """Return what both models that had not seen these comments' writers make of them, in both ways."""

        def make() -> Arrays:
            from evidence.text.reading.tuning import scores_of

            others = np.setdiff1d(np.arange(len(self.lessons.comments)), held)
            few = self.lessons.with_comments([self.lessons.comments[int(at)] for at in others])
            model = learn(few, themes=self.lessons.themes(), version="fold", card={})
            upper = self._tuned_on(others)
            found: Arrays = {}
            for way, rows in enumerate(self._rows):
                comments = [comment_of(self.lessons.comments[int(at)], informed=not way) for at in held]
                found[f"themes {way}"], _tones, _rows = model.probabilities(comments)
                found[f"scores {way}"] = scores_of(upper, [rows[int(at)] for at in held])
            return found

        return self._kept(name, make)

    def tuned(self) -> Tuned:
        """Return the encoder that learnt from all comments, without the pieces that next to no comment holds."""

        def make() -> Arrays:
            upper = self._tuned_on(np.arange(len(self.lessons.comments)))
            return {name: values.detach().numpy() for name, values in upper.parameters().items()}

        held = self._kept("everything", make)
        texts = [each.text for each in self.lessons.comments] + [each.text for each in self.lessons.earlier]
        small = pruned(self.encoder, texts)
        weights = {name: values for name, values in small.weights.items() if not name.startswith("pooler")}
        weights |= {name: values for name, values in held.items() if name not in HEAD}
        weights[_PLACE] = weights[_PLACE][:_PLACES]
        return Tuned(encoder=Encoder(weights=weights, pieces=small.pieces), **{name: held[name] for name in HEAD})

    def _kept(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        file = self.working / f"{name}.npz"
        if not file.exists():
            beside = file.with_suffix(".part.npz")
            np.savez_compressed(beside, **make())  # type: ignore[arg-type]
            beside.rename(file)
        with np.load(file, allow_pickle=False) as kept:
            return {each: kept[each] for each in kept.files}

    @cached_property
    def _rows(self) -> tuple[list[Any], list[Any]]:
        """Return what the frozen layers make of each comment: told what was asked, and the words alone."""
        from evidence.text.reading.tuning import lower_states

        told, bare = (
            lower_states(self.encoder, [comment_of(one, informed=informed) for one in self.lessons.comments])
            for informed in (True, False)
        )
        return told, bare

    def _tuned_on(self, chosen: npt.NDArray[np.int64]) -> "Upper":
        from evidence.text.reading.tuning import Upper, tune

        told, bare = self._rows
        truths = truths_of(self.lessons.comments, self.lessons.meanings, self.lessons.themes())[chosen]

        def drawn(chance: np.random.Generator) -> list[Any]:
            return [(bare if chance.random() < _BARE else told)[int(at)] for at in chosen]

        start = Upper.of(self._earlier(), columns=truths.shape[1])
        return tune(start=start, rows=drawn, truths=truths, tones=len(TONES), epochs=_ROUNDS, size=_SIZE, average=True)

    def _earlier(self) -> Arrays:
        """Return the upper layers once they have learnt the earlier set's topics."""

        def make() -> Arrays:
            from evidence.text.reading.tuning import Upper, lower_states, tune, upper_weights

            rows = lower_states(self.encoder, [Comment(text=comment.text) for comment in self.lessons.earlier])
            truths = topics_of(self.lessons.earlier, fewest=self.lessons.settings.fewest_of_topic)
            start = Upper.of(upper_weights(self.encoder), columns=truths.shape[1])
            done = tune(
                start=start,
                rows=lambda _chance: rows,
                truths=truths,
                tones=0,
                epochs=_ROUNDS_EARLIER,
                size=_SIZE_EARLIER,
                average=False,
            )
            return {name: values.detach().numpy() for name, values in done.weights.items()}

        return self._kept("earlier", make)


def _joined(held: Arrays, way: int) -> tuple[Floats, Floats]:
    return joined(held[f"themes {way}"], held[f"scores {way}"])


def _in_order(fold: npt.NDArray[np.int64], parts: Sequence[Floats]) -> Floats:
    """Return the rows of all folds where their comments stand."""
    found = np.zeros((len(fold), parts[0].shape[1]), dtype=np.float32)
    for at, part in enumerate(parts):
        found[fold == at] = part
    return found


def _read(told: Floats, both: Floats, tones: Floats, truths: Truths, fold: npt.NDArray[np.int64]) -> Reads:
    """Return what is found in each fold by the lines and thresholds of the other folds' held-back scores."""
    found = np.zeros(both.shape, dtype=np.bool_)
    chances = np.zeros(both.shape, dtype=np.float32)
    for at in range(FOLDS):
        others, here = fold != at, fold == at
        slopes, shifts, limits = settled(told[others], truths[others][:, : both.shape[1]])
        chances[here] = expit(both[here] * slopes + shifts)
        found[here] = chances[here] >= limits
    return Reads(found=found, chances=chances, tones=tones.argmax(axis=1))
