"""Compared is what a machine had suggested when people decided, and nothing that people or imports labelled."""

from datetime import date, timedelta

import pytest

from evidence.stats import Alpha, Interval
from heard.accounts.models import Organisation
from heard.feedback.models import Submission, Tone
from heard.insight.actions.coding import settle
from heard.insight.frameworks import SOURCE_LABELS
from heard.insight.models import Aspect, Suggestion, ThemeDecision
from heard.measurement.models import AgreementLine
from heard.measurement.queries.agreement import (
    LEAST,
    LINE,
    Basis,
    Every,
    Line,
    is_below,
    line_of,
    over_time,
    pairs,
    theme_matches,
    tone_alpha,
)
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.insight import CodingSetFactory, theme
from tests.heard.measurement.agreeing import NOW, READ, decide, read_piece, suggested

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


def counts(organisation: Organisation, code: str, **asked) -> tuple[int, int, int, int]:
    found = pairs(organisation=organisation, **asked)
    for one in theme_matches(found=found.themes):
        if one.theme.code == code:
            return one.match.hits, one.match.needless, one.match.missed, one.match.units
    return 0, 0, 0, len(found.themes)


def test_hits_and_both_kinds_of_slips_are_told_apart(organisation) -> None:
    for machine, people in ((True, True), (True, False), (False, True), (False, False)):
        piece = read_piece(organisation, "timeliness", *(["food-drink"] if machine else []))
        decide(piece, organisation, "timeliness", *(["food-drink"] if people else []))

    assert counts(organisation, "food-drink") == (1, 1, 1, 4)
    assert counts(organisation, "timeliness") == (4, 0, 0, 4)


def test_what_a_later_version_suggests_does_not_change_what_was_compared(organisation) -> None:
    piece = read_piece(organisation, "food-drink")
    decide(piece, organisation)
    Suggestion.objects.filter(piece=piece).update(replaced_at=NOW)
    suggested(piece, aspect=Aspect.TONE, value="BAD", suggested_at=NOW)

    assert counts(organisation, "food-drink") == (0, 1, 0, 1)


def test_what_was_decided_before_the_machine_had_read_it_is_left_out_and_said(organisation) -> None:
    piece = read_piece(organisation, "food-drink")
    decide(piece, organisation, "food-drink", days=-1)

    found = pairs(organisation=organisation)
    assert (found.themes, found.unread) == ((), 1)


def test_what_was_last_decided_before_a_moment_can_be_left_out(organisation) -> None:
    gone, kept = read_piece(organisation, "food-drink", "parking"), read_piece(organisation, "food-drink")
    decide(gone, organisation, "food-drink", "parking", tone=Tone.GOOD)
    decide(kept, organisation, "food-drink", tone=Tone.GOOD)
    decide(kept, organisation, "food-drink", "timeliness", tone=Tone.BAD, days=11)

    found = pairs(organisation=organisation, since=READ + timedelta(days=10))
    assert [pair.people for pair in found.themes] == [{theme("food-drink").pk, theme("timeliness").pk}]
    assert len(found.tones) == 1


def test_labels_of_a_source_are_no_machines(organisation) -> None:
    piece = read_piece(organisation)
    suggested(piece, aspect=Aspect.THEME, theme=theme("food-drink"), value="", method=SOURCE_LABELS)
    decide(piece, organisation, "food-drink")

    assert counts(organisation, "food-drink") == (0, 0, 1, 1)


def test_pieces_that_people_did_not_decide_say_nothing(organisation) -> None:
    read_piece(organisation, "food-drink")

    found = pairs(organisation=organisation)
    assert (found.themes, found.tones, found.unread) == ((), (), 0)


def test_another_organisations_decisions_are_not_ours(organisation) -> None:
    decide(read_piece(organisation, "food-drink"), OrganisationFactory.create(), "food-drink")

    assert counts(organisation, "food-drink") == (0, 0, 0, 0)


