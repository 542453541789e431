"""Words as lists hold them: lower case, no accents, no ending of possession."""

import unicodedata


def folded(word: str) -> str:
    """Return a word in lower case, without accents and without the ending of possession."""
    plain = word.lower().replace("’", "'").replace("ł", "l")
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return plain[:-2] if plain.endswith("'s") else plain
