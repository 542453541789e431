"""The forms that redaction knows, each linear in the length of the text, with the checks that keep them precise."""

import re
from collections.abc import Iterator
from itertools import chain
from re import Match


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DIGIT = re.compile(r"\d")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMERIC_DATE = rf"(?:{_DAY}\s?([/.\-])\s?(?:0?[1-9]|1[0-2])\s?\1\s?(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-\d\d-\d\d)"
_NUMERIC = re.compile(rf"(?<![\d/.\-]){_NUMERIC_DATE}(?![\d/\-]|\.\d)")
_AMERICAN = re.compile(r"(?<![\d/.\-])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:(?:19|20)\d\d|\d\d)(?![\d/\-]|\.\d)")
_DAY_FIRST = re.compile(
    rf"(?<![\d/.\-£$])(?P<day>{_DAY})(?P<suffix>\s?(?:st|nd|rd|th))?(?P<of>\s+(?:of\s+)?(?:the\s+)?|-|(?<=\D))"
    rf"(?P<month>{_MONTH})\b\.?(?P<year>,?[\s\-]*{_YEAR}\b)?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day>{_DAY})(?P<suffix>\s?(?:st|nd|rd|th)\b)?"
    rf"(?P<year>,?\s+(?:19|20)\d\d\b)?(?![\d:.%])",
    re.IGNORECASE,
)
BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|birth\s?day|birth\s?date|born)\b(?:\s+(?:is|was|on|in|the))*\s*[:=\-]?\s*"
    rf"((?:{_DAY}[\s/.\-]{{1,2}}(?:0?[1-9]|1[0-2])[\s/.\-]{{1,2}}(?:19|20)?\d\d|(?:{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    rf"{_MONTH}\s+(?:{_DAY}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d|(?:19|20)\d\d(?:-\d\d-\d\d)?))\b",
    re.IGNORECASE,
)
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    r"|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[\s\-](?:first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth)|thirtieth|thirty[\s\-]first)"
)
_YEAR_IN_WORDS = (
    r"(?:nineteen|twenty|two\s+thousand(?:\s+and)?)(?:[\s\-](?:oh|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|one|two|three|four|five|six|seven"
    r"|eight|nine)){1,2}"
)
IN_WORDS = re.compile(
    rf"\b(?:the\s+)?(?:(?<!one )(?<!two )\b{_ORDINAL}\s+of\s+{_MONTH}|{_MONTH}\s+the\s+{_ORDINAL})\b"
    rf"(?:,?\s+(?:(?:19|20)\d\d|{_YEAR_IN_WORDS})\b)?",
    re.IGNORECASE,
)

_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-']{1,64}\s?@\s?(?:[a-z0-9\-]{1,63}\.){1,4}[a-z]{2,24}\b", re.IGNORECASE)
SPELT_EMAIL = re.compile(
    r"\b[\w.+\-]{2,64}\s*[\[(]?\s*\bat\b\s*[\])]?\s*[\w\-]{2,40}(?:\s*[\[(]?\s*\bdot\b\s*[\])]?\s*[a-z]{2,10}){1,3}\b",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'’”)\]]+"
    r"|(?<![@\w.\-])(?:[a-z0-9\-]{2,63}\.){1,3}(?:co\.uk|org\.uk|nhs\.uk|gov\.uk|ac\.uk|com|org|net|info|uk)\b(?:/[^\s<>\"']*)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_]\w{2,30}\b")
_NOT_HANDLES = _words(
    """
    home work the this that night hospital least times all any our your their about around approx lunch
    lunchtime midnight school reception casualty clinic surgery
    """
)

