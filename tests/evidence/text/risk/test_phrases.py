"""A line of a rule file is a phrase, and stands where its words stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.text.risk.phrases import NotAPhrase, OneOf, one_of, parse
from evidence.text.risk.words import words_of

LISTS = {"WHO": one_of([parse("me/her", {}), parse("my mum/dad", {})])}


def stands(phrase: str, text: str) -> bool:
    words = words_of(text).words
    parsed = parse(phrase, LISTS)
    return any(parsed.ends(words, at) for at in range(len(words)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("slap* WHO", "He slapped my mum"),
        ("slap* WHO", "slapping her"),
        ("not (been) fed", "She was not fed"),
        ("not (been) fed", "She hasn't been fed"),
        ("left ...2 alone", "left her all alone"),
        ("~suicidal", "I am suicadal"),
        ("~suicidal", "I am sucidal"),
        ("don't want", "I do not want it"),
        ("self-harm", "he does self harm"),
        ("hit/kicked me", "she kicked me"),
    ],
)
def test_a_phrase_stands_where_its_words_do(phrase, text):
    assert stands(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("slap* WHO", "He slapped paint on"),
        ("left ...2 alone", "left her there all day alone"),
        ("left ...2 alone", "He left. Alone again"),
        ("~suicidal", "I am swivelled"),
        ("hit me", "a hit. me too"),
    ],
)
def test_a_phrase_stands_nowhere_else(phrase, text):
    assert not stands(phrase, text)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("hit ...", "never ends"),
        ("(very) rough", "never begins"),
        ("hit SOMEBODY", "write [words SOMEBODY] first"),
        ("Hit me", "is no word"),
        ("a*", "three letters or more"),
        ("~rape", "too short"),
        ("hit ...20 me", "too long a gap"),
        ("a b c d e f g h i j k l m", "split it"),
    ],
)
def test_a_line_that_is_no_phrase_is_refused_with_the_mending(line, says):
    with pytest.raises(NotAPhrase, match=r".*" + says.replace("[", r"\[").replace("]", r"\]")):
        parse(line, LISTS)


@given(st.text(alphabet="ab *~/().[]A", max_size=30).filter(str.strip))
def test_any_line_is_a_phrase_or_is_refused(line):
    try:
        parsed = parse(line, LISTS)
    except NotAPhrase:
        return
    assert isinstance(parsed.parts[0], OneOf)
    parsed.ends(("a", "b", "ab"), 0)
