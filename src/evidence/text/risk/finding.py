"""Signs of harm: by a rule file, and where no rule finds one, by a weak sign. Nothing is closed or hidden by them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.text.risk import weak as weakly
from evidence.text.risk.rules import Harm, Lowering, Rule, Rules, Side, shipped
from evidence.text.risk.words import STOP, Words, words_of
from evidence.text.unprocessed import Unprocessed, readable

METHOD = "risk-rules"
CALLS_A_PERSON = 0.3
"""From this score on a text calls a person; a weaker sign is shown beside it all the same."""


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Where in the text a sign stands, what harm it speaks of, how much it weighs (0 to 1), and what lowered it."""

    start: int
    end: int
    harm: str
    weight: float
    lowered: str = ""


@dataclass(frozen=True, kw_only=True)
class Risk:
    """How likely the text at `index` speaks of harm (0: no sign, towards 1: several strong ones), and the signs.

    `method` and `version` say what found them: the rules, or the weak sign.
    """

    index: int
    score: float
    signs: tuple[Sign, ...]
    method: str = METHOD
    version: str = ""

    @property
    def harm(self) -> str:
        """The harm of the sign that weighs most; empty where there is no sign."""
        return max(self.signs, key=lambda sign: sign.weight).harm if self.signs else ""

    @property
    def why(self) -> str:
        """One sentence without any of the text's own words; empty where there is no sign."""
        harms = list(dict.fromkeys(sign.harm for sign in sorted(self.signs, key=lambda sign: -sign.weight)))
        if self.method == weakly.METHOD:
            return "The words together are like those of reports of harm; no rule names which."
        return f"The words may speak of {'; '.join(harms)}." if harms else ""


def find_risk(texts: Sequence[str], *, rules: Rules | None = None) -> tuple[list[Risk], list[Unprocessed]]:
    """Return how much each text speaks of harm and why, and a list of those that could not be read.

    A sign that is denied ("no abuse") or only supposed is lowered, never left out. Left out `rules`: those shipped.
    """
    unprocessed: list[Unprocessed] = []
    held = dict(readable(texts, unprocessed))
    return _weakly(_by_rules(held, rules or shipped()), held), unprocessed


def by_rules(texts: Sequence[str], *, rules: Rules | None = None) -> list[Risk]:
    """Return what the rules alone find in each text, which must be one that can be read."""
    return _by_rules(dict(enumerate(texts)), rules or shipped())


def method_version(rules: Rules) -> str:
    """Return what tells this way of reading from every other: the rules' version and that of the weak sign."""
    return f"risk-{rules.version}.{weakly.VERSION}"


def _by_rules(texts: Mapping[int, str], rules: Rules) -> list[Risk]:
    known: dict[str, tuple[Rule, ...]] = {}
    return [_risk(index, text, rules, known) for index, text in texts.items()]


def _weakly(risks: list[Risk], texts: Mapping[int, str]) -> list[Risk]:
    """Return the risks, with the weak sign where no rule found anything; what a rule read as denied stays so."""
    quiet = [risk.index for risk in risks if not risk.signs and texts[risk.index].strip()]
    if not quiet:
        return risks
    model = weakly.shipped_weak()
    scores = model.scores([texts[index] for index in quiet])
    found = {index for index, score in zip(quiet, scores, strict=True) if score >= model.threshold}
    return [_weak(risk.index, texts[risk.index], model) if risk.index in found else risk for risk in risks]


def _weak(index: int, text: str, model: weakly.Weak) -> Risk:
    spans = weakly.spans_of(text, model.telling(text)) or [(0, len(text))]
    signs = tuple(Sign(start=start, end=end, harm=weakly.HARM, weight=weakly.WEIGHT) for start, end in spans)
    return Risk(index=index, score=weakly.WEIGHT, signs=signs, method=weakly.METHOD, version=model.version)


@dataclass(slots=True)
class _Stands:
    """A phrase that stands among the words from `start` up to `end`."""

    start: int
    end: int


