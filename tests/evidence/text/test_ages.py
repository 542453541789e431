import pytest

from evidence.text import redact


def redacted(text):
    return redact([text])[0][0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my 93 year old mum", "my [age] year old mum"),
        ("my 92-year-old father", "my [age]-year-old father"),
        ("he is 97yrs old", "he is [age]yrs old"),
        ("she is 91yo", "she is [age]yo"),
        ("I am 90 years of age.", "I am [age] years of age."),
        ("aged ninety-four", "aged [age]"),
        ("AGED 94", "AGED [age]"),
        ("my dads age, 93, matters", "my dads age, [age], matters"),
        ("at the age of 101 you need help", "at the age of [age] you need help"),
        ("she turned 101.", "she turned [age]."),
        ("I’m 97 and she's 92.", "I’m [age] and she's [age 2]."),
        ("my nan (94) waited", "my nan ([age]) waited"),
        ("mum, 95, fell", "mum, [age], fell"),
        ("attention to my 93 mother", "attention to my [age] mother"),
        ("her 100th birthday", "her [age] birthday"),
        ("on his ninety-first birthday", "on his [age] birthday"),
        ("a hundred and two years old", "[age] years old"),
    ],
)
def test_an_age_over_89_is_hidden_and_the_words_around_it_stay(text, expected):
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my 89 year old mum, aged 45",
        "a 100 year old building and a 99 year lease",
        "I waited 95 minutes, and was 98% sure",
        "they turned 90 degrees and turned 100 away",
        "I am 100 percent happy, 100 times worse",
        "it is £95 or 95/100",
        "I rang 111 and am 100 miles away",
        "he is in his nineties, the over 90s clinic",
        "I was 95 on the list, number 92",
        "saturation of 94, pulse 101",
    ],
)
def test_younger_ages_and_other_numbers_stay(text):
    assert redacted(text) == text
