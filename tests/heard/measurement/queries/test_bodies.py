"""Year on year through a rename, a merge, a handover and a split: the parts add up, to the unit."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.accounts import actions
from heard.accounts.models import Organisation
from heard.campaigns.models import Campaign
from heard.measurement import tasks
from heard.measurement.models import DailyCount, Outcome
from heard.measurement.queries import comparisons, reconcile
from heard.measurement.queries.bodies import Body, Part
from heard.measurement.queries.series import series_of
from heard.places import actions as places
from heard.places import tasks as tasks_of_places
from tests.factories.accounts import OrganisationFactory, hand_over
from tests.factories.campaigns import CampaignFactory, FormFactory
from tests.factories.feedback import SubmissionFactory
from tests.factories.measurement import CountImportFactory, DailyCountFactory
from tests.factories.places import OfficeFactory

pytestmark = pytest.mark.slow

TODAY = date(2020, 7, 15)
MERGED_AT = datetime(2020, 7, 11, 10, 0, tzinfo=UTC)
SPLIT_AT = datetime(2020, 7, 1, 10, 0, tzinfo=UTC)
WEEK = [date(2020, 7, 8) + timedelta(days=day) for day in range(7)]


@pytest.fixture
def campaign() -> Campaign:
    """A campaign open since 8 July: seven whole days by 15 July."""
    owner = OrganisationFactory.create(name="The regulator")
    return CampaignFactory.create(open=True, owner=owner, baseline_starts_on=date(2019, 7, 10))


def body(campaign: Campaign, name: str, before: list[int] | None) -> Organisation:
    """Return an organisation with a form in the campaign and a count for each day of the year before."""
    organisation = OrganisationFactory.create(name=name)
    FormFactory.create(campaign=campaign, organisation=organisation)
    if before:
        counted(organisation, before)
    return organisation


def counted(organisation: Organisation, counts: list[int], **fields) -> None:
    brought = CountImportFactory.create(organisation=organisation)
    for offset, count in enumerate(counts):
        day = date(2019, 7, 10) + timedelta(days=offset)
        DailyCountFactory.create(imported=brought, organisation=organisation, day=day, count=count, **fields)


def sent(campaign: Campaign, organisation: Organisation, *days: date, **fields) -> None:
    for day in days:
        at = datetime.combine(day, time(12), tzinfo=UTC)
        SubmissionFactory.create(campaign=campaign, organisation=organisation, received_at=at, **fields)


def merged(*predecessors: Organisation, into: Organisation, at: datetime = MERGED_AT) -> None:
    actions.merge(predecessors=predecessors, successor=into, at=at, reason="Reform", by=None, now=at)


def year_on_year(campaign: Campaign) -> dict[str, tuple]:
    """Return, by organisation, this period's forms and days, the baseline's forms and days, and the caveats."""
    found = comparisons(campaign=campaign, today=TODAY)
    forms = [finding for finding in found if finding.table.columns[1].unit == "forms"]
    return {finding.table.rows[0][0]: (*finding.table.rows[0][1:5], " ".join(finding.caveats)) for finding in forms}


@pytest.mark.django_db
class TestAMergeInMidCampaign:
    @pytest.fixture
    def parts(self, campaign):
        east = body(campaign, "East office", [2, 2, 2, 2, 2, 2, 2])
        west = body(campaign, "West office", [1, 0, 3, 0, 1, 0, 1])
        sent(campaign, east, *WEEK[:3], WEEK[0])
        sent(campaign, west, WEEK[1], WEEK[3])
        return east, west

    @pytest.mark.parametrize("is_rolled", [False, True])
    def test_its_year_on_year_is_the_sum_of_what_its_parts_had(self, campaign, parts, is_rolled):
        new = OrganisationFactory.create(name="One office")
        alone = year_on_year(campaign)

        merged(*parts, into=new)
        if is_rolled:
            tasks.roll_up_some(holder="one", limit=200)
        together = year_on_year(campaign)

        assert together.keys() == {"One office"}
        summed = [sum(alone[name][place] for name in ("East office", "West office")) for place in (0, 2)]
        assert [together["One office"][place] for place in (0, 2)] == summed == [6, 20]
        assert together["One office"][1] == together["One office"][3] == 7
        assert "One office took the place of" in together["One office"][-1]

    def test_what_is_sent_by_either_form_from_then_on_is_counted_with_it(self, campaign, parts):
        new = OrganisationFactory.create(name="One office")
        merged(*parts, into=new)

        sent(campaign, parts[0], WEEK[5])
        sent(campaign, parts[1], WEEK[6], WEEK[6])

        assert year_on_year(campaign)["One office"][:4] == (9, 7, 20, 7)

    def test_one_part_may_take_the_others_in(self, campaign, parts):
        merged(parts[0], into=parts[1])

        assert year_on_year(campaign)["West office"][:4] == (6, 7, 20, 7)

    def test_the_counts_still_reconcile(self, campaign, parts):
        merged(*parts, into=OrganisationFactory.create(name="One office"))
        sent(campaign, parts[0], WEEK[5])
        tasks.roll_up_some(holder="one", limit=200)

        checks = reconcile(campaign=campaign)

        assert all(check.passed for check in checks)
        assert checks[-1].table.rows == (("One office", 3, 7, 7),)

    def test_a_day_that_one_part_lacks_is_left_out_of_both_periods(self, campaign, parts):
        DailyCount.objects.filter(organisation=parts[1], day=date(2019, 7, 12)).delete()
        merged(*parts, into=OrganisationFactory.create(name="One office"))

        found = year_on_year(campaign)["One office"]

        assert found[:4] == (5, 6, 15, 6)
        assert "On 1 day not every part of One office has a count" in found[-1]

    def test_a_part_without_counts_changes_nothing_and_is_named(self, campaign, parts):
        silent = OrganisationFactory.create(name="Silent friends")
        merged(*parts, silent, into=OrganisationFactory.create(name="One office"))

        found = year_on_year(campaign)["One office"]

        assert found[:4] == (6, 7, 20, 7)
        assert "Silent friends brought no counts" in found[-1]

    def test_a_later_handover_keeps_the_sum(self, campaign, parts):
        new, last = OrganisationFactory.create(name="One office"), OrganisationFactory.create(name="The last")
        merged(*parts, into=new)
        hand_over(new, last, at=MERGED_AT + timedelta(days=1))
        sent(campaign, parts[0], WEEK[6])

        assert year_on_year(campaign)["The last"][:4] == (7, 7, 20, 7)


@pytest.mark.django_db
def test_a_rename_changes_no_figure(campaign):
    organisation = body(campaign, "East office", [2] * 7)
    sent(campaign, organisation, WEEK[0])
    before = year_on_year(campaign)["East office"]

    actions.rename(
        organisation=organisation,
        name="Estuary office",
        short_name="",
        at=MERGED_AT,
        reason="Reform",
        by=None,
        now=MERGED_AT,
    )

    assert year_on_year(campaign)["Estuary office"] == before


@pytest.mark.django_db
class TestASplit:
    @pytest.fixture
    def world(self, campaign):
        """The whole county, its two offices, and two that share its work out a week before the campaign opens."""
        old = body(campaign, "Whole county", None)
        north, south = OfficeFactory.create_batch(2, organisation=old)
        keeper, other = OrganisationFactory.create(name="North county"), OrganisationFactory.create(name="South county")
        FormFactory.create(campaign=campaign, organisation=other)
        return old, north, south, keeper, other

    def split(self, world, *, at=SPLIT_AT):
        old, _north, south, keeper, other = world
        heirs = [actions.Heir(organisation=keeper, is_keeper=True), actions.Heir(organisation=other)]
        places.split(predecessor=old, heirs=heirs, offices={south.pk: other}, at=at, reason="Reform", by=None, now=at)

    def test_shares_the_history_out_as_far_as_offices_say_so(self, campaign, world):
        old, north, south, *_ = world
        counted(old, [3] * 7, office=north)
        counted(old, [1] * 7, office=south)

        self.split(world)
        found = year_on_year(campaign)

        assert found["North county"][2:4] == (21, 7)
        assert found["South county"][2:4] == (7, 7)
        assert "only counts of the offices that came here" in found["South county"][-1]

    def test_counts_what_cannot_be_divided_with_the_keeper_and_says_so(self, campaign, world):
        old, *_ = world
        counted(old, [4] * 7)

        self.split(world)
        found = year_on_year(campaign)

        assert found["North county"][2:4] == (28, 7)
        assert "South county took over a part of the work of Whole county" in found["North county"][-1]
        assert not found["South county"][2]

    def test_offices_that_do_not_make_up_the_whole_divide_nothing(self, campaign, world):
        old, north, *_ = world
        counted(old, [4] * 7)
        counted(old, [3] * 7, office=north)

        self.split(world)

        assert year_on_year(campaign)["North county"][2:4] == (28, 7)

    def test_is_whole_again_once_both_have_come_together(self, campaign, world):
        old, north, south, keeper, other = world
        counted(old, [3] * 7, office=north)
        counted(old, [1] * 7, office=south)
        self.split(world)
        hand_over(other, keeper, at=MERGED_AT + timedelta(days=1))
        places.hand_over_offices(office_ids=[north.pk, south.pk], by=None, now=MERGED_AT + timedelta(days=1))

        found = year_on_year(campaign)

        assert found.keys() == {"North county"}
        assert found["North county"][2:4] == (28, 7)
        assert "took over a part" not in found["North county"][-1]


@pytest.mark.django_db
@given(
    st.lists(
        st.dictionaries(st.sampled_from(WEEK), st.integers(min_value=0, max_value=50), max_size=7),
        min_size=1,
        max_size=4,
    )
)
def test_a_day_is_the_sum_of_its_parts_or_unknown(own):
    parts = tuple(Part(organisation=-1 - number, name=str(number)) for number in range(len(own)))

    series = series_of(body=Body(name="All", parts=parts), outcome=Outcome.FORMS, own=own)

    speaking = [days for days in own if days]
    for day in WEEK:
        known = [days[day] for days in speaking if day in days]
        if speaking and len(known) == len(speaking):
            assert series.known[day] == sum(known)
        else:
            assert day not in series.known


@pytest.mark.django_db
def test_a_merge_changes_no_look_up_of_the_campaign(campaign):
    east, west = body(campaign, "East office", None), body(campaign, "West office", None)
    for each in (east, west):
        office = OfficeFactory.create(organisation=each)
        counted(each, [3] * 7, outcome=Outcome.LOOKUPS, office=office)
    before = comparisons(campaign=campaign, today=TODAY)[-1].table.rows

    merged(east, west, into=OrganisationFactory.create(name="One office"))
    tasks_of_places.hand_over_some(holder="worker", limit=10)

    assert before[0][3:5] == (42, 7)
    assert comparisons(campaign=campaign, today=TODAY)[-1].table.rows == before
