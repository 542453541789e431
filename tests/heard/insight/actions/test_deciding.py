"""A person's decisions beside a method's suggestions."""

import pytest

from heard.accounts.models import AuditLine, Role
from heard.feedback.models import Tone
from heard.insight.actions import NoSuchTheme, decide_themes, decide_tone
from heard.insight.models import Aspect, Suggestion, ThemeDecision, ToneDecision
from heard.insight.queries import decided_themes, theme_decisions, tone_decision
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.feedback import PieceFactory
from tests.factories.insight import READ_AT, SuggestionFactory, theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting():
    organisation = OrganisationFactory.create()
    piece = PieceFactory.create(organisation=organisation)
    return {"piece": piece, "organisation": organisation, "by": member(Role.CASEWORKER, organisation), "now": READ_AT}


def test_a_suggested_theme_that_is_not_chosen_is_decided_against(setting) -> None:
    suggested, chosen = theme("timeliness"), theme("parking")
    SuggestionFactory.create(piece=setting["piece"], aspect=Aspect.THEME, theme=suggested, value="")
    decide_themes(**setting, present=[chosen.pk])
    held = decided_themes(piece_ids=[setting["piece"].pk], organisation=setting["organisation"])
    assert held == {setting["piece"].pk: {suggested.pk: False, chosen.pk: True}}


def test_deciding_leaves_the_suggestion_as_it_was(setting) -> None:
    one = SuggestionFactory.create(piece=setting["piece"], aspect=Aspect.THEME, theme=theme(), value="")
    before = Suggestion.objects.filter(pk=one.pk).values().get()
    decide_themes(**setting, present=[])
    assert Suggestion.objects.filter(pk=one.pk).values().get() == before


def test_a_changed_decision_replaces_the_earlier_one_and_keeps_it(setting) -> None:
    decide_themes(**setting, present=[theme().pk])
    decide_themes(**setting, present=[])
    assert [
        one.is_present for one in theme_decisions(piece=setting["piece"], organisation=setting["organisation"])
    ] == [False]
    assert ThemeDecision.objects.count() == 2


def test_the_same_decision_again_writes_nothing(setting) -> None:
    decide_themes(**setting, present=[theme().pk])
    decide_themes(**setting, present=[theme().pk])
    assert ThemeDecision.objects.count() == 1
    assert AuditLine.objects.filter(code="insight.piece.themes_decided").count() == 1


def test_a_theme_that_is_not_in_the_framework_is_refused(setting) -> None:
    with pytest.raises(NoSuchTheme):
        decide_themes(**setting, present=[theme().pk + 10_000])
    assert not ThemeDecision.objects.exists()


def test_two_organisations_decide_each_for_itself(setting) -> None:
    other = OrganisationFactory.create()
    decide_themes(**setting, present=[theme().pk])
    assert theme_decisions(piece=setting["piece"], organisation=other) == ()


def test_a_tone_replaces_the_tone_decided_before(setting) -> None:
    decide_tone(**setting, tone=Tone.BAD)
    decide_tone(**setting, tone=Tone.GOOD)
    standing = tone_decision(piece=setting["piece"], organisation=setting["organisation"])
    assert standing is not None
    assert standing.tone == Tone.GOOD
    assert ToneDecision.objects.count() == 2


def test_the_same_tone_again_writes_nothing(setting) -> None:
    decide_tone(**setting, tone=Tone.BAD)
    decide_tone(**setting, tone=Tone.BAD)
    assert ToneDecision.objects.count() == 1
