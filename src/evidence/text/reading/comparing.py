"""Whether what was learnt from decisions reads better than the model in use, on decisions that neither had seen."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evidence.findings import Finding, Table
from evidence.text.reading.adapting import TooFew, adapt, themes_to_learn
from evidence.text.reading.decided import digest_of
from evidence.text.reading.fitting import Truths
from evidence.text.reading.labelled import Labelled
from evidence.text.reading.model import Model
from evidence.text.reading.scoring import Agreement, Score, gain, score, share_gain, share_right
from evidence.text.reading.training import Settings, comment_of, folds_of, truths_of

FEWEST_COMPARED = 100
"""Fewer people than this tell nothing: no comparison is made."""

_FOLDS = 5


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How the new way and the model in use read the same held-back decisions, and what follows from it."""

    comments: int
    people: int
    old_version: str
    old: Score
    new: Score
    gain: Agreement
    old_tone: Agreement | None
    new_tone: Agreement | None
    tone_gain: Agreement | None

    @property
    def is_better(self) -> bool:
        """Whether the new model is to be used.

        Micro F1 must be higher by more than chance (the 95% interval of the gain lies above nought), and tone must not
        be read worse by more than chance.
        """
        return self.gain.low > 0 and (self.tone_gain is None or self.tone_gain.high >= 0)

    def finding(self) -> Finding:
        """Return the comparison as a table and a sentence."""
        rows = [
            ("themes, micro F1", *_cells(self.old.micro, self.new.micro)),
            ("themes, macro F1", *_cells(self.old.macro, self.new.macro)),
        ]
        if self.old_tone and self.new_tone:
            rows.append(("tone, five steps, share right", *_cells(self.old_tone, self.new_tone)))
        verdict = "is better than" if self.is_better else "is not shown to be better than"
        return Finding(
            table=Table.of(
                "The model in use and the new one, on decisions that neither had learnt from",
                ("what", self.old_version, "the new one"),
                rows,
            ),
            sentence=f"The new model {verdict} {self.old_version}: micro F1 changes by {self.gain.value:+.3f} "
            f"(95% interval {self.gain.low:+.3f} to {self.gain.high:+.3f}), over {self.comments:,} decided comments of "
            f"{self.people:,} people.",
            caveats=(
                "The rule: a new model is used where the interval of the gain lies above nought and tone is not read "
                "worse by more than chance.",
                "The figures count people's decisions as the truth; whoever decides has seen what the machine "
                "suggested, which favours the model in use.",
            ),
        )


def compare(
    *,
    base: Model,
    in_use: Model,
    comments: Sequence[Labelled],
    seen: Set[str] = frozenset(),
    settings: Settings | None = None,
) -> Comparison:
    """Read each decided comment by the model in use and by one that learnt from other people's decisions alone.

    People whose digests are among `seen` taught the model in use and are left out of the figures. Raises TooFew where
    fewer than a hundred people remain, or nothing can be learnt.
    """
    themes = tuple(sorted({*base.themes, *in_use.themes, *themes_to_learn(comments)}))
    truths = truths_of(comments, {theme: theme for theme in themes}, themes)
    fold = folds_of([comment.respondent for comment in comments], folds=_FOLDS)
    unseen = np.array([digest_of(comment.respondent) not in seen for comment in comments], dtype=np.bool_)
    people = np.array([comment.respondent for comment in comments])[unseen]
    if len(set(people.tolist())) < FEWEST_COMPARED:
        raise TooFew(
            f"{len(set(people.tolist())):,} people's decided comments could tell which model is better; "
            f"{FEWEST_COMPARED} are needed."
        )
    old = _Reads.of(in_use, comments, themes)
    new = _Reads.nothing(len(comments), len(themes))
    for at in range(_FOLDS):
        others = [comment for comment, its in zip(comments, fold, strict=True) if its != at]
        held = np.flatnonzero(fold == at)
        model = adapt(base=base, comments=others, version="fold", card={}, settings=settings)
        new.put(held, _Reads.of(model, [comments[int(place)] for place in held], themes))
    topics, tones = truths[unseen][:, : len(themes)], truths[unseen][:, len(themes) :]
    toned = tones.any(axis=1)
    given = tones.argmax(axis=1)
    tone: tuple[Agreement, Agreement, Agreement] | None = None
    if len(set(people[toned].tolist())) >= FEWEST_COMPARED:
        hits_old, hits_new = (reads.tones[unseen][toned] == given[toned] for reads in (old, new))
        whose = people[toned]
        tone = (
            share_right(hits_old, respondents=whose),
            share_right(hits_new, respondents=whose),
            share_gain(hits_new, hits_old, respondents=whose),
        )
    return Comparison(
        comments=int(unseen.sum()),
        people=len(set(people.tolist())),
        old_version=in_use.version,
        old=score(old.found[unseen], topics, respondents=people),
        new=score(new.found[unseen], topics, respondents=people),
        gain=gain(new.found[unseen], old.found[unseen], topics, respondents=people),
        old_tone=tone[0] if tone else None,
        new_tone=tone[1] if tone else None,
        tone_gain=tone[2] if tone else None,
    )


@dataclass(frozen=True, kw_only=True)
class _Reads:
    """Which of the themes were found in each comment, and which step of tone."""

    found: Truths
    tones: npt.NDArray[np.int64]

    @classmethod
    def nothing(cls, comments: int, themes: int) -> "_Reads":
        return cls(found=np.zeros((comments, themes), dtype=np.bool_), tones=np.zeros(comments, dtype=np.int64))

    @classmethod
    def of(cls, model: Model, comments: Sequence[Labelled], themes: Sequence[str]) -> "_Reads":
        """Read as the model does; a theme that it does not know is not found."""
        chances, tones, _rows = model.probabilities([comment_of(comment) for comment in comments])
        reads = cls.nothing(len(comments), len(themes))
        reads.found[:, [themes.index(theme) for theme in model.themes]] = chances >= model.thresholds
        reads.tones[:] = tones.argmax(axis=1)
        return reads

    def put(self, places: npt.NDArray[np.int64], others: "_Reads") -> None:
        """Put in what others read of the comments in these places."""
        self.found[places], self.tones[places] = others.found, others.tones


def _cells(old: Agreement, new: Agreement) -> tuple[str, str]:
    return _cell(old), _cell(new)


def _cell(one: Agreement) -> str:
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"
