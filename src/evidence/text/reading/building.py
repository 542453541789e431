"""From a folder of open data to the files that the library ships: vectors of phrases, and the model with its card."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from evidence.text.reading.adapting import adapt, themes_to_learn
from evidence.text.reading.comparing import Comparison, compare
from evidence.text.reading.decided import Decisions, digests_of
from evidence.text.reading.encoder import Encoder
from evidence.text.reading.labelled import read_earlier, read_labelled, read_meanings
from evidence.text.reading.measuring import cross_validate, figures
from evidence.text.reading.model import Model
from evidence.text.reading.reader import MODELS, PHRASES, shipped
from evidence.text.reading.training import Lessons, learn, themes_of
from evidence.text.reading.vectors import Vectors
from evidence.text.reading.words import phrases_of, words_of

_FEWEST = 5
"""So many comments must hold a word or phrase before it has a vector: what few people say could tell who they are."""

INPUTS = "inputs.json"
"""The file beside a model that says, by digests alone, whose decided comments it learnt from."""

_LONGEST = 3
_SIZE = 128
_COMMON = 0.01
"""A phrase in this share of comments counts half (Arora, Liang and Ma 2017)."""


def build_themes(*, data: Path, labels: Path, output: Path, version: str, measure: bool) -> dict[str, Any]:
    """Learn from `data`/comments, write the model to `output`, and return its card.

    It stands on the vectors of phrases that the library ships. Raises NotLabelled where comments are missing.
    """
    comments = read_labelled(data / "comments")
    lessons = Lessons(
        comments=comments,
        meanings=read_meanings(labels),
        vectors=Vectors.load(MODELS / PHRASES),
        earlier=read_earlier(data / "comments", known=comments),
    )
    themes = lessons.themes()
    support = Counter(theme for comment in comments for theme in themes_of(comment, lessons.meanings))
    card: dict[str, Any] = {
        "what": "Themes (PXQDC sub-categories) and five-step tone of comments on care, in English.",
        "learnt_from": f"{len(comments):,} labelled comments of two NHS trusts in England, 2021-22, and the topics of "
        f"{len(lessons.earlier):,} comments of an earlier set (NHS England, MIT licence).",
        "limits": "Ambulance, 111, patient transport, mental health, community and forensic services only: no hospital "
        "wards, no general practice, no social care, no carers' own experience. A probability is a suggestion.",
        "licence": "Apache-2.0; data MIT (c) 2021 NHS England; vectors from all-MiniLM-L6-v2, Apache-2.0.",
        "support": {theme: support[theme] for theme in themes},
    }
    if measure:
        ways, truths = cross_validate(lessons)
        for name, reads in zip(("told_question_and_service", "words_alone"), ways, strict=True):
            card[name] = figures(lessons, reads, truths)
    model = learn(lessons, themes=themes, version=version, card=card)
    model.save(output)
    return model.card


def build_from_decisions(
    *, decisions: Decisions, in_use: Path, output: Path, version: str, is_anew: bool = False
) -> Comparison:
    """Learn from decisions beside the shipped model, and write the model to `output` where it beats the one in use.

    The people who taught the model in use are left out of the comparison; `is_anew` compares with the shipped model
    instead, as after an erasure, when the model in use has to go. Raises TooFew and BadModel.
    """
    base = shipped()
    used = base if is_anew else Model.load(in_use, vectors=base.features.vectors)
    comparison = compare(
        base=base, in_use=used, comments=decisions.comments, seen=frozenset() if is_anew else inputs_of(in_use)
    )
    if comparison.is_better:
        model = adapt(base=base, comments=decisions.comments, version=version, card=_card_of(decisions, comparison))
        model.save(output)
        held = digests_of(decisions.comments)
        (output / INPUTS).write_text(json.dumps(held) + "\n", encoding="utf-8")
    return comparison


def inputs_of(folder: Path) -> frozenset[str]:
    """Return the digests of the people whose decided comments a model learnt from; none for a shipped one."""
    file = folder / INPUTS
    return frozenset(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else frozenset()


def _card_of(decisions: Decisions, comparison: Comparison) -> dict[str, Any]:
    support = Counter(theme for comment in decisions.comments for theme in comment.labels)
    learnt = themes_to_learn(decisions.comments)
    return {
        "what": "Themes and five-step tone of comments on care, in English: the shipped model, and what people decided "
        "in this installation learnt besides.",
        "limits": "It knows this installation's comments best. A probability is a suggestion.",
        "inputs": {
            "digest": decisions.digest,
            "comments": len(decisions.comments),
            "people": len(decisions.people),
            "themes": {theme: support[theme] for theme in learnt},
        },
        "comparison": comparison.finding().as_dict(),
    }


def build_phrases(*, data: Path, encoder: Path, output: Path, version: str) -> int:
    """Write the vectors of all common words and phrases of the comments in `data`, and return how many there are."""
    comments = read_labelled(data / "comments")
    texts = [comment.text for comment in comments]
    texts += [comment.text for comment in read_earlier(data / "comments", known=comments)]
    phrases, counts = common_phrases(texts)
    table = Encoder.load(encoder).encode(phrases)
    vectors = vectors_of(version=version, phrases=phrases, counts=counts, table=table, texts=texts)
    vectors.save(output)
    return len(phrases)


def common_phrases(texts: list[str]) -> tuple[list[str], list[int]]:
    """Return words, pairs and runs of three that enough texts hold, in order, and how many hold each."""
    held: Counter[str] = Counter()
    for text in texts:
        held.update(set(phrases_of(words_of(text), _LONGEST)))
    kept = sorted(phrase for phrase, count in held.items() if count >= _FEWEST)
    return kept, [held[phrase] for phrase in kept]


def vectors_of(
    *, version: str, phrases: list[str], counts: list[int], table: "np.typing.NDArray[np.float32]", texts: list[str]
) -> Vectors:
    """Return vectors of length one from an encoder's, in the directions in which they differ most."""
    unit = table / np.linalg.norm(table, axis=1, keepdims=True)
    unit = unit - unit.mean(axis=0)
    _spread, directions = np.linalg.eigh(unit.T @ unit)
    weights = _COMMON / (_COMMON + np.array(counts) / len(texts))
    plain = Vectors(
        version=version,
        phrases=tuple(phrases),
        counts=weights.astype(np.float32),
        table=(unit @ directions[:, ::-1][:, :_SIZE]).astype(np.float32),
        centre=np.zeros(_SIZE, dtype=np.float32),
    )
    centre = plain.of([words_of(text) for text in texts]).mean(axis=0)
    return Vectors(version=version, phrases=plain.phrases, counts=plain.counts, table=plain.table, centre=centre)