_PHONE = re.compile(
    r"(?<![\w£$])(?:(?:\+|00)\s?44[\s\-.]{0,2}(?:\(0\)[\s\-.]{0,2})?(?:\(?\d{1,5}\)?)|\(?0\d{2,5}\)?|07)"
    r"(?:[\s\-./]{0,2}\d){4,9}(?![\d%]|[.,:]\d)"
)
_SINGLY = re.compile(
    r"(?<![\w£$.,])0(?:[ \-]\d){9,10}(?![ \-]?\d|%)|(?<![\w£$.,])0(?:[ \-]\d){5,8} ?\d{2,4}(?![ \-]?\d|%)"
)
ANNOUNCED_PHONE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|mob|ring(?: me| us)?|call(?: me| us)|text me|land\s?line|fax)\b\.?"
    r"(?:\s+(?:number|no\.?|num))?(?:\s+(?:is|on|at|was))?\s*[:=\-]?\s*(\+?\(?\d[\d\s\-()]{4,16}\d)(?![\d%])",
    re.IGNORECASE,
)
_SPELT_DIGIT = (
    r"(?:(?:double|triple|treble)\s+)?(?:oh|o|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine|\d)"
)
SPELT_PHONE = re.compile(
    rf"\b(?:oh|o|zero|nought|naught|0)(?=[\s,\-]+(?:[a-z]+|\d))(?:[\s,\-]+{_SPELT_DIGIT}){{5,12}}\b", re.IGNORECASE
)
_SPELT_TIMES = {"double": 2, "triple": 3, "treble": 3}

_LETTERED = re.compile(r"(?<!\w)[0oO]7(?:[\s\-.]?[\doO]){9}(?!\w)")
_NHS_NUMBER = re.compile(r"(?<![\w.\-/])(\d{3})[\s\-./]{0,2}(\d{3})[\s\-./]{0,2}(\d{4})(?![\w\-/]|\.\d)")
_SPACED_NHS = re.compile(r"(?<![\w.,\-/])(\d)(?:[ \-]\d){9}(?![ \-]?\d|\w)")
TEN_DIGITS = re.compile(r"(?<![\w.\-/])(?:\d{10}|\d{3} \d{3} \d{4}|\d{3}-\d{3}-\d{4})(?![\w\-/]|\.\d)")
NATIONAL_INSURANCE = re.compile(r"(?<!\w)[A-Z]{2}[\s\-]?\d{2}[\s\-]?\d{2}[\s\-]?\d{2}[\s\-]?[A-D](?!\w)", re.IGNORECASE)

_POSTCODE = re.compile(r"(?<!\w)([A-Z]{1,2})(\d[A-Z\d]?)(\s{0,2})(\d)([ABD-HJLNP-UW-Z]{2})(?!\w)", re.IGNORECASE)
_AREAS = _words(
    """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK
    FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG
    NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR
    TS TW UB W WA WC WD WF WN WR WS WV YO ZE ZZ
    """
)
_NOT_INWARD = frozenset({"st", "nd", "rd", "th", "hr", "am", "pm", "yr"})

_HOME_BEFORE = re.compile(r"\b(?:post\s?code|live (?:in|at)|address)\b[\s:]*(?:is\s+)?$", re.IGNORECASE)

_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|crescent|cres|court|gardens|gdns|grove|place|terrace|way|hill"
    r"|square|sq|row|mews|walk|view|rise|parade|broadway|house|cottages?)"
)
_ADDRESS = re.compile(
    r"(?<![\w£$.:/])(?:(?:flat|apartment|apt|unit|room)\s*\w{1,4},?\s+)?\d{1,4}[a-z]?,?\s+"
    rf"((?:[A-Za-z][\w'’\-]*\s+){{1,3}})({_STREET})\b",
    re.IGNORECASE,
)
_CERTAIN_STREETS = frozenset({"street", "road", "avenue", "crescent", "terrace"})
_NOT_IN_STREETS = _words(
    """
    a about above across after ago along am an and another are around as at away back before behind but by day
    days different down each far feet few for from further had half have hour hours hrs i in into is it just
    later left long lots mile miles min mins minute minutes miss month months more mph my near nearest next no
    not of off old on one only or other our out outside over past people per pm side since so staff stars
    started than that the their then there these they this through time times to together too up very was way
    week weeks went were when which while who with year years yards you your
    """
)

