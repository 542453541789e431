"""The names of the languages in which people write, as staff read them."""

from evidence.text.language import LANGUAGES


def language_name(code: str) -> str:
    """Return a language's name by its code (ISO 639-1), or the code where it has none here."""
    return LANGUAGES.get(code, code)