def _risk(index: int, text: str, rules: Rules, known: dict[str, tuple[Rule, ...]]) -> Risk:
    words = words_of(text)
    harms: list[tuple[_Stands, Harm]] = []
    lowerings: list[tuple[_Stands, Lowering]] = []
    nothing: list[_Stands] = []
    for stands, what in _standing(words, rules, known):
        if isinstance(what, Harm):
            harms.append((stands, what))
        elif isinstance(what, Lowering):
            lowerings.append((stands, what))
        else:
            nothing.append(stands)
    if not harms:
        return Risk(index=index, score=0.0, signs=(), version=rules.version)
    covered = _covered(nothing, len(words.words))
    harms = [(stands, harm) for stands, harm in harms if not any(covered[stands.start : stands.end])]
    alone = {harm.name for _, harm in harms if not harm.beside}
    held = [(stands, harm) for stands, harm in harms if not harm.beside or alone - {harm.name}]
    lowered = _Lowered(words, lowerings)
    signs = sorted((_sign(stands, harm, words, lowered) for stands, harm in held), key=lambda sign: sign.start)
    return Risk(index=index, score=_score(signs), signs=tuple(signs), version=rules.version)


def _standing(
    words: Words, rules: Rules, known: dict[str, tuple[Rule, ...]]
) -> Iterator[tuple[_Stands, Harm | Lowering | None]]:
    for at, word in enumerate(words.words):
        if word not in known:
            known[word] = rules.beginning_with(word)
        for phrase, what in known[word]:
            ends = phrase.ends(words.words, at)
            if ends:
                yield _Stands(at, max(ends)), what


def _covered(stands: Sequence[_Stands], length: int) -> bytearray:
    covered = bytearray(length)
    for each in stands:
        covered[each.start : each.end] = b"\x01" * (each.end - each.start)
    return covered


def _sign(stands: _Stands, harm: Harm, words: Words, lowered: "_Lowered") -> Sign:
    by = lowered.by(stands, harm)
    return Sign(
        start=words.starts[stands.start],
        end=words.ends[stands.end - 1],
        harm=harm.name,
        weight=round(harm.weight * by.times, 4) if by else harm.weight,
        lowered=by.name if by else "",
    )


def _score(signs: Sequence[Sign]) -> float:
    """Harms add up; what is denied or supposed does not, however often ("no abuse, no neglect")."""
    heaviest: dict[str, float] = {}
    for sign in signs:
        kind = "" if sign.lowered else sign.harm
        heaviest[kind] = max(sign.weight, heaviest.get(kind, 0.0))
    unharmed = 1.0
    for weight in heaviest.values():
        unharmed *= 1 - weight
    return round(1 - unharmed, 4)


class _Lowered:
    """What lowers a sign: looked up by the place where it ends or begins, so that many of them cost no more."""

    def __init__(self, words: Words, lowerings: Sequence[tuple[_Stands, Lowering]]) -> None:
        self._words = words.words
        self._ending: dict[int, list[tuple[_Stands, Lowering]]] = {}
        self._beginning: dict[int, list[tuple[_Stands, Lowering]]] = {}
        self._anywhere: list[Lowering] = []
        self._reach = 0
        for stands, lowering in lowerings:
            self._reach = max(self._reach, lowering.within)
            if lowering.side is Side.ANYWHERE:
                self._anywhere.append(lowering)
            elif lowering.side is Side.BEFORE:
                self._ending.setdefault(stands.end, []).append((stands, lowering))
            else:
                self._beginning.setdefault(stands.start, []).append((stands, lowering))
        self._anywhere = list(dict.fromkeys(self._anywhere))

    def by(self, sign: _Stands, harm: Harm) -> Lowering | None:
        """Return what lowers a sign the most; None where nothing does."""
        found = list(self._anywhere)
        for away in range(self._reach + 1):
            for _, lowering in self._ending.get(sign.start - away, ()):
                if away <= lowering.within and not self._stopped(sign.start - away, sign.start, lowering):
                    found.append(lowering)
            for _, lowering in self._beginning.get(sign.end + away, ()):
                if away <= lowering.within and not self._stopped(sign.end, sign.end + away, lowering):
                    found.append(lowering)
        lowers = [lowering for lowering in found if not lowering.only or harm.name in lowering.only]
        return min(lowers, key=lambda lowering: lowering.times, default=None)

    def _stopped(self, start: int, end: int, lowering: Lowering) -> bool:
        return any(word == STOP or word in lowering.stops for word in self._words[start:end])