_CARD = re.compile(r"(?<![\w.\-])(\d{4}[\s\-]?\d{4}[\s\-]?\d{4}[\s\-]?\d{3,4})(?![\w\-])")
_ANNOUNCED_ACCOUNT = re.compile(
    r"\b(?:account|acc(?:t)?|a/c|sort\s?code|iban|bank|card)\b\.?(?:\s+(?:details|number|no\.?|num))?(?:\s+(?:is|was))?"
    r"\s*[:=\-]?\s*((?:[A-Z]{2}\d{2}\s?)?[A-Z]{0,4}\s?\d(?:[\s\-]?\d){5,21})(?!\w)",
    re.IGNORECASE,
)
_SORT_CODE = re.compile(r"(?<![\w.\-/])(\d\d-\d\d-\d\d)(?![\w\-/])")

VEHICLE = re.compile(r"(?<!\w)[A-HJ-PR-Y]{2}\d{2}\s?[A-HJ-PR-Z]{3}(?!\w)")
ANNOUNCED_VEHICLE = re.compile(
    r"\b(?:reg(?:istration)?|number\s?plate|license\s?plate|licence\s?plate)\b\.?(?:\s+(?:number|no\.?|plate))?"
    r"(?:\s+(?:is|was|of))?\s*[:=\-]?\s*((?=\w*\s?\w*\d)[A-Z]{1,3}\s?\d{1,4}\s?[A-Z]{0,3}|\d{1,4}\s?[A-Z]{1,3})(?!\w)",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"\b(?:hospital|patient|case|reference|ref|nhs|policy|passport|incident|complaint|prescription|staff|employee"
    r"|payroll|pin|licen[cs]e|membership|unit|claim)\b(?:\s*(?:reference|ref))?\s*(?:no\.?|number|num\.?|id|#)\s*"
    r"(?:is|was)?\s*[:=\-]?\s*((?=[A-Z/\-]*\d)[A-Z0-9][A-Z0-9/\-]{3,20})(?!\w)",
    re.IGNORECASE,
)
ANNOUNCED_REFERENCE = re.compile(
    r"\bref(?:erence)?\b\.?\s{0,2}[:=]?\s{0,2}((?=[A-Z/\-]{0,8}\d)[A-Z0-9][A-Z0-9/\-]{4,20})(?!\w)", re.IGNORECASE
)
_LONG_NUMBER = re.compile(r"(?<![\w£$.,/\-])\d(?:[\s\-]?\d){6,20}(?![\w%/]|[.,]\d|-\d)")

