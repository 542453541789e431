"""Made comments with a plain truth: what a theme's words are, and who wrote what."""

import numpy as np

from evidence.text.reading.labelled import Earlier, Labelled
from evidence.text.reading.training import Lessons, Settings
from evidence.text.reading.vectors import Vectors

MEANINGS = {"Waiting": "timeliness", "Queues": "timeliness", "Manner": "staff-manner", "Other": None}


def vectors() -> Vectors:
    """Three words in two directions."""
    return Vectors(
        version="phrases-0",
        phrases=("waited", "delay", "kind"),
        counts=np.ones(3, dtype=np.float32),
        table=np.array([[1, 0], [1, 0.1], [0, 1]], dtype=np.float32),
        centre=np.zeros(2, dtype=np.float32),
    )


def labelled(number: int, text: str, *labels: str, tone: int | None, question: str = "") -> Labelled:
    return Labelled(
        text=text,
        respondent=f"person {number // 2}",
        question=question,
        service="",
        labels=frozenset(labels),
        tone=tone,
    )


def lessons(count: int = 120) -> Lessons:
    """Waits are bad, kindness is good, and every third comment speaks of both."""
    comments = []
    for number in range(count):
        which = number % 3
        text = (
            f"we waited far too long for number{number % 7}",
            f"the nurse was so kind to number{number % 5}",
            "the nurse was kind but we waited",
        )[which]
        labels = (("Waiting",), ("Manner", "Other"), ("Queues", "Manner"))[which]
        comments.append(labelled(number, text, *labels, tone=(4, 1, 3)[which]))
    earlier = [
        Earlier(
            text="a long delay" if number % 2 else "kind people",
            topics=frozenset(["Time" if number % 2 else "Attitude"]),
            leaning=-3 if number % 2 else 3,
        )
        for number in range(60)
    ]
    return Lessons(
        comments=comments,
        meanings=MEANINGS,
        vectors=vectors(),
        earlier=earlier,
        settings=Settings(steps=25, penalty=0.1),
    )
