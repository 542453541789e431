"""The languages in which an office or a helpline answers: codes, and names in the reader's language.

The list holds British Sign Language and the main languages of England by the census of 2021 (Office for National
Statistics, table TS024). Codes are of BCP 47.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

LANGUAGES = {
    "en": _("English"),
    "bfi": _("British Sign Language"),
    "cy": _("Welsh"),
    "sq": _("Albanian"),
    "am": _("Amharic"),
    "ar": _("Arabic"),
    "bn": _("Bengali"),
    "bg": _("Bulgarian"),
    "yue": _("Cantonese"),
    "hr": _("Croatian"),
    "cs": _("Czech"),
    "prs": _("Dari"),
    "fr": _("French"),
    "de": _("German"),
    "el": _("Greek"),
    "gu": _("Gujarati"),
    "hi": _("Hindi"),
    "hu": _("Hungarian"),
    "it": _("Italian"),
    "ku": _("Kurdish"),
    "lv": _("Latvian"),
    "lt": _("Lithuanian"),
    "ml": _("Malayalam"),
    "cmn": _("Mandarin"),
    "ne": _("Nepali"),
    "ps": _("Pashto"),
    "fa": _("Persian"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "pa": _("Punjabi"),
    "ro": _("Romanian"),
    "rom": _("Romany"),
    "ru": _("Russian"),
    "sk": _("Slovak"),
    "so": _("Somali"),
    "es": _("Spanish"),
    "syl": _("Sylheti"),
    "ta": _("Tamil"),
    "te": _("Telugu"),
    "th": _("Thai"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
    "yi": _("Yiddish"),
    "yo": _("Yoruba"),
}
_OTHER_NAMES = {
    "bsl": "bfi",
    "sign language": "bfi",
    "farsi": "fa",
    "bangla": "bn",
    "panjabi": "pa",
    "chinese": "cmn",
    "portugese": "pt",
}


class UnknownLanguage(ValueError):
    """A language that is not in the list; the message names it and the nearest one that is."""


def codes_of(names: Iterable[str]) -> list[str]:
    """Return the codes of languages written by code or name, in their order, each once. Raises UnknownLanguage."""
    return list(dict.fromkeys(_code_of(name) for name in names if name.strip()))


def names_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the languages in the reader's own; a code that the list does not hold is left out."""
    return tuple(str(LANGUAGES[code]) for code in codes if code in LANGUAGES)


def _code_of(name: str) -> str:
    wanted = " ".join(name.split()).lower()
    by_name = {**_english(), **{code: code for code in LANGUAGES}, **_OTHER_NAMES}
    if wanted in by_name:
        return by_name[wanted]
    near = get_close_matches(wanted, list(_english()), n=1)
    words = {"name": name.strip()[:40], "near": str(LANGUAGES[_english()[near[0]]]) if near else ""}
    raise UnknownLanguage(
        gettext("“%(name)s” is not a language of our list. Do you mean %(near)s?") % words
        if near
        else gettext("“%(name)s” is not a language of our list. Write languages like English; Urdu; BSL.") % words
    )


def _english() -> dict[str, str]:
    """Return the code of each language by its name, in the reader's language and in English alike."""
    with override("en"):
        names = {str(name).lower(): code for code, name in LANGUAGES.items()}
    return {**names, **{str(name).lower(): code for code, name in LANGUAGES.items()}}
