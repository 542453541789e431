"""Small places and streets, found only where words say that somebody is at home there.

Elsewhere a place in a comment on care nearly always names a service ("the staff at Southwell"), which must stay:
docs/methods/redaction.md counts them. A name that the gazetteer does not know is taken where it is written as a name.
"""

import re
from collections.abc import Callable, Iterator
from re import Match, Pattern

from evidence.text.folding import folded
from evidence.text.names.lexicon import shipped as names_shipped
from evidence.text.names.words import BUILDINGS, NEVER_NAMES, RELATIONS
from evidence.text.places.gazetteer import plain, shipped

METHOD = "places-1"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HERE = r"(?:(?:alone|here|there|locally|now|out|over|up|down|with\s+\w+\s+\w+)\s+){0,2}"
_AT_HOME = re.compile(
    rf"\b(?:(?:live[sd]?|living|reside[sd]?|residing)\s+{_HERE}(?:in|at|near|outside)"
    r"|(?:live[sd]?|been)\s+all\s+(?:my|his|her|our|their)\s+li(?:fe|ves)\s+(?:in|near)"
    r"|(?:grew|brought)\s+up\s+(?:in|near)|settled\s+in|retired\s+to|residents?\s+(?:of|in)"
    rf"|(?:home|house|flat|cottage|bungalow|farm|caravan)\s+(?:is\s+)?(?:in|near|outside))\s+",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:(?:come|comes|coming|originally|bus|taxi|drive|drove|driving|travel|travelled|travelling)"
    r"\s+(?:all\s+the\s+way\s+)?from|(?:here|us|neighbours?)\s+in)\s+",
    re.IGNORECASE,
)
_MAY_BE_HOME = re.compile(
    r"\b(?:born\s+in|(?:i\s?a?['’]?m|people|those\s+of\s+us|everyone|anyone)\s+in|(?:moved?|back)\s+(?:house\s+|home\s+)?to"
    r"|(?:i\s?a?['’]?m|we(?:\s+a|['’])re|is|['’]s)\s+(?:all\s+the\s+way\s+)?from"
    rf"|(?:{'|'.join(sorted(RELATIONS))})\s+(?:is\s+)?(?:in|from))\s+",
    re.IGNORECASE,
)
_VILLAGE_OF = re.compile(r"\b(?:village|hamlet|parish|island|isle)\s+(?:of|called|named)\s+", re.IGNORECASE)
_VILLAGE_AFTER = re.compile(r"\b([A-Z][a-zà-ÿ'’]+(?:[ \-][A-Z][a-zà-ÿ'’]+){0,2}) (?:village|hamlet|parish)\b")
_CAPITALISED = re.compile(
    r"(?:St\.?\s|The\s)?[A-Z][a-zà-ÿ'’]+(?:[ \-](?:(?:on|in|le|by|the|upon|under|cum|and|next|super)[ \-]){0,3}"
    r"[A-Z][a-zà-ÿ'’]+){0,3}"
)
_SEVERAL = re.compile(r"(?:[^\W\d_]+[.'’]?[^\W\d_]*)(?:[ \-]+[^\W\d_]+[.'’]?[^\W\d_]*){0,5}")
_KINDS_OF_STREET = (
    r"street|road|rd|avenue|ave|lane|close|drive|crescent|gardens|grove|place|terrace|way|hill|square|row|mews|walk|view"
    r"|rise|parade|green|court|cottages?|farm|barn|bungalow"
)
_STREET = re.compile(rf"(?:(?:the\s+)?[^\W\d_][\w'’\-]*\s+){{1,3}}?(?P<kind>{_KINDS_OF_STREET}|st)\b\.?", re.IGNORECASE)
_CERTAIN = frozenset({"street", "road", "avenue", "crescent", "lane", "close", "terrace"})
_NO_STREETS = _words(
    """
    a an the my our his her their this that same next other another main busy high quiet private public wide
    narrow steep one two three of and in on at to up down by is was very so dead end nice lovely good bad rough
    residential side back front minor major different every each no any some wrong right new single across far
    near
    """
)
_STREET_BEFORE = re.compile(
    r"\b(?:(?:live[sd]?|living|reside[sd]?|residing)\s+(?:(?:alone|here|with\s+\w+\s+\w+|just|up|down)\s+){0,2}"
    r"(?:in|at|on|off|near|down|up|along)"
    r"|(?:home|house|flat|cottage|bungalow|address)\s+(?:is\s+)?(?:in|at|on|off|near|down))\s+",
    re.IGNORECASE,
)
_AFTER_STREET = re.compile(rf"\b(?:{_KINDS_OF_STREET})\b,\s+", re.IGNORECASE)
_HOUSE = re.compile(
    r"(?<!\d )\b(?:[A-Z][a-z'’]+\s+){1,2}(?:Cottage|Farm|Barn|Bungalow),\s+(?:[A-Z][a-z'’]+\s+){1,3}"
    r"(?:Street|Road|Lane|Avenue|Close|Drive|Crescent|Terrace|Hill|Row|Way)\b"
)
_SERVICE_AFTER = re.compile(
    r"[\s,(]+(?:[A-Za-z'’]+\s+){0,2}?(?:ward|unit|hospital|hosp|surgery|clinic|centre|center|practice|pharmacy|infirmary|care"
    r"|nursing|residential|sheltered|accommodation|hospice|hostel|supported|retirement|medical|health|dental|team|school)\b",
    re.IGNORECASE,
)
_NO_PLACES = _words(
    """
    england britain uk wales scotland ireland northern great united kingdom europe america usa yorkshire
    lancashire cumbria durham northumberland tyne cheshire derbyshire nottinghamshire lincolnshire
    leicestershire rutland staffordshire shropshire herefordshire worcestershire warwickshire northamptonshire
    cambridgeshire norfolk suffolk essex kent sussex surrey hampshire berkshire wiltshire dorset devon cornwall
    somerset gloucestershire oxfordshire buckinghamshire bedfordshire hertfordshire middlesex midlands
    merseyside powys gwynedd dyfed gwent glamorgan anglesey fife highlands north south east west bucks notts
    lincs lancs yorks hants herts wilts northants county fear hope pain peace comfort poverty isolation care my
    your his her their our the a an this that it home
    """
)
_WORD = re.compile(r"[^\W\d_]+[.'’]?[^\W\d_]*")
_ENDS_AS_VILLAGES = re.compile(
    r"(?:(?:little|great|upper|lower|nether|over|north|south|east|west|st|long|kings|bishops|abbots)[ \-])?"
    r"(?P<word>[a-z]{2,}(?:by|thorpe|ham|ton|worth|combe|ley|wick|stead|mere|ford|bury|don|den|field|hurst|wood|well|ness"
    r"|ling|low|borough|brook|bourne|bridge|dale|cote|sey|minster|pool|shaw|gate|hill))\b"
    r"(?:[ \-](?:magna|parva|green|on[ \-]the[ \-]hill|on[ \-]sea|common|end|cross|st mary))?",
    re.IGNORECASE,
)
_COMMON_ON_THE_WEB = 2
_STRETCH = re.compile(r".+", re.DOTALL)


