"""The rule by which a landing page shows its doors."""

from hypothesis import given
from hypothesis import strategies as st

from heard.campaigns.doors import Door, DoorRule, Offer, rule_of

RULES = st.builds(
    DoorRule,
    order=st.permutations(list(Door)).map(tuple),
    offers=st.lists(st.builds(Offer, form=st.text(min_size=1), words=st.text())).map(tuple),
)


def test_without_a_rule_both_doors_stand_there():
    assert rule_of({}) == DoorRule(order=(Door.TELL, Door.TALK), offers=())


def test_what_is_not_understood_is_left_out():
    assert rule_of({"order": ["TALK", "FLY"], "offers": ["x", {"words": "no form"}]}) == DoorRule(order=(Door.TALK,))


@given(RULES)
def test_a_rule_is_read_as_it_was_kept(rule):
    assert rule_of(rule.as_data()) == rule
