"""Every theme can be reached by keys that are its own on every piece, and no key that moves about is among them."""

import pytest

from heard.casework.pages.choosing import Beside, box_groups, tone_boxes
from heard.insight.models import Aspect, Suggestion
from heard.insight.queries import themes_by_category
from tests.factories.insight import theme

pytestmark = pytest.mark.django_db
MOVE_ABOUT = set("jknpt?")


def keys_of(beside: Beside) -> dict[str, list[str]]:
    groups = box_groups(themes_by_category(), ticked=frozenset(), beside=beside)
    return {box.name: box.keys.split() for group in groups for box in group.boxes}


def test_what_is_suggested_has_a_digit_and_keeps_its_own_key() -> None:
    suggested = theme("food-drink")
    plain = keys_of(Beside())
    beside = keys_of(Beside(first=frozenset({suggested.pk})))
    assert beside[suggested.name] == ["1", *plain[suggested.name]]
    assert {name: keys for name, keys in beside.items() if name != suggested.name} == {
        name: keys for name, keys in plain.items() if name != suggested.name
    }


def test_every_theme_has_a_letter_and_a_digit_and_none_that_moves_about() -> None:
    theme()
    for keys in keys_of(Beside()).values():
        letter, digit = list(keys[0])
        assert letter not in MOVE_ABOUT
        assert digit in "123456789"


def test_the_surest_of_several_suggestions_is_shown() -> None:
    found = theme()
    beside = Beside(
        suggestions=tuple(Suggestion(aspect=Aspect.THEME, theme=found, score=score) for score in (None, 0.4, 0.62)),
        first=frozenset({found.pk}),
    )
    (first, *_) = box_groups(themes_by_category(), ticked=frozenset({str(found.pk)}), beside=beside)
    assert [(box.chance, box.is_ticked) for box in first.boxes] == [("62%", True)]


def test_a_label_of_a_source_has_no_number() -> None:
    beside = Beside(suggestions=(Suggestion(aspect=Aspect.TONE, value="BAD"),))
    assert [box.chance for box in tone_boxes(chosen="BAD", beside=beside)] == ["", "", "", "Label of the source", ""]