_TITLED = re.compile(
    r"\b(?:(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|Mx|[Dd]r|Doctor|Prof|Professor|Nurse|Matron|Sister|Sir|Dame|Lady|Lord|Rev|Reverend|Cllr"
    r"|MR|MRS|MS|DR)\b\.?[ \t]+)((?:[A-Z][a-z]?\.?[ \t]+)?[A-Z][A-Za-zÀ-ÿ'’\-]+(?:[ \t]+[A-Z][a-zà-ÿ'’\-]+)?)"
)
STAFF_TITLE = re.compile(r"(?:dr|doctor|prof|professor|nurse|matron|sister)\b", re.IGNORECASE)
_TITLES = _words(
    "mr mrs ms miss mx dr doctor prof professor nurse matron sister sir dame lady lord rev reverend cllr s"
)
_LOWER_TITLED = re.compile(r"\b(?:mr|mrs)\b\.?[ \t]+([a-z][a-z'’\-]{2,})\b", re.IGNORECASE)
_RELATIONS = (
    r"(?:husband|wife|partner|son|daughter|mother|mum|mam|mom|father|dad|brother|sister|grandson|granddaughter"
    r"|grandmother|grandfather|grandma|grandad|nan|nana|gran|aunt|auntie|uncle|niece|nephew|cousin|friend|neighbour"
    r"|baby|child|boyfriend|girlfriend|fianc[eé]e?|carer|keyworker|consultant|midwife|physio|therapist|counsellor)"
)
_ANNOUNCED = re.compile(
    rf"\b(?:(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir)\s+(?:late\s+)?{_RELATIONS},?"
    r"|[Nn]ame(?:s|d)?(?:\s+(?:is|was|are))|named"
    r"|\b(?:nurse|doctor|man|lady|woman|paramedic|person|girl|boy|gentleman|carer|receptionist|staff|member|midwife|driver"
    r"|consultant|technician|operator|guy|chap|someone|practitioner|physio|therapist)\s+(?:who\s+was\s+|was\s+)?called"
    r"|(?<=\b[Ii] am) called|[Tt]hank(?:s| you)(?: so much| very much)? to|[Rr]egards,?|[Ss]igned:?)"
    r"[ \t]+([A-Z][a-zà-ÿ'’\-]+(?:[A-Z][a-zà-ÿ'’]+)?(?:[ \t]+[A-Z][a-zà-ÿ'’\-]+)?)\b"
)
_NOT_NAMES = _words(
    """
    a able ambulance an and appointment appointments april are as at august away because been but by call called
    came can care centre clinic could covid december department did do doctor doctors does during each eg
    emergency english even every everyone excellent february for friday from general god good gp gps great had
    has have he health her hospital house how however i if i'm i've i’m i’ve i'd i’d it's it’s in into is it its
    january july june just led left lead line lovely manager many march may me midwife monday most my nhs no not
    november nurse nurses october of off office on or other our out paramedic paramedics pharmacist please
    practice practitioner practitioners receptionist royal said saturday saw september service services she
    should sister so some specialist staff station student such sunday surgery team teams thank thanks that the
    their them then there these they this thursday to told too training tuesday unit until up us very visit
    visited visits wait waited waiting ward was we wednesday went were what when where which while who why will
    with would wrote yes you your
    """
)


def emails(text: str) -> Iterator[Match[str]]:
    """Yield e-mail addresses, with or without a blank beside the sign."""
    return _EMAIL.finditer(text)


def web_addresses(text: str) -> Iterator[Match[str]]:
    """Yield web addresses without the punctuation that ends the sentence."""
    for match in _URL.finditer(text):
        trimmed = match.group().rstrip(".,;:!?")
        yield _URL.match(text, match.start(), match.start() + len(trimmed)) or match


def handles(text: str) -> Iterator[Match[str]]:
    """Yield names on social media, but not "@home" and its like."""
    return (match for match in _HANDLE.finditer(text) if match.group()[1:].lower() not in _NOT_HANDLES)


def dates(text: str) -> Iterator[Match[str]]:
    """Yield exact days, with a year in figures or with a month by name; not "24/7", "3/4" or "only 1 may come in"."""
    yield from _NUMERIC.finditer(text)
    yield from _AMERICAN.finditer(text)
    for match in _DAY_FIRST.finditer(text):
        is_clear = match["suffix"] or match["year"] or match["month"][0].isupper()
        if is_clear or match["month"].lower() not in {"may", "mar", "march", "dec", "sept", "sep"}:
            yield match
    for match in _MONTH_FIRST.finditer(text):
        if match["suffix"] or match["year"]:
            yield match


def phones(text: str) -> Iterator[Match[str]]:
    """Yield telephone numbers of ten or eleven digits (or their form with +44)."""
    for match in chain(_PHONE.finditer(text), _SINGLY.finditer(text)):
        digits = re.sub(r"\D", "", match.group().replace("(0)", ""))
        national = re.sub(r"^(?:00)?44", "0", digits) if match.group().startswith(("+", "00")) else digits
        if 10 <= len(national) <= 11 and national[:1] == "0" and national[1:2] in set("1235789"):
            yield match


def lettered_phones(text: str) -> Iterator[Match[str]]:
    """Yield mobile numbers with the letter O for a nought: "O7700 9OO123"."""
    return (match for match in _LETTERED.finditer(text) if "o" in match.group().lower())


