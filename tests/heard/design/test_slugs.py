import pytest
from django.core.validators import validate_slug
from hypothesis import given
from hypothesis import strategies as st

from heard.design.slugs import free_slug


@pytest.mark.parametrize(
    ("words", "taken", "slug"),
    [
        ("Because we care", set(), "because-we-care"),
        ("Because we care", {"because-we-care"}, "because-we-care-2"),
        ("Because we care", {"because-we-care", "because-we-care-2"}, "because-we-care-3"),
        ("…", set(), "campaign"),
        ("…", {"campaign"}, "campaign-2"),
    ],
)
def test_a_name_is_numbered_where_it_is_taken(words: str, taken: set[str], slug: str) -> None:
    assert free_slug(words, taken=taken, otherwise="campaign") == slug


@given(words=st.text(max_size=200), taken=st.sets(st.sampled_from(["a", "a-2", "campaign"])))
def test_any_words_give_a_slug_that_is_free_and_fits(words: str, taken: set[str]) -> None:
    slug = free_slug(words, taken=taken, otherwise="campaign")

    validate_slug(slug)
    assert slug not in taken
    assert len(slug) <= 60