def streets(text: str) -> Iterator[Match[str]]:
    """Yield streets without a number, and houses with a name, where somebody is said to be at home."""
    yield from _HOUSE.finditer(text)
    for before in _STREET_BEFORE.finditer(text):
        street = _STREET.match(text, before.end())
        if street is None or _SERVICE_AFTER.match(text, street.end()):
            continue
        named = [word for word in street.group().split() if word.lower() != "the"]
        is_written = all(word[0].isupper() for word in named)
        is_certain = street["kind"].lower() in _CERTAIN and not {word.lower() for word in named[:-1]} & _NO_STREETS
        if len(named) > 1 and (is_written or is_certain):
            yield street


def small_places(text: str) -> Iterator[Match[str]]:
    """Yield small places where somebody is said to be at home, or that are called a village."""
    for before_it, ways in _WHERE:
        for before in before_it.finditer(text):
            ends = (way(text, before.end()) for way in ways)
            yield from _place(text, before.end(), next(filter(None, ends), None))
    for match in _VILLAGE_AFTER.finditer(text):
        first = plain(match[1]).split()[0]
        if first not in _NO_PLACES and not _is_common(first):
            yield from _place(text, match.start(1), match.end(1))


def _place(text: str, start: int, end: int | None) -> Iterator[Match[str]]:
    """Yield what stands from start to end but for a service's name ("Southwell Ward")."""
    if end is not None and not _SERVICE_AFTER.match(text, end) and (match := _STRETCH.match(text, start, end)):
        yield match


def _listed(text: str, start: int) -> int | None:
    """Return where the longest small place ends that stands at `start`; None where there is none, or a larger one."""
    if (words := _SEVERAL.match(text, start)) is None:
        return None
    places = shipped()
    ends = [match.end() for match in _WORD.finditer(words.group())][: places.longest]
    for end in reversed(ends):
        written = words.group()[:end].rstrip(".'’")
        name = plain(written)
        if name in places.large:
            return None
        if name in places.small and (written[0].isupper() or not _is_common(name)):
            return start + len(written)
    return None


def _listed_after_street(text: str, start: int) -> int | None:
    """Return the end of a small place that is written as a name, and is no street itself."""
    if not text[start : start + 1].isupper() or _STREET.match(text, start):
        return None
    return _listed(text, start)


def _named(text: str, start: int) -> int | None:
    """Return where capitalised words end that are neither known words nor a service's; None without."""
    if (match := _CAPITALISED.match(text, start)) is None:
        return None
    words = plain(match.group()).split()
    if words[0] in NEVER_NAMES or words[-1] in BUILDINGS or set(words) <= _NO_PLACES:
        return None
    return match.end()


def _written(text: str, start: int) -> int | None:
    """Return where capitalised words end that no list has as large and that are no words of care; None without."""
    if (end := _named(text, start)) is None:
        return None
    words = plain(text[start:end]).split()
    large = shipped().large
    is_large = words[0] in large or words[0] in _NO_PLACES or " ".join(words) in large or " ".join(words[:2]) in large
    return None if is_large or all(_is_common(word) for word in words) else end


def _sounding(text: str, start: int) -> int | None:
    """Return where a word in small letters ends that no list has and that ends as villages do; None without."""
    match = _ENDS_AS_VILLAGES.match(text, start)
    if match is None:
        return None
    known, word = names_shipped().lexicon, folded(match["word"])
    is_known = word in known.words or word in known.care or word in known.names or word in shipped().large
    return None if is_known or known.is_slip(word) else match.end()


def _is_common(word: str) -> bool:
    """Return whether a word is one of care, or common on the web, so that in small letters it is no place."""
    known = names_shipped().lexicon
    return known.care.get(word, 0) >= 1 or known.words.get(word, 0) >= _COMMON_ON_THE_WEB


_WHERE: tuple[tuple[Pattern[str], tuple[Callable[[str, int], int | None], ...]], ...] = (
    (_AT_HOME, (_listed, _written, _sounding)),
    (_FROM, (_listed, _sounding)),
    (_MAY_BE_HOME, (_listed,)),
    (_VILLAGE_OF, (_listed, _named, _sounding)),
    (_AFTER_STREET, (_listed_after_street,)),
)
"""What stands before a place, and how the place after it may be told, the surest first."""
