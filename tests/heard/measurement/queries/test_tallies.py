"""Every figure against records made by hand, before any roll-up and after."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.campaigns.models import MissedVisits, VisitClass, VisitKind
from heard.feedback.models import Channel
from heard.measurement import actions
from heard.measurement.queries import By, FigureQuery, Figures, LiveView, Tally, figures
from heard.measurement.queries.breakdown import FEW, NAMES, Row
from heard.measurement.queries.tallies import protected
from tests.factories.accounts import OrganisationFactory, hand_over
from tests.factories.campaigns import (
    CampaignFactory,
    FormFactory,
    PartnerFactory,
    PlacementFactory,
    VisitFactory,
    WaveFactory,
)
from tests.factories.feedback import ImportBatchFactory, SubmissionFactory
from tests.factories.places import AreaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOON = datetime(2020, 7, 9, 11, 0, tzinfo=UTC)
TODAY = date(2020, 7, 10)


@pytest.fixture(params=["from the records", "rolled up", "half rolled up"])
def rolled(request: pytest.FixtureRequest):
    """Roll up everything, nothing, or all but what comes last: the figures must be the same."""

    def roll(*, last: bool = True) -> None:
        if request.param == "rolled up" or (request.param == "half rolled up" and not last):
            roll_up()

    return roll


def roll_up() -> None:
    now = NOON + timedelta(days=1)
    while actions.roll_up_visits(now=now) + actions.roll_up_feedback(now=now) + actions.roll_up_batch(now=now):
        pass


def figures_of(campaign, **query) -> Figures:
    return figures(view=LiveView(campaign=campaign), query=FigureQuery(**query), today=TODAY)


def test_every_number_of_the_funnel_is_counted(rolled):
    placement = PlacementFactory.create()
    campaign = placement.campaign
    for kind, number in ((VisitKind.CLICK, 7), (VisitKind.LANDING, 6), (VisitKind.FORM_START, 5)):
        VisitFactory.create_batch(number, placement=placement, kind=kind, at=NOON)
    SubmissionFactory.create(campaign=campaign, placement=placement, piece_count=2, received_at=NOON)
    rolled(last=False)
    for kind, number in (
        (VisitKind.LOOKUP, 4),
        (VisitKind.NUMBER_SHOWN, 3),
        (VisitKind.CALL_TAP, 2),
        (VisitKind.EMAIL_TAP, 2),
        (VisitKind.WEB_TAP, 1),
    ):
        VisitFactory.create_batch(number, placement=placement, kind=kind, at=NOON)
    SubmissionFactory.create(campaign=campaign, placement=placement, received_at=NOON, channel=Channel.PAPER)
    rolled()

    assert figures_of(campaign).total == Tally(
        clicks=7,
        landings=6,
        starts=5,
        forms=2,
        pieces=3,
        lookups=4,
        numbers_shown=3,
        call_taps=2,
        email_taps=2,
        web_taps=1,
    )


def test_the_rows_by_area_hold_both_doors_and_what_is_of_no_known_area(rolled):
    placement = PlacementFactory.create()
    campaign = placement.campaign
    here, there = AreaFactory.create(name="Here"), AreaFactory.create(name="There")
    VisitFactory.create_batch(3, placement=placement, kind=VisitKind.LOOKUP, area=here, at=NOON)
    SubmissionFactory.create(campaign=campaign, placement=placement, area=there, piece_count=2, received_at=NOON)
    rolled(last=False)
    VisitFactory.create(placement=placement, kind=VisitKind.CALL_TAP, area=here, at=NOON)
    VisitFactory.create(placement=placement, kind=VisitKind.LOOKUP, area=here, at=NOON, visitor_class=VisitClass.BOT)
    VisitFactory.create(placement=placement, kind=VisitKind.LOOKUP, at=NOON)
    SubmissionFactory.create(campaign=campaign, placement=placement, area=there, received_at=NOON)
    SubmissionFactory.create(campaign=campaign, placement=placement, area=there, received_at=NOON, is_test=True)
    rolled()

    found = figures_of(campaign, by=By.AREA)

    assert [(row.label, row.tally) for row in found.rows] == [
        ("Here", Tally(lookups=3, call_taps=1)),
        ("There", Tally(forms=2, pieces=3)),
        ("No known area", Tally(lookups=1)),
    ]


def test_the_rows_by_area_keep_to_the_days_and_the_wave_asked_for(rolled):
    area = AreaFactory.create()
    wave = WaveFactory.create()
    ours = PlacementFactory.create(campaign=wave.campaign, wave=wave, area=area)
    other = PlacementFactory.create(campaign=wave.campaign)
    VisitFactory.create(placement=ours, kind=VisitKind.LOOKUP, area=area, at=NOON)
    VisitFactory.create(placement=ours, kind=VisitKind.LOOKUP, area=area, at=NOON - timedelta(days=1))
    rolled(last=False)
    VisitFactory.create(placement=other, kind=VisitKind.LOOKUP, area=area, at=NOON)
    rolled()

    found = figures_of(wave.campaign, by=By.AREA, since=NOON.date(), wave=wave.pk)

    assert [(row.label, row.tally) for row in found.rows] == [(area.name, Tally(lookups=1))]


def test_visitor_days_of_an_area_are_those_of_its_links(rolled):
    placement = PlacementFactory.create(area=AreaFactory.create())
    VisitFactory.create(placement=placement, area=placement.area, visitor_day=b"a" * 16, at=NOON)
    rolled(last=False)
    VisitFactory.create(placement=placement, area=placement.area, visitor_day=b"a" * 16, at=NOON)
    VisitFactory.create(placement=placement, area=placement.area, visitor_day=b"b" * 16, at=NOON)
    rolled()

    [row] = figures_of(placement.campaign, by=By.AREA).rows

    assert row.tally == Tally(clicks=3, visitor_days=2)


def test_bots_previews_suspects_and_tests_are_shown_apart_and_never_counted(rolled):
    placement = PlacementFactory.create()
    VisitFactory.create(placement=placement, visitor_class=VisitClass.BOT)
    VisitFactory.create_batch(2, placement=placement, visitor_class=VisitClass.PREVIEW)
    VisitFactory.create(placement=placement, visitor_class=VisitClass.SUSPECT, kind=VisitKind.LANDING)
    rolled(last=False)
    VisitFactory.create(placement=placement, is_test=True)
    SubmissionFactory.create(campaign=placement.campaign, is_test=True)
    VisitFactory.create(placement=placement)
    rolled()

    found = figures_of(placement.campaign)

    assert found.total == Tally(clicks=1)
    assert found.aside is not None
    assert (found.aside.bots, found.aside.previews, found.aside.suspects) == (1, 2, 1)
    assert (found.aside.test_visits, found.aside.test_forms) == (1, 1)


def test_what_was_withdrawn_is_no_longer_counted(rolled):
    campaign = CampaignFactory.create(open=True)
    kept, withdrawn = SubmissionFactory.create_batch(2, campaign=campaign, received_at=NOON)
    rolled(last=False)
    withdrawn.withdrawn_at = NOON + timedelta(days=1)
    withdrawn.save()
    rolled()

    assert figures_of(campaign).total.forms == 1
    assert kept.withdrawn_at is None


def test_calls_and_letters_hold_pieces_but_are_no_forms(rolled):
    campaign = CampaignFactory.create(open=True)
    SubmissionFactory.create(campaign=campaign, channel=Channel.PHONE, piece_count=3)
    rolled()

    found = figures_of(campaign)

    assert found.total == Tally()
    assert found.aside is not None
    assert (found.aside.other_submissions, found.aside.other_pieces) == (1, 3)


def test_what_an_import_has_staged_is_not_counted_until_it_is_visible(rolled):
    campaign = CampaignFactory.create(open=True)
    batch = ImportBatchFactory.create(campaign=campaign, organisation=campaign.owner)
    SubmissionFactory.create(
        campaign=campaign, organisation=campaign.owner, channel=Channel.IMPORT, batch=batch, piece_count=2
    )
    rolled(last=False)
    staged = figures_of(campaign)
    batch.visible_at = NOON
    batch.save()
    roll_up()
    visible = figures_of(campaign)

    assert staged.aside is not None
    assert staged.aside.imported_pieces == 0
    assert visible.aside is not None
    assert visible.aside.imported_pieces == 2
    assert visible.total == Tally()


def test_an_import_that_no_roll_up_holds_is_said():
    campaign = CampaignFactory.create(open=True)
    ImportBatchFactory.create(campaign=campaign, visible_at=NOON)

    before = figures_of(campaign).aside
    assert before is not None
    assert before.is_importing
    roll_up()
    after = figures_of(campaign).aside
    assert after is not None
    assert not after.is_importing


def test_a_browser_counts_once_for_each_link_and_day(rolled):
    placement = PlacementFactory.create()
    VisitFactory.create_batch(3, placement=placement, at=NOON, visitor_day=b"a" * 16)
    rolled(last=False)
    VisitFactory.create(placement=placement, at=NOON, visitor_day=b"a" * 16)
    VisitFactory.create(placement=placement, at=NOON, visitor_day=b"b" * 16)
    VisitFactory.create(placement=placement, at=NOON, visitor_day=b"c" * 16, visitor_class=VisitClass.BOT)
    VisitFactory.create(placement=placement, at=NOON, visitor_day=b"d" * 16, kind=VisitKind.LANDING)
    VisitFactory.create(placement=placement, at=NOON, visitor_day=None)
    rolled()

    assert figures_of(placement.campaign).total.visitor_days == 2


def test_a_day_begins_at_local_midnight(rolled):
    placement = PlacementFactory.create()
    VisitFactory.create(placement=placement, at=datetime(2020, 7, 8, 22, 59, tzinfo=UTC))
    VisitFactory.create(placement=placement, at=datetime(2020, 7, 8, 23, 1, tzinfo=UTC))
    SubmissionFactory.create(campaign=placement.campaign, received_at=datetime(2020, 7, 8, 23, 1, tzinfo=UTC))
    rolled()

    days = {row.day: row.tally for row in figures_of(placement.campaign, by=By.DAY).rows}

    assert days[date(2020, 7, 8)] == Tally(clicks=1)
    assert days[date(2020, 7, 9)] == Tally(clicks=1, forms=1, pieces=1)


def test_days_can_be_chosen(rolled):
    placement = PlacementFactory.create()
    for day in (8, 9, 10):
        VisitFactory.create(placement=placement, at=datetime(2020, 7, day, 12, tzinfo=UTC))
    rolled()

    assert figures_of(placement.campaign, since=date(2020, 7, 9)).total.clicks == 2
    assert figures_of(placement.campaign, until=date(2020, 7, 9)).total.clicks == 2
    assert figures_of(placement.campaign, since=date(2020, 7, 9), until=date(2020, 7, 9)).total.clicks == 1


def test_a_day_between_two_others_stands_there_with_nought():
    placement = PlacementFactory.create()
    for day in (6, 8):
        VisitFactory.create(placement=placement, at=datetime(2020, 7, day, 12, tzinfo=UTC))

    assert [row.tally.clicks for row in figures_of(placement.campaign, by=By.DAY).rows] == [0, 1, 0, 1]


def test_rows_by_placement_name_each_link_and_what_came_without_one(rolled):
    campaign = CampaignFactory.create(open=True)
    busy = PlacementFactory.create(campaign=campaign, post="Launch", code="launch-fb")
    PlacementFactory.create(campaign=campaign, post="Quiet", code="quiet-fb")
    VisitFactory.create(placement=busy)
    VisitFactory.create(placement=None, campaign=campaign, kind=VisitKind.LANDING)
    SubmissionFactory.create(campaign=campaign, placement=busy)
    rolled()

    rows = {row.label: row.tally for row in figures_of(campaign).rows}

    assert rows == {
        "Launch (launch-fb)": Tally(clicks=1, forms=1, pieces=1),
        "Quiet (quiet-fb)": Tally(),
        "No link": Tally(landings=1),
    }


def test_rows_by_wave_and_by_partner_add_their_placements_up(rolled):
    campaign = CampaignFactory.create(open=True)
    wave = WaveFactory.create(campaign=campaign, name="Carers")
    partner = PartnerFactory.create(campaign=campaign, organisation=OrganisationFactory.create(name="Helping Hands"))
    first, second = PlacementFactory.create_batch(2, campaign=campaign, wave=wave, partner=partner)
    own = PlacementFactory.create(campaign=campaign)
    VisitFactory.create_batch(2, placement=first)
    VisitFactory.create(placement=second)
    VisitFactory.create(placement=own)
    rolled()

    by_wave = {row.label: row.tally.clicks for row in figures_of(campaign, by=By.WAVE).rows}
    by_partner = {row.label: row.tally.clicks for row in figures_of(campaign, by=By.PARTNER).rows}

    assert by_wave == {"Carers": 3, "No wave": 1}
    assert by_partner == {"Helping Hands": 3, "The campaign’s own links": 1}


def test_a_wave_leaves_everything_else_out(rolled):
    campaign = CampaignFactory.create(open=True)
    wave = WaveFactory.create(campaign=campaign)
    VisitFactory.create(placement=PlacementFactory.create(campaign=campaign, wave=wave))
    VisitFactory.create(placement=PlacementFactory.create(campaign=campaign))
    VisitFactory.create(placement=None, campaign=campaign)
    rolled()

    found = figures_of(campaign, wave=wave.pk)

    assert found.total.clicks == 1
    assert len(found.rows) == 1


def test_another_campaigns_records_are_not_counted(rolled):
    mine, other = PlacementFactory.create_batch(2)
    VisitFactory.create(placement=other)
    SubmissionFactory.create(campaign=other.campaign)
    rolled()

    assert figures_of(mine.campaign).total == Tally()


def test_missed_visits_of_the_last_day_are_shown():
    campaign = CampaignFactory.create(open=True)
    MissedVisits.objects.create(hour=datetime(2020, 7, 10, 8, tzinfo=UTC), count=5)
    MissedVisits.objects.create(hour=datetime(2020, 7, 1, 8, tzinfo=UTC), count=99)

    aside = figures_of(campaign).aside

    assert aside is not None
    assert aside.missed == 5


class TestPartnersView:
    """A partner sees its own placements, and no number under ten."""

    @pytest.fixture
    def partner(self):
        return PartnerFactory.create()

    def seen(self, partner) -> Figures:
        view = LiveView(campaign=partner.campaign, partners=frozenset({partner.organisation_id}))
        return figures(view=view, query=FigureQuery(), today=TODAY)

    def placement(self, partner, *, clicks: int):
        placement = PlacementFactory.create(campaign=partner.campaign, partner=partner)
        VisitFactory.create_batch(clicks, placement=placement)
        return placement

    def test_holds_only_its_own_placements(self, partner, rolled):
        own = self.placement(partner, clicks=12)
        VisitFactory.create_batch(20, placement=PlacementFactory.create(campaign=partner.campaign))
        rolled()

        found = self.seen(partner)

        assert [own.code in row.label for row in found.rows] == [True]
        assert found.total.clicks == 12

    def test_hides_numbers_under_ten(self, partner, rolled):
        self.placement(partner, clicks=9)
        rolled()

        assert self.seen(partner).rows[0].tally.clicks is None
        assert self.seen(partner).rows[0].tally.forms is None

    def test_tells_at_least_what_is_shown_where_a_small_number_is_hidden(self, partner):
        self.placement(partner, clicks=12)
        self.placement(partner, clicks=30)
        self.placement(partner, clicks=3)

        assert self.seen(partner).total.clicks is None
        assert self.seen(partner).least.clicks == 42

    def test_tells_no_total_of_small_numbers_alone(self, partner):
        self.placement(partner, clicks=9)
        self.placement(partner, clicks=9)

        assert self.seen(partner).total.clicks is None
        assert self.seen(partner).least.clicks == 0

    def test_shows_a_total_of_numbers_that_are_all_shown(self, partner):
        self.placement(partner, clicks=12)
        self.placement(partner, clicks=30)

        assert self.seen(partner).total.clicks == 42

    def test_holds_neither_days_nor_what_stands_apart(self, partner):
        self.placement(partner, clicks=12)

        assert self.seen(partner).days == ()
        assert self.seen(partner).aside is None


NUMBERS = st.one_of(st.integers(0, FEW - 1), st.integers(FEW, 40))
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, NUMBERS)), max_size=5)


@given(rows=ROWS, data=st.data())
def test_what_a_partner_sees_is_the_same_whatever_the_hidden_numbers_are(rows, data):
    def shown(numbers: list[dict[str, int]]) -> Figures:
        return protected(Row(label=str(at), tally=Tally(**row)) for at, row in enumerate(numbers))

    small = st.integers(0, FEW - 1)
    other = [{name: data.draw(small) if number < FEW else number for name, number in row.items()} for row in rows]

    assert shown(other) == shown(rows)
    for row in shown(rows).rows:
        assert all(row.tally.of(name) == (n if n >= FEW else None) for name, n in rows[int(row.label)].items())


def test_a_form_received_by_another_organisation_of_the_campaign_counts_too(rolled):
    form = FormFactory.create(organisation=OrganisationFactory.create())
    SubmissionFactory.create(campaign=form.campaign, form=form, organisation=form.organisation)
    SubmissionFactory.create(campaign=form.campaign, organisation=form.campaign.owner)
    rolled()

    assert figures_of(form.campaign).total.forms == 2


def test_partners_that_became_one_stand_in_one_row():
    campaign, heir = CampaignFactory.create(), OrganisationFactory.create(name="Carers Together")
    for clicks in (2, 3):
        partner = PartnerFactory.create(campaign=campaign)
        placement = PlacementFactory.create(campaign=campaign, partner=partner)
        VisitFactory.create_batch(clicks, placement=placement, at=NOON)
        hand_over(partner.organisation, heir)

    rows = {row.label: row.tally.clicks for row in figures_of(campaign, by=By.PARTNER).rows}

    assert rows == {"Carers Together": 5}
