"""Writes a comment: how long, about what, in which order; with the truth of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.worlds.chance import Chance
from evidence.worlds.comments import surfaces
from evidence.worlds.comments.bank import Bank, Line, shipped
from evidence.worlds.comments.tellers import Dialect, Teller
from evidence.worlds.comments.telling import Span, Telling, mark, settle
from evidence.worlds.comments.themes import COMMONNESS, theme_code
from evidence.worlds.comments.wording import reword

__all__ = ["Comment", "Span", "Writer"]

_LENGTHS = {"tiny": 0.16, "short": 0.19, "medium": 0.23, "story": 0.27, "long": 0.1, "longest": 0.05}
_RICHNESS = 0.6
"""How far a theme that can be told in many ways goes before one that has few words of its own, in this bank."""
_PLAIN_PRAISE = 0.65
"""How often those who are content also say so in plain words ("Lovely staff"), beside telling what happened."""
_OWN_STYLE = 3.0
"""How many times as often people keep to their own way of making sentences as to the other."""
_TURNS = ("But ", "However, ", "That said, ", "On the other hand, ", "Shame that ", "")
_LINKS = ("Also, ", "And ", "On top of that, ", "Plus ", "As well as that, ")
_PROPER = frozenset(
    {
        "I",
        "I'm",
        "I've",
        "I'd",
        "NHS",
        "GP",
        "A&E",
        "CAMHS",
        "CHC",
        "BSL",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Covid",
    }
)
_NO_EMPHASIS: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote, and the truth of it: theme codes, good/mixed/bad, kind of risk (or ""), identifiers."""

    text: str
    themes: tuple[str, ...]
    tone: str
    risk: str
    identifiers: tuple[Span, ...]
    risk_span: Span | None


class _Draft:
    """A comment on its way: the lines chosen and the themes they bring."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.said: list[str] = []
        self.lines: list[Line] = []
        self.themes: list[str] = []

    def add(self, line: Line | None, *, before: str = "", start: str = "") -> None:
        if line is None or line in self.lines:
            return
        words = self.telling.say(line.nodes)
        self.said.append(start + (before + _lower_first(words) if before else words))
        self.lines.append(line)
        self.themes.extend(theme for theme in line.themes if theme != "-" and theme not in self.themes)


class Writer:
    """Writes comments from a phrase bank."""

    def __init__(self, bank: Bank | None = None) -> None:
        self._bank = bank or shipped()

    def write(
        self,
        chance: Chance,
        *,
        teller: Teller,
        kind: str,
        tone: str,
        is_at_risk: bool = False,
        is_identifying: bool = False,
        emphasis: Mapping[str, float] = _NO_EMPHASIS,
    ) -> Comment:
        """Return a comment by one person about one kind of service.

        `tone` is good, mixed or bad; `emphasis` multiplies how often a theme (short name) is chosen. Where the bank
        knows no sign of harm for such a teller and kind, `is_at_risk` gives none and the comment's `risk` is "".
        """
        draft = _Draft(Telling(chance, self._bank, teller, kind, names_people=is_identifying or chance.happens(0.08)))
        choose = _Chooser(chance, self._bank, teller, kind, emphasis)
        length = chance.weighted(_LENGTHS)
        if (is_at_risk or is_identifying) and length == "tiny":
            length = "medium"
        _COMPOSERS[length](draft, choose, tone)
        if tone == "good" and length != "tiny" and chance.happens(_PLAIN_PRAISE):
            draft.add(choose.line("shorts", tone, but_not=tuple(draft.themes)))
        risk = self._plant_risk(draft, choose) if is_at_risk else ""
        if is_identifying:
            line = choose.line("identifiers", tone)
            if line is not None:
                draft.said.append(draft.telling.say(line.nodes))
        marked = reword(surfaces.tidy(" ".join(draft.said)), chance)
        marked = surfaces.dress(marked, chance=chance, teller=teller, tone=tone)
        text, spans = settle(marked)
        return Comment(
            text=text,
            themes=tuple(sorted({theme_code(theme, kind) for theme in draft.themes})),
            tone=tone,
            risk=risk,
            identifiers=tuple(span for span in spans if span.kind != "RISK"),
            risk_span=next((span for span in spans if span.kind == "RISK"), None),
        )

    def phrase(self, chance: Chance, part: str, *, teller: Teller, kind: str, tone: str) -> str:
        """Return one phrase of a small part (`wanted`, `where`), tidied, or "" where none fits."""
        line = _Chooser(chance, self._bank, teller, kind, _NO_EMPHASIS).line(part, tone)
        if line is None:
            return ""
        telling = Telling(chance, self._bank, teller, kind, names_people=False)
        marked = surfaces.dress(surfaces.tidy(telling.say(line.nodes)), chance=chance, teller=teller, tone=tone)
        return settle(marked)[0]

    def office_words(self, chance: Chance, name: str, *, teller: Teller, kind: str, tone: str) -> str:
        """Return a member of staff's `note` or `reply` about a piece."""
        lines = self._bank.find("notes", kind=kind, voice="own", tone=tone, dialect="")[name]
        telling = Telling(chance, self._bank, teller, kind, names_people=False)
        return settle(surfaces.tidy(telling.say(chance.weighted(lines).nodes)))[0]

    def _plant_risk(self, draft: _Draft, choose: "_Chooser") -> str:
        line = choose.line("risk", "bad")
        if line is None:
            return ""
        place = choose.chance.between(max(1, len(draft.said) - 2), len(draft.said))
        draft.said.insert(place, mark(draft.telling.say(line.nodes), "RISK"))
        return line.themes[0]