def test_what_no_figure_counts_is_not_compared_either(organisation) -> None:
    piece = read_piece(organisation, "food-drink")
    decide(piece, organisation, "food-drink")
    Submission.objects.filter(pk=piece.submission_id).update(withdrawn_at=NOW)

    assert counts(organisation, "food-drink") == (0, 0, 0, 0)


def test_a_campaign_and_blind_coding_leave_only_what_is_theirs(organisation) -> None:
    campaign = CampaignFactory.create(owner=organisation)
    within, coded = read_piece(organisation, "food-drink", campaign=campaign), read_piece(organisation, "food-drink")
    case = CaseFactory.create(piece=coded, organisation=organisation)
    people = [caseworker(organisation), caseworker(organisation)]
    started = CodingSetFactory.create(cases=[case], coders=people)
    for piece in (within, coded):
        decide(piece, organisation, "food-drink")

    assert counts(organisation, "food-drink", campaign=campaign)[3] == 1
    assert counts(organisation, "food-drink", basis=Basis.BLIND)[3] == 0
    settle(items=list(started.items.all()), by=people[0], now=NOW)
    assert counts(organisation, "food-drink", basis=Basis.BLIND)[3] == 1
    assert counts(organisation, "food-drink", basis=Basis.RANDOM)[3] == 0


@pytest.mark.slow
def test_tone_is_compared_on_the_order_of_its_steps(organisation) -> None:
    for machine, people in (("GOOD", Tone.VERY_GOOD), ("BAD", Tone.VERY_BAD), ("GOOD", Tone.GOOD), ("BAD", Tone.BAD)):
        decide(read_piece(organisation, tone=machine), organisation, tone=people)

    told = tone_alpha(found=pairs(organisation=organisation).tones)
    assert told.units == 4
    assert told.value is not None
    assert told.value > 0.6


def test_time_goes_by_months_and_by_weeks_from_monday(organisation) -> None:
    for days in (0, 6, 7, 35):
        decide(read_piece(organisation, "food-drink"), organisation, "food-drink", days=days)
    found = pairs(organisation=organisation)

    months = over_time(found=found, theme=theme("food-drink"), every=Every.MONTH)
    weeks = over_time(found=found, theme=theme("food-drink"), every=Every.WEEK)
    assert [(one.begins, one.alpha.units) for one in months] == [(date(2020, 9, 1), 3), (date(2020, 10, 1), 1)]
    assert [one.begins for one in weeks] == [date(2020, 8, 31), date(2020, 9, 7), date(2020, 10, 5)]


def test_the_line_is_the_campaigns_own_else_the_organisations_else_the_usual_one(organisation) -> None:
    campaign, by = CampaignFactory.create(owner=organisation), caseworker(organisation)
    assert line_of(organisation=organisation, campaign=campaign) == Line(alpha=LINE, least=LEAST)
    for whose, alpha in ((None, 0.5), (campaign, 0.6)):
        AgreementLine.objects.create(
            organisation=organisation, campaign=whose, alpha=alpha, least=30, set_by=by, set_at=READ
        )
        assert line_of(organisation=organisation, campaign=campaign).alpha == alpha
    assert line_of(organisation=organisation).alpha == 0.5


@pytest.mark.parametrize(
    ("units", "found", "high", "below"),
    [(60, 12, 0.3, True), (60, 12, 0.45, False), (49, 12, 0.3, False), (60, 9, 0.3, False), (60, 12, None, False)],
)
def test_only_a_whole_interval_below_the_line_over_enough_pieces_is_below(units, found, high, below) -> None:
    told = Alpha(value=0.1, interval=Interval(-0.1, high) if high else None, units=units, values=2 * units)
    assert is_below(told=told, found=found, line=Line()) is below


def test_a_decision_that_is_changed_counts_at_its_last_moment(organisation) -> None:
    piece = read_piece(organisation, "food-drink")
    decide(piece, organisation, "food-drink", days=1)
    decide(piece, organisation, days=40)

    (pair,) = pairs(organisation=organisation).themes
    assert pair.day == (READ + timedelta(days=40)).date()
    assert pair.people == frozenset()
    assert ThemeDecision.objects.filter(piece=piece).count() == 2
