"""How people type: tidying, dialects and untidy surfaces, none of which touches a planted identifier's letters."""

import re
from collections.abc import Callable

from evidence.worlds.chance import Chance
from evidence.worlds.comments.tellers import Dialect, Surface, Teller
from evidence.worlds.comments.telling import MARKED

_MARK = "[\ue001\ue100-\ue107]"
_TIDY = (
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r" ?// ?"), "\n\n"),
    (re.compile(r"\s+([.,!?;:])"), r"\1"),
    (re.compile(r"([?!,;])\."), r"\1"),
    (re.compile(r"(?<!\.)\.\.(?!\.)"), "."),
    (re.compile(r",(\s*,)+"), ","),
    (re.compile(r" +\n"), "\n"),
)
_SENTENCE_START = re.compile(rf"(^|[.!?][\"']?{_MARK}?\s+|\n)({_MARK}?[\"']?)([a-z])")

NORTHERN = (
    ("nothing", "nowt"),
    ("something", "summat"),
    ("anything", "owt"),
    ("very", "dead"),
    ("really", "right"),
    ("with", "wi"),
    ("nobody", "no bugger"),
    ("the children", "the bairns"),
    ("was told", "were told"),
)
YOUNG = (
    ("very", "so"),
    ("because", "cos"),
    ("probably", "prob"),
    ("people", "ppl"),
    ("really", "rly"),
    ("about", "abt"),
    ("nobody", "no one"),
    ("please", "pls"),
    ("something", "smth"),
    ("to be honest", "tbh"),
)
FORMAL = (
    ("don't", "do not"),
    ("didn't", "did not"),
    ("doesn't", "does not"),
    ("can't", "cannot"),
    ("couldn't", "could not"),
    ("wouldn't", "would not"),
    ("won't", "will not"),
    ("wasn't", "was not"),
    ("isn't", "is not"),
    ("hasn't", "has not"),
    ("haven't", "have not"),
    ("aren't", "are not"),
    ("I'm", "I am"),
    ("I've", "I have"),
    ("I'd", "I would"),
    ("it's", "it is"),
    ("that's", "that is"),
    ("they've", "they have"),
    ("they're", "they are"),
    ("we've", "we have"),
    ("there's", "there is"),
    ("you'd", "one would"),
)
MISSPELT = (
    ("definitely", "definately"),
    ("received", "recieved"),
    ("appointment", "appointmnet"),
    ("appointments", "apointments"),
    ("receptionist", "recepionist"),
    ("hospital", "hosptial"),
    ("their", "there"),
    ("they're", "their"),
    ("would have", "would of"),
    ("could have", "could of"),
    ("should have", "should of"),
    ("losing", "loosing"),
    ("separate", "seperate"),
    ("medication", "medecation"),
    ("prescription", "perscription"),
    ("ambulance", "ambulence"),
    ("believe", "beleive"),
    ("friend", "freind"),
    ("until", "untill"),
    ("excellent", "excellant"),
    ("professional", "proffesional"),
    ("grateful", "greatful"),
    ("consultant", "consultent"),
    ("absolutely", "absolutley"),
    ("your", "you're"),
    ("wasn't", "wasnt"),
    ("didn't", "didnt"),
    ("couldn't", "couldnt"),
    ("don't", "dont"),
    ("can't", "cant"),
    ("it's", "its"),
    ("too", "to"),
    ("lovely", "lovley"),
    ("waiting", "waitng"),
    ("thorough", "through"),
)
_EMOJI = {
    "good": ("😊", "❤️", "👏👏", "🙏", "💙", "⭐⭐⭐⭐⭐", "😀", "🥰", "👍", "💐"),
    "bad": ("😡", "😢", "👎", "😞", "🤬", "💔", "😤", "🙄"),
    "mixed": ("🤷‍♀️", "😕", "🙃", "🤔", "👍👎"),
}
_TAGS = ("tbh", "ngl", "honestly", "like", "lol", "idk why", "not gonna lie")


def tidy(text: str) -> str:
    """Return marked text with its spaces, stops and capitals as a careful person would leave them."""
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    return _capitals(text.strip())


def dress(marked: str, *, chance: Chance, teller: Teller, tone: str) -> str:
    """Return marked text as this person would say and type it."""
    text = _DIALECTS.get(teller.dialect, _unchanged)(marked, chance)
    text = _SURFACES.get(teller.surface, _unchanged)(text, chance)
    if teller.surface is Surface.EMOJI and tone in _EMOJI:
        text = _with_emoji(text, chance, tone)
    return text


