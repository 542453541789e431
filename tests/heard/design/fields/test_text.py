from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.design import fields, forms
from tests.heard.design.drawing import drawn


class AboutYou(forms.Form):
    name = fields.TextField(label="Your name", hint="As you like to be called", max_length=20)
    email = fields.EmailField(label="Email address", required=False)
    phone = fields.PhoneField(label="Phone number", required=False)
    visits = fields.IntegerField(label="How many visits", min_value=1, max_value=2000, required=False)
    words = fields.TextareaField(label="What happened", max_length=5, required=False)
    colour = fields.ColourField(label="Colour", required=False)
    password = fields.PasswordField(label="Password", required=False)
    token = fields.HiddenField(required=False)


def _filled(**answers: Any) -> AboutYou:
    return AboutYou({"name": "Ada", **answers})


def test_a_field_ties_its_label_hint_and_error_to_its_control() -> None:
    page = drawn(AboutYou({})["name"])
    control = page.find("input")
    label = page.find("label")
    described = control["aria-describedby"].split()
    assert label["for"] == control["id"]
    assert page.find(id=described[0]).get_text(strip=True) == "As you like to be called"
    assert page.find(id=described[1]).get_text(" ", strip=True) == "Error: Fill in “Your name”"


def test_a_field_without_error_shows_none() -> None:
    page = drawn(_filled()["name"])
    assert page.find(class_="nhsuk-error-message") is None
    assert page.find("input")["value"] == "Ada"


def test_a_label_says_when_an_answer_may_be_left_out() -> None:
    assert drawn(AboutYou()["email"]).find("label").get_text(strip=True) == "Email address (optional)"
    assert drawn(AboutYou()["name"]).find("label").get_text(strip=True) == "Your name"


def test_a_label_can_be_the_pages_heading() -> None:
    heading = drawn(AboutYou()["name"], as_heading=True).find("h1")
    assert heading.find("label").get_text(strip=True) == "Your name"


def test_words_are_escaped() -> None:
    page = drawn(_filled(name="<script>")["name"])
    assert page.find("script") is None
    assert page.find("input")["value"] == "<script>"


def test_an_answer_too_long_is_refused_with_its_limit() -> None:
    assert _filled(name="a" * 21).errors["name"] == ["“Your name” must be 20 characters or fewer"]


def test_a_line_break_counts_as_one_character() -> None:
    form = _filled(words="ab\r\ncd")
    assert form.is_valid()
    assert form.cleaned_data["words"] == "ab\ncd"


def test_a_long_answer_is_counted_on_the_page() -> None:
    page = drawn(AboutYou()["words"])
    assert page.find("textarea") is not None
    assert "up to 5 characters" in page.get_text()


@pytest.mark.parametrize("email", ["ada", "ada@", "@example.org", "ada@example"])
def test_an_email_address_in_the_wrong_format_is_refused_with_an_example(email: str) -> None:
    errors = _filled(email=email).errors["email"]
    assert errors == ["Enter an email address in the correct format, like name@example.com"]


@pytest.mark.parametrize(
    "phone", ["01632 960 001", "+44 7700 900 982", "(020) 7946 0123", "020-7946-0123 ext 12", "999 999 9999"]
)
def test_a_phone_number_is_taken_as_people_write_it(phone: str) -> None:
    form = _filled(phone=phone)
    assert form.is_valid()
    assert form.cleaned_data["phone"] == phone


@pytest.mark.parametrize("phone", ["12", "call me", "07700 900 982 or ask Ada", "1" * 16])
def test_what_is_no_phone_number_is_refused(phone: str) -> None:
    assert _filled(phone=phone).errors["phone"] == ["Enter a phone number, like 01632 960 001 or +44 7700 900 982"]


@given(st.integers(min_value=1, max_value=2000))
def test_a_whole_number_is_read_with_and_without_commas(number: int) -> None:
    for typed in (str(number), f"{number:,}", f" {number} "):
        form = _filled(visits=typed)
        assert form.is_valid()
        assert form.cleaned_data["visits"] == number


@pytest.mark.parametrize(
    ("visits", "sentence"),
    [
        ("0", "“How many visits” must be 1 or more"),
        ("2001", "“How many visits” must be 2000 or fewer"),
        ("two", "“How many visits” must be a whole number"),
        ("1.5", "“How many visits” must be a whole number"),
        ("1,5", "“How many visits” must be a whole number"),
    ],
)
def test_a_number_that_will_not_do_is_refused_in_words(visits: str, sentence: str) -> None:
    assert _filled(visits=visits).errors["visits"] == [sentence]


def test_a_colour_is_kept_in_lower_case() -> None:
    form = _filled(colour="#00AAff")
    assert form.is_valid()
    assert form.cleaned_data["colour"] == "#00aaff"


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#123456;}"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    assert "colour" in _filled(colour=colour).errors


def test_a_password_is_never_shown_again_and_never_trimmed() -> None:
    form = _filled(password=" open sesame ")
    assert form.is_valid()
    assert form.cleaned_data["password"] == " open sesame "
    assert not drawn(form["password"]).find("input").get("value")


def test_a_hidden_value_travels_unseen() -> None:
    control = drawn(_filled(token="abc")["token"]).find("input")
    assert (control["type"], control["value"]) == ("hidden", "abc")


def test_own_words_stand_in_for_the_usual_ones() -> None:
    class Invitation(forms.Form):
        email = fields.EmailField(label="Email", error_messages={"required": "Enter their work email address"})

    assert Invitation({}).errors["email"] == ["Enter their work email address"]


@pytest.mark.parametrize("typed", ["\u200b", "\u2060 \u00ad", "\u202e\u202c", "\u3164\u200d"])
def test_characters_that_nobody_can_see_are_no_answer(typed: str) -> None:
    assert _filled(name=typed).errors["name"] == ["Fill in “Your name”"]


@pytest.mark.parametrize("typed", [".", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u202eשלום"])
def test_what_can_be_seen_is_kept_with_what_cannot(typed: str) -> None:
    form = _filled(name=typed)
    assert form.is_valid()
    assert form.cleaned_data["name"] == typed
