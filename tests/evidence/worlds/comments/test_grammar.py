import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.worlds.comments import grammar
from evidence.worlds.comments.grammar import BadTemplate, Choice, Slot

plain = st.text(alphabet="abc .,'-", min_size=1, max_size=8)
templates = st.recursive(
    plain | st.sampled_from(["{I}", "{my}", "{ward}"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"[{'|'.join(parts)}]")
        | st.lists(inner, min_size=1, max_size=3).map("".join)
    ),
    max_leaves=8,
)


def spelt(nodes: grammar.Sequence) -> str:
    """Write a template out again."""
    return "".join(
        node
        if isinstance(node, str)
        else f"{{{node.name}}}"
        if isinstance(node, Slot)
        else f"[{'|'.join(map(spelt, node.options))}]"
        for node in nodes
    )


@given(templates)
def test_what_is_read_can_be_written_out_again(template: str) -> None:
    assert spelt(grammar.parse(template)) == template


def test_a_choice_may_hold_nothing() -> None:
    assert grammar.parse("a[b|]") == ("a", Choice((("b",), ())))


def test_slots_are_found_at_any_depth() -> None:
    assert grammar.slots_of(grammar.parse("{I} [waited [{hours}|all {day}]|gave up]")) == {"I", "hours", "day"}


@pytest.mark.parametrize("broken", ["[a|b", "a]", "a|b", "{not closed", "}"])
def test_a_template_that_does_not_close_is_refused(broken: str) -> None:
    with pytest.raises(BadTemplate):
        grammar.parse(broken)