def spelt_phones(text: str) -> Iterator[Match[str]]:
    """Yield telephone numbers of ten digits or more that are written digit by digit, in words or in figures."""
    for match in SPELT_PHONE.finditer(text):
        count, times = 0, 1
        for word in re.findall(r"[a-z]+|\d", match.group().lower()):
            if word in _SPELT_TIMES:
                times = _SPELT_TIMES[word]
            else:
                count, times = count + times, 1
        if count >= 10:
            yield match


def nhs_numbers(text: str) -> Iterator[Match[str]]:
    """Yield ten digits whose last is the check digit of the others, modulus 11."""
    for match in chain(_NHS_NUMBER.finditer(text), _SPACED_NHS.finditer(text)):
        if is_nhs_number(re.sub(r"\D", "", match.group())):
            yield match


def is_nhs_number(digits: str) -> bool:
    """Return whether ten digits pass the NHS number's check."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(set(digits)) > 1 and check != 10 and check % 11 == int(digits[9])


def bank_details(text: str) -> Iterator[Match[str]]:
    """Yield card numbers that pass the Luhn check, announced accounts, and sort codes that cannot be dates."""
    yield from (match for match in _CARD.finditer(text) if _passes_luhn(match.group()))
    yield from _ANNOUNCED_ACCOUNT.finditer(text)
    yield from _SORT_CODE.finditer(text)


def postcodes(text: str) -> Iterator[Match[str]]:
    """Yield postcodes of areas that exist, but not "ward e4 1st floor"."""
    for match in _POSTCODE.finditer(text):
        area, _, blank, _, inward = match.groups()
        is_floor = blank and inward in _NOT_INWARD and len(area) == 1
        if area.upper() in _AREAS and not (is_floor and not _HOME_BEFORE.search(text[: match.start()][-20:])):
            yield match


def addresses(text: str) -> Iterator[Match[str]]:
    """Yield a number with a street: capitalised, or of a kind that is nothing else ("12 high street")."""
    for match in _ADDRESS.finditer(text):
        words, kind = match.group(1).split(), match.group(2)
        is_written_as_name = all(word[0].isupper() for word in (*words, kind))
        is_announced = _HOME_BEFORE.search(text[: match.start()][-20:]) or match.group().lower().startswith("flat")
        if is_announced and kind.lower() in _CERTAIN_STREETS:
            yield match
            continue
        if any(word.lower() in _NOT_IN_STREETS for word in words if not word.istitle()):
            continue
        if is_written_as_name or kind.lower() in _CERTAIN_STREETS:
            yield match


def long_numbers(text: str) -> Iterator[Match[str]]:
    """Yield numbers of seven digits and more, but neither round ones nor a row of years or marks out of ten."""
    for match in _LONG_NUMBER.finditer(text):
        groups = re.split(r"[\s\-]", match.group())
        is_row = len(groups) > 1 and (all(len(each) <= 2 for each in groups) or all(_is_year(each) for each in groups))
        if not match.group().endswith("00000") and not is_row:
            yield match


def titled_names(text: str) -> Iterator[Match[str]]:
    """Yield a title with the name after it, whole: "Mrs Example"."""
    for match in _TITLED.finditer(text):
        if re.split(r"[\s\-]", match.group(1))[0].strip(".").lower() not in _NOT_NAMES:
            yield match
    for match in _LOWER_TITLED.finditer(text):
        if match.group(1).lower() not in _NOT_NAMES:
            yield match


def announced_names(text: str) -> Iterator[Match[str]]:
    """Yield the capitalised word after a relation or "named": "my husband Example"; the name is group 1."""
    for match in _ANNOUNCED.finditer(text):
        if not {word.lower() for word in match.group(1).split()[:1]} & _NOT_NAMES:
            yield match


def name_words(name: str) -> set[str]:
    """Return the words of a name in small letters, without titles."""
    return set(re.findall(r"[^\W\d_]+", name.lower())) - _TITLES


def _passes_luhn(number: str) -> bool:
    digits = [int(char) for char in reversed(number) if char.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[0::2]) + sum(doubled)) % 10 == 0


def _is_year(group: str) -> bool:
    return len(group) == 4 and group[:2] in {"19", "20"}