def _capitals(text: str) -> str:
    return _SENTENCE_START.sub(lambda match: match[1] + match[2] + match[3].upper(), text)


def _unchanged(text: str, chance: Chance) -> str:
    return text


def _outside_marks(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if MARKED.fullmatch(part) else change(part) for part in MARKED.split(text))


def _swap_words(text: str, pairs: tuple[tuple[str, str], ...], chance: Chance, share: float) -> str:
    lowered = text.lower()
    for plain, said in pairs:
        if plain.lower() not in lowered:
            continue
        pattern = re.compile(rf"\b{re.escape(plain)}\b", re.IGNORECASE)
        text = pattern.sub(_sometimes(said, chance, share), text)
    return text


def _sometimes(said: str, chance: Chance, share: float) -> Callable[[re.Match[str]], str]:
    return lambda match: _like(match[0], said) if chance.happens(share) else match[0]


def _like(model: str, word: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word


def _northern(text: str, chance: Chance) -> str:
    return _outside_marks(text, lambda part: _swap_words(part, NORTHERN, chance, 0.6))


def _older(text: str, chance: Chance) -> str:
    return _outside_marks(text, lambda part: _swap_words(part, FORMAL, chance, 0.95))


def _young(text: str, chance: Chance) -> str:
    text = _outside_marks(text, lambda part: _swap_words(part, YOUNG, chance, 0.45))
    if len(text) > 60 and chance.happens(0.6):
        tag = chance.pick(_TAGS)
        text = f"{tag} {text[0].lower()}{text[1:]}" if chance.happens(0.3) else f"{text.rstrip('.')} {tag}"
    return text


def _second(text: str, chance: Chance) -> str:
    def drop(part: str) -> str:
        part = re.sub(r"\b(the|a|an) (?=[a-z])", lambda match: "" if chance.happens(0.5) else match[0], part)
        part = re.sub(r"\b(have|has) been\b", lambda match: "was" if chance.happens(0.4) else match[0], part)
        return re.sub(r"\b(very|really) ", "very ", part)

    return _capitals(_outside_marks(text, drop))


def _lower(text: str, chance: Chance) -> str:
    return text.lower()


def _upper(text: str, chance: Chance) -> str:
    return text.upper()


def _unpunctuated(text: str, chance: Chance) -> str:
    text = _outside_marks(text, lambda part: re.sub(r"(?<!\d)[.,;:'\"](?!\d)|[.,;:](?= |$)", "", part))
    return text.lower() if chance.happens(0.6) else text


def _run_on(text: str, chance: Chance) -> str:
    def join(match: re.Match[str]) -> str:
        if chance.happens(0.25):
            return match[0]
        word = match[1]
        keep = word in {"I", "I'm", "I've", "I'd"} or word[1:2].isupper()
        return chance.pick((", ", " and ", ", and ", " ", ", so ", " but ")) + (word if keep else word.lower())

    return _outside_marks(text, lambda part: re.sub(r"\. ([A-Z][a-z']*)", join, part))


def _typos(text: str, chance: Chance) -> str:
    text = _outside_marks(text, lambda part: _swap_words(part, MISSPELT, chance, 0.35))
    return _outside_marks(text, lambda part: re.sub(r"[A-Za-z]{4,}", lambda match: _slip(match[0], chance), part))


def _slip(word: str, chance: Chance) -> str:
    """Return the word, once in about thirty with two letters swapped, one lost or one doubled."""
    if not chance.happens(0.035):
        return word
    at = chance.between(1, len(word) - 3)
    kind = chance.below(3)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def _with_emoji(text: str, chance: Chance, tone: str) -> str:
    emoji = chance.pick(_EMOJI[tone])
    if chance.happens(0.3):
        emoji = emoji * chance.between(2, 3)
    return f"{text.rstrip('.') if chance.happens(0.5) else text} {emoji}"


_DIALECTS: dict[Dialect, Callable[[str, Chance], str]] = {
    Dialect.NORTH: _northern,
    Dialect.YOUNG: _young,
    Dialect.OLDER: _older,
    Dialect.SECOND: _second,
}
_SURFACES: dict[Surface, Callable[[str, Chance], str]] = {
    Surface.LOWER: _lower,
    Surface.SHOUTING: _upper,
    Surface.UNPUNCTUATED: _unpunctuated,
    Surface.RUN_ON: _run_on,
    Surface.TYPOS: _typos,
}
