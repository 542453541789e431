from collections import Counter
from datetime import date, datetime, timedelta
from math import sqrt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.worlds import (
    LINKS,
    NETWORK,
    REGULATOR,
    TINY,
    Day,
    Size,
    Submission,
    Visit,
    World,
    answer_shares,
    simulate,
)
from evidence.worlds.campaign import DIRECT_LINK
from evidence.worlds.visiting import expected_clicks, expected_forms, expected_lookups

pytestmark = pytest.mark.slow

STARTS_ON = date(2026, 9, 7)
seeds = st.integers(min_value=0, max_value=2**31)
few = settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(seed=11, starts_on=STARTS_ON, size=Size(clicks=12_000, areas=4, elapsed=28, length=28))


@pytest.fixture(scope="module")
def days(world: World) -> list[Day]:
    return list(world.days())


@pytest.fixture(scope="module")
def submissions(days: list[Day]) -> list[Submission]:
    return [submission for day in days for submission in day.submissions]


@pytest.fixture(scope="module")
def visits(days: list[Day]) -> list[Visit]:
    return [visit for day in days for visit in day.visits]


def within(found: int, of: int, rate: float) -> bool:
    """Return whether a count lies within four standard errors of what its rate leads one to expect."""
    return abs(found - of * rate) <= 4 * sqrt(of * rate * (1 - rate)) + 1


@few
@given(seed=seeds)
def test_the_same_seed_makes_the_same_world(seed: int) -> None:
    one, other = (simulate(seed=seed, starts_on=STARTS_ON, size=TINY) for _ in range(2))
    assert one == other
    assert list(one.days())[:3] == list(other.days())[:3]


def test_two_seeds_make_two_worlds() -> None:
    one, other = (simulate(seed=seed, starts_on=STARTS_ON, size=TINY) for seed in (1, 2))
    assert list(one.submissions()) != list(other.submissions())


@few
@given(seed=seeds)
def test_every_web_form_sent_was_started_by_a_visit_of_the_same_link_and_form(seed: int) -> None:
    for day in simulate(seed=seed, starts_on=STARTS_ON, size=TINY).days():
        starts = {(v.at, v.placement, v.form) for v in day.visits if v.kind == "FORM_START"}
        for submission in day.submissions:
            if submission.channel == "WEB":
                assert (submission.started_at, submission.placement, submission.form) in starts


@few
@given(seed=seeds)
def test_a_funnel_only_narrows(seed: int) -> None:
    world = simulate(seed=seed, starts_on=STARTS_ON, size=TINY)
    visits = Counter(v.kind for day in world.days() for v in day.visits if v.visitor_class == "HUMAN")
    sent = sum(submission.channel == "WEB" for submission in world.submissions())
    assert visits["CALL_TAP"] <= visits["NUMBER_SHOWN"] <= visits["LOOKUP"]
    assert sent <= visits["FORM_START"]


def test_days_are_in_order_and_each_holds_only_what_began_on_it(days: list[Day]) -> None:
    assert [day.day for day in days] == [STARTS_ON + timedelta(days=number) for number in range(28)]
    for day in days:
        moments = [visit.at for visit in day.visits]
        assert moments == sorted(moments)
        assert all(0 <= (moment.date() - day.day).days <= 1 for moment in moments)


def test_every_submission_has_a_number_of_its_own(submissions: list[Submission]) -> None:
    assert len({submission.number for submission in submissions}) == len(submissions)


def test_each_link_brings_the_clicks_and_starts_that_are_its_truth(world: World, visits: list[Visit]) -> None:
    people = [visit for visit in visits if visit.visitor_class == "HUMAN"]
    clicks = Counter(visit.placement for visit in people if visit.kind == "CLICK")
    starts = Counter(visit.placement for visit in people if visit.kind == "FORM_START")
    for link in LINKS:
        expected = expected_clicks(link, clicks=12_000, calendar=world.calendar, days=range(28))
        spread = 4 * sqrt(expected * world.truth.click_dispersion)
        assert abs(clicks[link.key] - expected) <= spread, link.key
        assert within(starts[link.key], clicks[link.key], link.start_rate), link.key


