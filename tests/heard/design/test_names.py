"""Names as they are read, in every script, and every form that asks for one."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import heard
from heard.design import fields, forms
from heard.design.names import plain_name

TURNING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
UNSEEN = [
    0xAD,
    0x34F,
    0x61C,
    0x115F,
    0x180E,
    0x200B,
    0x200E,
    0x200F,
    0x2060,
    0x2061,
    0x2800,
    0x3164,
    0xFEFF,
    0xFFA0,
    0xE0041,
    0x2065,
    0xFFF0,
    0xE0000,
    0xE0080,
    0xE0FFF,
    0x16FE4,
    0x1D159,
]

LEGITIMATE = [
    "الرعاية الصحية",
    "שירותי בריאות (חיפה)",
    "مراقبت‌های بهداشتی",
    "می‌خواهم",
    "क्‍षमा",
    "Carers 👩‍👩‍👧 together",
    "Heart ❤️",
    "👩🏽‍⚕️ nurses",
    "England 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "Number 1️⃣",
    "葛\U000e0100城",
    "Gofal Cymru – Ŵyl",
    "Łódź",
    "O’Brien & Søn",
    "র‌্যাব ও র‍্যাব",
    "ശരണ്‍ കരുതൽ",
    "کتاب‌ها",
    "🙂‍↔️ Listening",
    "Care ‼️",
    "❤️‍🩹 recovery",
    "辻󠄀",
]
NAMES = frozenset({"name", "short_name", "full_name", "title", "post", "hashtag", "tag", "audience", "stakeholder"})


class AskingForm(forms.Form):
    name = fields.NameField(label="Name", max_length=20)


@pytest.mark.parametrize("name", LEGITIMATE)
def test_a_name_in_any_script_stays_as_it_is(name: str) -> None:
    assert plain_name(name) == name


@pytest.mark.parametrize("sign", [*TURNING, *UNSEEN], ids=hex)
def test_signs_that_turn_text_round_or_are_not_seen_are_left_out(sign: int) -> None:
    assert plain_name(f"Car{chr(sign)}ers UK{chr(sign)}") == "Carers UK"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Car\u200cers", "Carers"),
        ("Car\u200ders", "Carers"),
        ("Carers\ufe0f", "Carers"),
        ("Carers \u200d UK", "Carers UK"),
        ("مراقبت\u200c\u200cهای", "مراقبت\u200cهای"),
        ("Carers\u00a0\u2003UK", "Carers UK"),
        ("Carers\x1b\tUK", "Carers UK"),
        ("Cafe\u0301", "Café"),
        ("\u2067Mind\u2069", "Mind"),
        ("R&\ufe0fD", "R&D"),
        ("Age-\ufe0fUK", "Age-UK"),
        ("O’\ufe0eBrien", "O’Brien"),
        ("Mind.\u200d.", "Mind.."),
        ("山\u200d田", "山田"),
        ("בר\u200cיאות", "בריאות"),
        ("بر\u200dيد", "بريد"),
        ("دار\u200cالصحة", "دارالصحة"),
        ("ا\ufe00لصحة", "الصحة"),
        ("C+\ufe0f", "C+"),
    ],
)
def test_what_looks_the_same_is_the_same(typed: str, read: str) -> None:
    assert plain_name(typed) == read


@given(st.text(max_size=40))
def test_reading_a_name_again_changes_nothing(text: str) -> None:
    assert plain_name(plain_name(text)) == plain_name(text)


def test_the_field_keeps_the_name_as_it_is_read() -> None:
    form = AskingForm({"name": "Mind\u202e\u200b"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Mind"


@pytest.mark.parametrize("typed", ["\u202e\u2066", "\u200b", "\u3164", "\ufe0f\ufe0f", "\u034f"])
def test_a_name_of_which_nothing_is_left_is_none(typed: str) -> None:
    assert AskingForm({"name": typed}).errors["name"] == ["Fill in “Name”"]


def _every_form() -> Iterator[tuple[str, str, Any]]:
    for module in pkgutil.walk_packages(heard.__path__, "heard."):
        if ".forms" in module.name and not module.name.startswith("heard.design"):
            for form in vars(import_module(module.name)).values():
                if isinstance(form, type) and issubclass(form, forms.Form):
                    yield from ((form.__qualname__, name, field) for name, field in form.base_fields.items())


def test_every_form_that_asks_for_a_name_asks_by_this_rule() -> None:
    asked = [(form, name, field) for form, name, field in _every_form() if name in NAMES]
    typed = [(form, name, field) for form, name, field in asked if isinstance(field, fields.TextField)]
    assert len(typed) > 20
    assert [(form, name) for form, name, field in typed if not isinstance(field, fields.NameField)] == []
