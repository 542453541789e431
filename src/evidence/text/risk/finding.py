"""Signs of harm by a lexicon: which texts a person should read first, and why. It closes nothing and hides nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence.text.unprocessed import Unprocessed, readable

METHOD = "lexicon-1"


class Harm(StrEnum):
    """What kind of harm a sign speaks of."""

    SELF_HARM = "suicide or self-harm"
    ABUSE = "abuse or violence"
    NEGLECT = "neglect"
    INJURY = "injury or danger to life"
    SAFETY = "not being safe"


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Where in the text a sign stands, what harm it speaks of, and how much it weighs between 0 and 1."""

    start: int
    end: int
    harm: Harm
    weight: float


@dataclass(frozen=True, kw_only=True)
class Risk:
    """How likely the text at `index` speaks of harm (0: no sign, towards 1: several strong ones), and the signs."""

    index: int
    score: float
    signs: tuple[Sign, ...]

    @property
    def why(self) -> str:
        """One sentence without any of the text's own words; empty where there is no sign."""
        harms = list(dict.fromkeys(str(sign.harm) for sign in sorted(self.signs, key=lambda sign: -sign.weight)))
        return f"The words may speak of {'; '.join(harms)}." if harms else ""


_WHO = (
    r"(?:me|my\s+\w+|him|her|us|them|(?:a|the|another|other)\s+(?:patients?|residents?|child|children|man|woman|lady))"
)
_NOT = r"(?:not|never|(?:did|does|do|is|was|were|has|have|had|are|could|would)n['’]?t)"
_OWN = r"(?:my|his|her|their|your)"
_LEXICON: tuple[tuple[Harm, float, str], ...] = (
    (Harm.SELF_HARM, 0.9, r"suicid(?:e|al)\w*"),
    (Harm.SELF_HARM, 0.9, r"kill(?:ing|ed)?\s+(?:my|him|her|them|your)sel(?:f|ves)"),
    (Harm.SELF_HARM, 0.9, rf"(?:end(?:ing|ed)?|tak(?:e|ing)|took)\s+(?:it\s+all|{_OWN}\s+(?:own\s+)?li(?:fe|ves))"),
    (
        Harm.SELF_HARM,
        0.9,
        r"(?:do(?:es)?n[o'’]?t|do(?:es)?\s+not|didn[o'’]?t)\s+want(?:ed)?\s+to\s+(?:live|be\s+(?:here|alive)|go\s+on)",
    ),
    (Harm.SELF_HARM, 0.9, r"want(?:s|ed|ing)?\s+to\s+die|better\s+off\s+dead"),
    (Harm.SELF_HARM, 0.8, r"self[\s\-]?harm\w*|(?:cut|hurt|harm)(?:ting|ing)?\s+(?:my|him|her|them)sel(?:f|ves)"),
    (Harm.SELF_HARM, 0.6, r"overdos\w*|ligature"),
    (Harm.ABUSE, 0.9, r"rap(?:e|ed|ist)|sexual(?:ly)?\s+(?:abus|assault|harass)\w*|molest\w*|indecent\w*"),
    (
        Harm.ABUSE,
        0.8,
        r"(?:physical(?:ly)?|verbal(?:ly)?|emotional(?:ly)?|financial(?:ly)?|domestic)\s+(?:abus|violen|assault)\w*",
    ),
    (Harm.ABUSE, 0.7, r"abus(?:e|ed|es|ing|er|ers)|assault\w*|domestic\s+violence"),
    (
        Harm.ABUSE,
        0.7,
        rf"(?:hit(?:ting)?|punch(?:ed|ing)?|slap(?:ped|ping)?|kick(?:ed|ing)?|bit(?:ten)?|strangl\w+|chok(?:ed|ing)|shov(?:ed|ing)|drag(?:ged|ging))\s+{_WHO}",
    ),
    (
        Harm.ABUSE,
        0.6,
        r"(?:touch|grab|handl)(?:ed|ing)\s+(?:\w+\s+){0,2}(?:inappropriately|roughly|private)|rough(?:ly)?\s+handl\w*|manhandl\w*",
    ),
    (Harm.ABUSE, 0.6, r"threaten(?:ed|ing)?\s+(?:to|by|with)|threaten(?:ed|ing)\s+" + _WHO),
    (
        Harm.ABUSE,
        0.5,
        r"unexplained\s+(?:bruis|injur|mark)\w*|covered\s+in\s+bruis\w*|bruises|pinned\s+down|tied\s+(?:to|up|down)|locked\s+(?:in|up|me|him|her)",
    ),
    (Harm.NEGLECT, 0.7, r"neglect(?:ed|ful|ing)?"),
    (
        Harm.NEGLECT,
        0.8,
        rf"{_NOT}\s+(?:been\s+|being\s+)?(?:fed|feed(?:ing)?|washed|bathed|given\s+(?:any\s+)?(?:food|water|fluids|a\s+drink|(?:his|her|my|their)\s+(?:medic\w+|insulin|tablets)))",
    ),
    (
        Harm.NEGLECT,
        0.8,
        r"(?:without|no|denied)\s+(?:any\s+)?(?:food|water|fluids|food\s+or\s+(?:water|drink))\s+(?:for|all|since|or)|starv(?:ed|ing)|malnourish\w*|dehydrat\w*",
    ),
    (
        Harm.NEGLECT,
        0.8,
        r"(?:lying|lay|laid|left|sat|sitting|soaked|covered)\s+(?:\w+\s+){0,3}in\s+(?:\w+\s+){0,2}(?:urine|faeces|excrement|feces|wee|poo|vomit|blood|mess)",
    ),
    (Harm.NEGLECT, 0.6, r"(?:bed|pressure)[\s\-]?(?:sore|ulcer)s?|maggots?"),
    (Harm.NEGLECT, 0.6, r"(?:left|lay|laid|lying)\s+(?:\w+\s+){0,4}(?:on\s+the\s+floor|unattended|to\s+die)"),
    (
        Harm.INJURY,
        0.8,
        r"(?:nearly|almost|could\s+have|would\s+have)\s+died|stopped\s+breathing|can(?:['’]?t|not)\s+breathe|unconscious|sepsis|septic",
    ),
    (
        Harm.INJURY,
        0.7,
        r"(?:wrong|double|missed)\s+(?:medic\w+|dose|drug|tablets|blood|operation|insulin)|overdosed\s+" + _WHO,
    ),
    (
        Harm.INJURY,
        0.6,
        r"(?:he|she|they|who|mum|mam|dad|mother|father|husband|wife|baby|son|daughter|patient|resident)\s+(?:has\s+|had\s+|then\s+|later\s+|since\s+|sadly\s+)?(?:died|passed\s+away|death)",
    ),
    (
        Harm.INJURY,
        0.6,
        r"(?:broke(?:n)?|fractur\w*)\s+(?:my|his|her|their|a|the)?\s*(?:hip|leg|arm|neck|back|skull|wrist|ankle|rib|ribs)|bleeding\s+(?:heavily|to|out)|head\s+injury",
    ),
    (Harm.INJURY, 0.3, r"collaps(?:ed|ing)|haemorrhag\w*|heart\s+attack|chest\s+pains?"),
    (
        Harm.SAFETY,
        0.7,
        r"safeguarding|in\s+(?:immediate\s+|real\s+|serious\s+)?danger|at\s+(?:immediate\s+|serious\s+)?risk\s+of|life\s+(?:is\s+)?(?:at\s+risk|threatening)",
    ),
    (Harm.SAFETY, 0.6, rf"{_NOT}\s+(?:feel(?:ing)?\s+|felt\s+|been\s+)?safe\b|unsafe|dangerous(?:ly)?"),
    (Harm.SAFETY, 0.5, r"(?:scared|afraid|frightened|terrified)\s+(?:of|to|for)"),
)
_SIGNS = tuple((harm, weight, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for harm, weight, words in _LEXICON)
_ANY = re.compile("|".join(rf"\b(?:{words})" for _, _, words in _LEXICON), re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|never|without|any|nor|isn['’]?t|wasn['’]?t)(?:\s+(?:\w+\s+)?)$", re.IGNORECASE)
_LOOK_BACK = 24


def find_risk(texts: Sequence[str]) -> tuple[list[Risk], list[Unprocessed]]:
    """Return how much each text speaks of harm and why, and a list of those that could not be read.

    A sign that is denied ("no abuse") weighs a third as much: it is lowered, never left out.
    """
    unprocessed: list[Unprocessed] = []
    return [_risk(index, text) for index, text in readable(texts, unprocessed)], unprocessed


def _risk(index: int, text: str) -> Risk:
    if _ANY.search(text) is None:
        return Risk(index=index, score=0.0, signs=())
    signs = tuple(
        Sign(start=match.start(), end=match.end(), harm=harm, weight=_weight(text, match.start(), weight))
        for harm, weight, pattern in _SIGNS
        for match in pattern.finditer(text)
    )
    unharmed = 1.0
    for harm in Harm:
        unharmed *= 1 - max((sign.weight for sign in signs if sign.harm == harm), default=0.0)
    return Risk(index=index, score=round(1 - unharmed, 4), signs=tuple(sorted(signs, key=lambda sign: sign.start)))


def _weight(text: str, start: int, weight: float) -> float:
    before = text[max(0, start - _LOOK_BACK) : start]
    return round(weight / 3, 4) if _DENIED.search(before) else weight
