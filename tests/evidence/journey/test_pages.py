from typing import Any

import pytest

from evidence.journey import BrokenForm, load_pages
from tests.evidence.journey.forms import PAGES, page, with_page

RADIOS = {"kind": "radios", "label": "Choose", "options": [{"value": "a", "label": "A"}]}


def a_page(slug: str = "extra", **question: Any) -> dict[str, Any]:
    return {"slug": slug, "title": "Extra", "questions": [{"slug": "extra", **RADIOS, **question}]}


def test_a_whole_form_is_read() -> None:
    assert [one.slug for one in load_pages(PAGES)] == [one["slug"] for one in PAGES]


def test_a_further_page_takes_the_questions_that_repeat_on_it() -> None:
    pages = {one.slug: one for one in load_pages(PAGES)}
    assert [question.slug for question in pages["more-about"].questions] == ["tone", "service"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([*PAGES, page("about")], "more than one page 'about'"),
        (with_page(a_page("extra") | {"questions": [{**RADIOS, "slug": "tone"}]}), "more than one question 'tone'"),
        (with_page(a_page(kind="riddle")), "unknown kind"),
        (with_page(a_page(binding="magic")), "unknown binding"),
        (with_page(a_page(binding="tone")), "offers what tone cannot be"),
        (with_page(a_page(kind="text", binding="risk")), "cannot be text and give risk"),
        (with_page(a_page(colour="red")), "a part that nobody knows: colour"),
        (with_page({**a_page(), "size": 3}), "a part that nobody knows: size"),
        (with_page(a_page(label="")), "needs a slug and a label"),
        (with_page({**a_page(), "title": ""}), "a title"),
        (with_page({"slug": "extra", "title": "Empty"}), "nothing on it"),
        (with_page(a_page("sent")), "a slug of its own"),
        (with_page(a_page("check-answers")), "a slug of its own"),
        (with_page(a_page(options=[{"value": "a", "label": "A"}] * 2)), "more than one answer to 'extra' 'a'"),
        (with_page(a_page(kind="yes_no")), "must offer yes and no"),
        (with_page({**a_page(), "repeat": "more-about"}), "not a page for further pieces"),
        (with_page({**page("experience"), "repeat": "nowhere"}), "not a page for further pieces"),
        (with_page({**page("words"), "per_piece": True}), "not asked once"),
        (with_page({**page("more-about"), "questions": [{"slug": "x", **RADIOS}]}), "none of its own"),
        ([*PAGES, {"slug": "third", "title": "Third", "scope": "further"}], "at most 2 pages; this form has 3"),
        ([one for one in PAGES if one["slug"] != "another"], "a question that asks for another piece"),
        (with_page({**page("details"), "slug": "again"}), "more than one question 'contact'"),
        (with_page({**a_page(), "show_when": {"question": "nothing", "is": ["a"]}}), "not asked before it"),
        (with_page({**page("about"), "show_when": {"question": "age", "is": ["no"]}}), "not asked before it"),
        (with_page({**page("about"), "show_when": {"question": "about", "is": ["OWN"]}}), "not asked before it"),
        (with_page({**a_page(), "show_when": {"maybe": True}}), "not a condition"),
        (with_page({**a_page(), "scope": "sometimes"}), "sometimes"),
        (
            with_page({**a_page(), "variants": [{"when": {"question": "age", "is": ["no"]}, "scope": "after"}]}),
            "words only",
        ),
    ],
)
def test_a_broken_form_says_what_is_wrong(data: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(BrokenForm, match=says):
        load_pages(data, reserved=frozenset({"sent"}))


def test_a_question_may_not_depend_on_another_of_the_same_page_even_for_further_pieces() -> None:
    """On its own page `when` comes after `tone`; on one page with it the answer would not be known yet."""
    together = with_page({**page("when"), "repeat": "more-about"})
    with pytest.raises(BrokenForm, match="not asked before it"):
        load_pages(together)