def test_forms_per_organisation_come_to_what_was_expected(world: World, submissions: list[Submission]) -> None:
    for form in (REGULATOR, NETWORK):
        expected = expected_forms(form, clicks=12_000, calendar=world.calendar, days=range(28), truth=world.truth)
        sent = sum(one.form == form and one.channel == "WEB" for one in submissions)
        assert abs(sent - expected) <= 4 * sqrt(expected * 1.3)


def test_machines_are_classed_and_give_a_reason(world: World, visits: list[Visit]) -> None:
    clicks = [visit for visit in visits if visit.kind == "CLICK"]
    people = sum(visit.visitor_class == "HUMAN" for visit in clicks)
    for visitor_class, share in world.truth.visitor_classes.items():
        found = sum(visit.visitor_class == visitor_class for visit in clicks)
        assert abs(found - people * share) <= 4 * sqrt(people * share)
    assert all(bool(visit.reason) == (visit.visitor_class != "HUMAN") for visit in visits)


def test_a_submission_holds_on_average_about_as_many_pieces_as_the_model_campaign(
    world: World, submissions: list[Submission]
) -> None:
    mean = sum(number * share for number, share in world.truth.pieces.items())
    assert mean == pytest.approx(92_567 / 55_000, abs=0.01)
    assert sum(len(one.pieces) for one in submissions) / len(submissions) == pytest.approx(mean, abs=0.12)


def test_answers_recover_the_true_shares_of_those_who_take_part(submissions: list[Submission]) -> None:
    answers = [dict(submission.equality) for submission in submissions if submission.equality]
    for topic in ("sex", "disability", "ethnic-group"):
        given_ones = [each[topic] for each in answers if each[topic] != "prefer-not-to-say"]
        for category, share in answer_shares(topic).items():
            assert within(given_ones.count(category), len(given_ones), share), (topic, category)


def test_men_take_part_less_than_their_share_of_the_population() -> None:
    assert answer_shares("sex")["male"] < 0.49


def test_the_year_before_recovers_the_true_uplift(world: World) -> None:
    """Ratios of expectations, so that only the baseline's own chance is left: 53 weeks of it."""
    counts: Counter[tuple[str, str]] = Counter()
    for count in world.baseline():
        counts[count.organisation, count.outcome] += count.count
    whole = range(28)
    expected = {
        (form, "FORMS"): expected_forms(form, clicks=12_000, calendar=world.calendar, days=whole, truth=world.truth)
        for form in (REGULATOR, NETWORK)
    }
    expected[NETWORK, "FORMS"] *= 1 + world.truth.not_by_web_rate
    expected[NETWORK, "LOOKUPS"] = expected_lookups(clicks=12_000, calendar=world.calendar, days=whole)
    for key, uplift in world.truth.uplift.items():
        before = counts[key] / 371 * 28
        error = sqrt(world.truth.baseline_dispersion / counts[key])
        assert expected[key] / before == pytest.approx(uplift, rel=4 * error), key


def test_the_year_before_varies_more_than_chance_alone_would(world: World) -> None:
    days: Counter[date] = Counter()
    for count in world.baseline():
        if (count.organisation, count.outcome) == (REGULATOR, "FORMS") and count.day.weekday() == 2:
            days[count.day] += count.count
    mean = sum(days.values()) / 53
    variance = sum((days[day] - mean) ** 2 for day in days) / 52
    assert 1.3 < variance / mean < 3.6


def test_the_year_before_ends_on_the_day_before_the_campaign(world: World) -> None:
    days = {count.day for count in world.baseline()}
    assert max(days) == STARTS_ON - timedelta(days=1)
    assert len(days) == 371