class _Chooser:
    """Chooses lines for one comment."""

    def __init__(self, chance: Chance, bank: Bank, teller: Teller, kind: str, emphasis: Mapping[str, float]) -> None:
        self.chance = chance
        self._bank = bank
        self._teller = teller
        self._kind = kind
        self._emphasis = emphasis
        self._says_it_plainly = chance.happens(0.75 if teller.dialect is Dialect.OLDER else 0.5)

    def line(self, part: str, tone: str, *, but_not: tuple[str, ...] = ()) -> Line | None:
        """Return a line of the part whose theme has not been said, or None; the person's own dialect may come first."""
        return self._of({part: 1.0}, tone, but_not)

    def sentence(self, tone: str, *, but_not: tuple[str, ...] = ()) -> Line | None:
        """Return a sentence on a theme, more often said in full or clipped, as this person does."""
        full = _OWN_STYLE if self._says_it_plainly else 1.0
        return self._of({"plain": full, "sentences": _OWN_STYLE / full}, tone, but_not)

    def _of(self, parts: Mapping[str, float], tone: str, but_not: tuple[str, ...]) -> Line | None:
        for dialect in self._dialects():
            shares: dict[tuple[str, str], float] = {}
            for part, factor in parts.items():
                found = self._bank.find(part, kind=self._kind, voice=self._teller.voice, tone=tone, dialect=dialect)
                for theme, lines in found.items():
                    if theme == "-" or theme not in but_not:
                        wanted = COMMONNESS.get(theme, 1.0) * self._emphasis.get(theme, 1.0)
                        shares[part, theme] = factor * wanted * lines.totals[-1] ** _RICHNESS
            if shares:
                part, theme = self.chance.weighted(shares)
                found = self._bank.find(part, kind=self._kind, voice=self._teller.voice, tone=tone, dialect=dialect)
                return self.chance.weighted(found[theme])
        return None

    def _dialects(self) -> tuple[str, ...]:
        own = self._teller.dialect
        if own is Dialect.STANDARD:
            return ("",)
        return (own.value, "") if self.chance.happens(0.35) else ("", own.value)


def _tiny(draft: _Draft, choose: _Chooser, tone: str) -> None:
    draft.add(choose.line("shorts", tone))
    if choose.chance.happens(0.3):
        draft.add(choose.line("shorts", tone, but_not=tuple(draft.themes)))
    if not draft.said:
        _short(draft, choose, tone)


def _short(draft: _Draft, choose: _Chooser, tone: str) -> None:
    if tone == "mixed":
        _both_sides(draft, choose)
    else:
        draft.add(choose.sentence(tone))
    if choose.chance.happens(0.15):
        draft.add(choose.line("closings", tone))


def _medium(draft: _Draft, choose: _Chooser, tone: str) -> None:
    if choose.chance.happens(0.45):
        draft.add(choose.line("openings", tone))
    _body(draft, choose, tone, 2)
    if choose.chance.happens(0.3):
        draft.add(choose.line(choose.chance.pick(("closings", "asks")), tone))


def _story(draft: _Draft, choose: _Chooser, tone: str) -> None:
    line = choose.line("stories", tone)
    if line is None:
        _long(draft, choose, tone)
        return
    draft.add(line)
    if choose.chance.happens(0.25):
        draft.add(choose.line(choose.chance.pick(("asks", "closings", "impacts")), tone))


def _long(draft: _Draft, choose: _Chooser, tone: str) -> None:
    draft.add(choose.line("openings", tone))
    _body(draft, choose, tone, choose.chance.between(2, 3))
    if choose.chance.happens(0.6):
        draft.add(choose.line("impacts", tone))
    draft.add(choose.line("asks" if choose.chance.happens(0.6) else "closings", tone))


def _longest(draft: _Draft, choose: _Chooser, tone: str) -> None:
    _story(draft, choose, tone)
    for number in range(choose.chance.between(2, 4)):
        line = choose.sentence("bad" if tone == "mixed" else tone, but_not=tuple(draft.themes))
        draft.add(line, start="// " if number == 0 else "")
    draft.add(choose.line("impacts", tone))
    draft.add(choose.line("asks", tone), start="// " if choose.chance.happens(0.5) else "")
    if choose.chance.happens(0.3):
        draft.add(choose.line("closings", tone))


def _body(draft: _Draft, choose: _Chooser, tone: str, sentences: int) -> None:
    if tone == "mixed":
        _both_sides(draft, choose)
        sentences -= 2
    for number in range(sentences):
        link = choose.chance.pick(_LINKS) if number and choose.chance.happens(0.08) else ""
        draft.add(choose.sentence("bad" if tone == "mixed" else tone, but_not=tuple(draft.themes)), before=link)


def _both_sides(draft: _Draft, choose: _Chooser) -> None:
    first, second = ("good", "bad") if choose.chance.happens(0.6) else ("bad", "good")
    draft.add(choose.sentence(first))
    turn = choose.chance.pick(_TURNS[:4] if second == "good" else _TURNS)
    draft.add(choose.sentence(second, but_not=tuple(draft.themes)), before=turn)


def _lower_first(words: str) -> str:
    first = words.split(" ", 1)[0].rstrip(",.'s")
    if first in _PROPER or words[1:2].isupper() or not words[:1].isalpha():
        return words
    return words[0].lower() + words[1:]


_COMPOSERS = {
    "tiny": _tiny,
    "short": _short,
    "medium": _medium,
    "story": _story,
    "long": _long,
    "longest": _longest,
}
