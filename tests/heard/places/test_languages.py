"""Languages by code or name."""

import pytest

from heard.places.languages import LANGUAGES, UnknownLanguage, codes_of, names_of


def test_languages_are_known_by_code_name_and_other_names_each_once():
    assert codes_of(["Urdu", "ur", " punjabi ", "BSL", "Farsi", ""]) == ["ur", "pa", "bfi", "fa"]
    assert names_of(["ur", "bfi", "xx"]) == ("Urdu", "British Sign Language")
    assert codes_of(names_of(LANGUAGES)) == list(LANGUAGES)


@pytest.mark.parametrize(("name", "words"), [("Pollish", "Do you mean Polish?"), ("Klingon 7", "is not a language")])
def test_a_language_that_is_not_known_is_refused_with_the_nearest(name, words):
    with pytest.raises(UnknownLanguage, match=words.replace("?", r"\?")):
        codes_of([name])