def test_a_wave_for_carers_brings_more_carers() -> None:
    world = simulate(seed=4, starts_on=STARTS_ON, size=Size(clicks=9_000, areas=3, elapsed=40, length=40))
    carers: Counter[bool] = Counter()
    everyone: Counter[bool] = Counter()
    for day in world.days():
        is_theirs = world.calendar.wave_of_day((day.day - STARTS_ON).days).key == "carers"
        everyone[is_theirs] += len(day.submissions)
        carers[is_theirs] += sum(submission.about == "CARED_FOR" for submission in day.submissions)
    assert carers[True] / everyone[True] > 1.5 * carers[False] / everyone[False]


def test_nobody_under_16_is_published_or_contacted(submissions: list[Submission]) -> None:
    young = [submission for submission in submissions if submission.is_under_16]
    assert young
    for submission in young:
        assert not submission.may_contact
        assert not submission.contact
        assert all("PUBLICATION" not in piece.recipients for piece in submission.pieces)


def test_contact_details_are_of_ranges_that_belong_to_nobody(submissions: list[Submission]) -> None:
    contacts = [dict(submission.contact) for submission in submissions if submission.contact]
    assert contacts
    for contact in contacts:
        assert contact["email"].endswith(("example.org", "example.com"))
        phone = contact.get("phone", "07700900000").replace(" ", "").replace("+44", "0")
        assert phone.startswith(("07700900", "0207946", "01632960"))


def test_services_offices_and_areas_fit_together(world: World) -> None:
    shires = {area.code for area in world.shires}
    assert len({service.code for service in world.services}) == len(world.services)
    assert len({service.name for service in world.services}) == len(world.services)
    assert {office.area for office in world.offices} == shires
    assert {service.area for service in world.services} == shires
    assert all(service.postcode.startswith("ZZ") for service in world.services)


def test_waves_follow_one_another_through_the_whole_campaign(world: World) -> None:
    assert world.waves[0].starts_on == STARTS_ON
    assert world.waves[-1].ends_on == STARTS_ON + timedelta(days=27)
    for before, after in zip(world.waves, world.waves[1:], strict=False):
        assert after.starts_on == before.ends_on + timedelta(days=1)


def test_staff_take_up_every_sign_of_harm_within_the_hour_and_close_none(
    world: World, submissions: list[Submission]
) -> None:
    until = datetime(2027, 1, 1)
    at_risk = {one.number: one for one in submissions if one.risk_declared or any(p.comment.risk for p in one.pieces)}
    handled = list(world.handlings(iter(at_risk.values()), until=until))
    assert {each.submission for each in handled} == set(at_risk)
    for each in handled:
        submission = at_risk[each.submission]
        if submission.risk_declared or submission.pieces[each.ordinal - 1].comment.risk:
            assert each.assigned_at - submission.received_at < timedelta(hours=1)
            assert each.status != "CLOSED"


def test_staff_do_nothing_after_the_day_on_which_we_look(world: World, submissions: list[Submission]) -> None:
    until = datetime(2026, 9, 20)
    for each in world.handlings(iter(submissions), until=until):
        moments = (each.assigned_at, each.decided_at, each.closed_at)
        assert all(moment < until for moment in moments if moment is not None)


@pytest.mark.parametrize("wrong", [{"areas": 0}, {"areas": 99}, {"elapsed": 0}, {"elapsed": 30, "length": 20}])
def test_a_size_that_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"world has|campaign lasts"):
        Size(**{"clicks": 100, "areas": 2, "elapsed": 5, "length": 20, **wrong})


def test_people_come_directly_too(visits: list[Visit]) -> None:
    assert DIRECT_LINK.share > 0
    assert any(visit.placement == "" and visit.kind == "LANDING" for visit in visits)
    assert not any(visit.placement == "" and visit.kind == "CLICK" for visit in visits)


def test_submissions_come_to_what_was_expected_in_all(world: World, submissions: list[Submission]) -> None:
    assert abs(len(submissions) - world.expected_submissions) <= 4 * sqrt(world.expected_submissions * 1.3)
