"""How much of what speaks of harm is found, and how often it is cried for nothing: counts over each labelled set."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence.text.risk.finding import CALLS_A_PERSON, find_risk
from evidence.text.risk.labelled import NO_HARM, Part, Speaks, examples, judged_comments, open_comments
from evidence.text.risk.rules import Rules

SET_ASIDE = (Part.SET_ASIDE, Part.SET_ASIDE_TOO)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Of so many texts of one set, how many call a person; `is_harm` says whether they should."""

    name: str
    is_harm: bool
    found: int
    of: int


def tally_examples(*, rules: Rules | None = None) -> tuple[Tally, ...]:
    """Return what is found of the written examples: those set aside by harm, then each sheet, then of no harm."""
    tallies: list[Tally] = []
    found, every = Counter[tuple[Part, str]](), Counter[tuple[Part, str]]()
    for part in Part:
        held = examples(part)
        called = calls_a_person([example.text for example in held], rules=rules)
        for example, is_called in zip(held, called, strict=True):
            every[part, example.harm] += 1
            found[part, example.harm] += is_called
    harms = [harm for part, harm in every if part is Part.SET_ASIDE and harm != NO_HARM]
    for harm in harms:
        counts = (sum(count[part, harm] for part in SET_ASIDE) for count in (found, every))
        tallies.append(Tally(name=f"set aside: {harm}", is_harm=True, found=next(counts), of=next(counts)))
    for part in (*SET_ASIDE, Part.HELD_BACK, Part.TUNING):
        name = f"written, {part.value}"
        total, of = sum(found[part, harm] for harm in harms), sum(every[part, harm] for harm in harms)
        tallies.append(Tally(name=name, is_harm=True, found=total, of=of))
        called_for_nothing, quiet = found[part, NO_HARM], every[part, NO_HARM]
        tallies.append(Tally(name=f"{name}, no harm", is_harm=False, found=called_for_nothing, of=quiet))
    return tuple(tallies)


def tally_comments(data: Path, *, rules: Rules | None = None) -> tuple[Tally, ...]:
    """Return what is found of the open comments that were judged, by half, and of all comments. Raises NoComments."""
    judged = judged_comments(data)
    called = calls_a_person([comment.text for comment in judged], rules=rules)
    tallies = []
    for part in (Part.HELD_BACK, Part.TUNING):
        for speaks in Speaks:
            of = [is_called for comment, is_called in zip(judged, called, strict=True)
                  if comment.part is part and comment.speaks is speaks]  # fmt: skip
            name = f"comments, {part.value}: {speaks.value}"
            tallies.append(Tally(name=name, is_harm=speaks is Speaks.YES, found=sum(of), of=len(of)))
    drawn = [
        is_called for comment, is_called in zip(judged, called, strict=True)
        if comment.is_drawn and comment.part is Part.HELD_BACK and comment.speaks is not Speaks.YES
    ]  # fmt: skip
    tallies.append(Tally(name="ordinary comments drawn by chance", is_harm=False, found=sum(drawn), of=len(drawn)))
    every = open_comments(data)
    found = sum(calls_a_person(every, rules=rules))
    tallies.append(Tally(name="all comments", is_harm=False, found=found, of=len(every)))
    return tuple(tallies)


def calls_a_person(texts: Sequence[str], *, rules: Rules | None = None) -> list[bool]:
    """Return whether each text calls a person."""
    return [risk.score >= CALLS_A_PERSON for risk in find_risk(texts, rules=rules)[0]]
