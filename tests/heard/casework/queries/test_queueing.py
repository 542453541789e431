"""The queue: its order, its pages, its filters and its counts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.casework.models import Case, CaseStatus, RiskState
from heard.casework.pages.headings import service_heading
from heard.casework.queries import Place, QueueFilter, filtering, neighbours, queue, queueing, search, tally
from heard.feedback.models import Channel, Consent, Text, TextField
from heard.insight.models import Aspect
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import CampaignFactory, FormFactory, PlacementFactory
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.feedback import ImportBatchFactory, consents_to
from tests.factories.insight import SuggestionFactory, theme
from tests.factories.places import ServiceFactory

NOON = datetime(2020, 9, 14, 12, 0, tzinfo=UTC)
database = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory.create()


@pytest.fixture
def worker(organisation):
    return caseworker(organisation)


@pytest.fixture
def ask(organisation, worker):
    """Return which cases the filters leave, in the queue's order."""

    def shown(**asked: Any) -> list[int]:
        found = search(organisation=organisation, asked=QueueFilter(**asked), user=worker)
        return [row.case.pk for row in queue(found=found).rows]

    return shown


def walk(organisation, worker, **asked: Any) -> list[int]:
    """Return every case of the queue, page by page forwards, after checking that it reads the same backwards."""
    found = search(organisation=organisation, asked=QueueFilter(**asked), user=worker)
    pages, after = [], None
    while True:
        page = queue(found=found, after=after)
        pages.append([row.case.pk for row in page.rows])
        if page.after is None:
            break
        after = page.after
    for earlier in reversed(pages[:-1]):
        assert page.before is not None
        page = queue(found=found, before=page.before)
        assert [row.case.pk for row in page.rows] == earlier
    assert page.before is None
    return [pk for rows in pages for pk in rows]


@database
def test_open_risk_stands_first_and_then_the_newest(organisation, ask) -> None:
    old, new, risky = (
        CaseFactory.create(organisation=organisation, received_at=NOON + timedelta(days=day)) for day in (1, 3, 2)
    )
    Case.objects.filter(pk=risky.pk).update(risk=RiskState.OPEN)
    assert ask() == [risky.pk, new.pk, old.pk]


@database
def test_pages_show_every_case_once_forwards_and_backwards(organisation, worker, monkeypatch) -> None:
    monkeypatch.setattr(queueing, "PAGE", 2)
    cases = [
        CaseFactory.create(organisation=organisation, received_at=NOON + timedelta(days=day), risk=risk)
        for day, risk in [(0, "NONE"), (0, "NONE"), (0, "OPEN"), (1, "OPEN"), (1, "NONE"), (2, "OPEN"), (2, "NONE")]
    ]
    seen = walk(organisation, worker)
    assert sorted(seen) == sorted(case.pk for case in cases)
    assert [Case.objects.get(pk=pk).risk for pk in seen] == ["OPEN"] * 3 + ["NONE"] * 4


@database
def test_the_neighbours_of_a_case_are_those_of_the_filtered_queue(organisation, worker) -> None:
    first, second, third = (
        CaseFactory.create(
            organisation=organisation, received_at=NOON - timedelta(days=day), status=CaseStatus.IN_PROGRESS
        )
        for day in range(3)
    )
    Case.objects.filter(pk=second.pk).update(status=CaseStatus.NEW)
    found = search(organisation=organisation, asked=QueueFilter(status="IN_PROGRESS"), user=worker)
    assert neighbours(case=first, found=found) == (None, third.pk)
    assert neighbours(case=third, found=found) == (first.pk, None)


@database
def test_a_case_whose_consent_was_taken_back_is_gone_from_list_and_counts(organisation, worker, ask) -> None:
    case = CaseFactory.create(organisation=organisation)
    Consent.objects.filter(piece=case.piece).update(narrowed_at=NOON)
    found = search(organisation=organisation, asked=QueueFilter(), user=worker)
    assert ask() == []
    assert tally(found=found).total == 0


@database
def test_another_organisations_consent_that_was_taken_back_hides_nothing_of_ours(organisation, worker, ask) -> None:
    other = OrganisationFactory.create()
    case = CaseFactory.create(organisation=organisation, consents=consents_to(other))
    Consent.objects.filter(piece=case.piece, organisation=other).update(narrowed_at=NOON)
    found = search(organisation=organisation, asked=QueueFilter(), user=worker)
    assert ask() == [case.pk]
    assert tally(found=found).total == 1


@database
def test_the_queue_holds_no_other_organisations_cases(organisation, ask) -> None:
    CaseFactory.create(consents=consents_to(OrganisationFactory.create()))
    assert ask() == []
    assert ask(words="nurse") == []


@database
def test_counts_say_how_many_stand_at_each_status_whichever_is_shown(organisation, worker) -> None:
    CaseFactory.create_batch(2, organisation=organisation)
    CaseFactory.create(organisation=organisation, status=CaseStatus.CLOSED, closed_at=NOON)
    CaseFactory.create(organisation=organisation, risk=RiskState.OPEN)
    found = search(organisation=organisation, asked=QueueFilter(status="CLOSED", risk="OPEN"), user=worker)
    counted = tally(found=found)
    assert counted.by_status == {"NEW": 3, "IN_PROGRESS": 0, "REFERRED": 0, "CLOSED": 1}
    assert counted.open_risk == 1
    assert counted.total == 4


@database
class TestFilters:
    def test_by_status(self, organisation, ask) -> None:
        CaseFactory.create(organisation=organisation)
        closed = CaseFactory.create(organisation=organisation, status=CaseStatus.CLOSED, closed_at=NOON)
        assert ask(status="CLOSED") == [closed.pk]

    def test_by_risk(self, organisation, ask) -> None:
        CaseFactory.create(organisation=organisation)
        over = CaseFactory.create(organisation=organisation, risk="CLOSED", risk_reason="A joke.")
        assert ask(risk="CLOSED") == [over.pk]

    def test_by_whoever_has_it(self, organisation, worker, ask) -> None:
        nobodys = CaseFactory.create(organisation=organisation)
        mine = CaseFactory.create(organisation=organisation, assigned_to=worker)
        other = caseworker(organisation)
        theirs = CaseFactory.create(organisation=organisation, assigned_to=other)
        assert ask(assigned="me") == [mine.pk]
        assert ask(assigned="nobody") == [nobodys.pk]
        assert ask(assigned=str(other.pk)) == [theirs.pk]

    def test_by_campaign_form_and_link(self, organisation, ask) -> None:
        campaign = CampaignFactory.create(owner=organisation)
        form, placement = FormFactory.create(campaign=campaign), PlacementFactory.create(campaign=campaign)
        wanted = CaseFactory.create(organisation=organisation, campaign=campaign, form=form, placement=placement)
        CaseFactory.create(organisation=organisation)
        assert ask(campaign=campaign.slug) == [wanted.pk]
        assert ask(form=form.pk) == [wanted.pk]
        assert ask(placement=placement.code) == [wanted.pk]

    def test_by_tone_and_channel(self, organisation, ask) -> None:
        wanted = CaseFactory.create(organisation=organisation, tone="BAD", channel=Channel.PHONE)
        CaseFactory.create(organisation=organisation, tone="GOOD")
        assert ask(tone="BAD") == [wanted.pk]
        assert ask(channel="PHONE") == [wanted.pk]

    @pytest.mark.parametrize("rare", [0, 500])
    def test_by_theme_rare_or_common(self, organisation, worker, ask, monkeypatch, rare) -> None:
        monkeypatch.setattr(filtering, "RARE", rare)
        wanted, plain = CaseFactory.create_batch(2, organisation=organisation)
        SuggestionFactory.create(piece=wanted.piece, aspect=Aspect.THEME, theme=theme("parking"), value="")
        from heard.casework.actions.standing import show_standing

        show_standing(cases=[wanted, plain])
        found = search(organisation=organisation, asked=QueueFilter(theme="parking"), user=worker)
        assert ask(theme="parking") == [wanted.pk]
        assert tally(found=found).total == 1

    def test_by_days_both_included(self, organisation, ask) -> None:
        _, wanted, _ = (
            CaseFactory.create(organisation=organisation, received_at=NOON + timedelta(days=day)) for day in range(3)
        )
        day = (NOON + timedelta(days=1)).date()
        assert ask(since=day, until=day) == [wanted.pk]

    def test_by_words_in_any_inflection(self, organisation, ask) -> None:
        wanted = CaseFactory.create(organisation=organisation, words="The ambulances were late.")
        CaseFactory.create(organisation=organisation, words="Very kind.")
        assert ask(words="ambulance") == [wanted.pk]

    def test_by_words_so_common_that_only_the_newest_show(self, organisation, worker, monkeypatch) -> None:
        monkeypatch.setattr(filtering, "MOST_WITH_WORDS", 2)
        _, new, newer = (
            CaseFactory.create(organisation=organisation, received_at=NOON + timedelta(days=day), words="Kind nurse.")
            for day in range(3)
        )
        cut = search(organisation=organisation, asked=QueueFilter(words="nurse"), user=worker)
        whole = search(organisation=organisation, asked=QueueFilter(words="nurse"), user=worker, is_whole=True)
        assert cut.is_cut
        assert [row.case.pk for row in queue(found=cut).rows] == [newer.pk, new.pk]
        assert len(queue(found=whole).rows) == 3

    def test_by_where_it_came_from(self, organisation, ask) -> None:
        sent = CaseFactory.create(organisation=organisation)
        imported = CaseFactory.create(organisation=organisation, batch=ImportBatchFactory.create(visible_at=NOON))
        assert ask(source="live") == [sent.pk]
        assert ask(source="imported") == [imported.pk]

    def test_tests_show_only_where_they_are_asked_for(self, organisation, ask) -> None:
        real = CaseFactory.create(organisation=organisation)
        test = CaseFactory.create(organisation=organisation, is_test=True)
        assert ask() == [real.pk]
        assert ask(source="test") == [test.pk]

    def test_what_could_not_be_read(self, organisation, ask) -> None:
        CaseFactory.create(organisation=organisation)
        broken = CaseFactory.create(organisation=organisation, could_not_be_read=True)
        assert ask(source="unreadable") == [broken.pk]

    def test_several_at_once(self, organisation, worker, ask) -> None:
        wanted = CaseFactory.create(organisation=organisation, tone="BAD", assigned_to=worker, words="Late again.")
        CaseFactory.create(organisation=organisation, tone="BAD", words="Late again.")
        CaseFactory.create(organisation=organisation, tone="GOOD", assigned_to=worker, words="Late again.")
        assert ask(tone="BAD", assigned="me", words="late") == [wanted.pk]


@given(
    is_risk=st.booleans(),
    at=st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2500, 1, 1), timezones=st.just(UTC)),
    case_id=st.integers(0, 10**12),
)
def test_a_place_reads_back_as_it_was_written(is_risk: bool, at: datetime, case_id: int) -> None:
    place = Place(is_risk=is_risk, received_at=at, case_id=case_id)
    assert Place.read(str(place)) == place


@given(st.text())
def test_a_place_from_anywhere_is_read_or_refused_and_never_an_error(text: str) -> None:
    Place.read(text)


@pytest.mark.parametrize(
    "text", ["n.99999999999999999999.1", "n.999999999999999999.1", "x.1.1", "n.-1.1", "n.1", "n.²2.1"]
)
def test_a_place_that_cannot_be_is_no_place(text: str) -> None:
    assert Place.read(text) is None


@database
def test_words_that_are_not_english_can_be_asked_for_by_language_and_are_counted_until_someone_takes_them_up(
    organisation, worker, ask
) -> None:
    CaseFactory.create(organisation=organisation)
    polish, urdu = CaseFactory.create_batch(2, organisation=organisation)
    for case, language in ((polish, "pl"), (urdu, "ur")):
        Case.objects.filter(pk=case.pk).update(other_language=language)
    assert ask(language="other") == [urdu.pk, polish.pk]
    assert ask(language="pl") == [polish.pk]
    Case.objects.filter(pk=urdu.pk).update(status=CaseStatus.IN_PROGRESS)
    found = search(organisation=organisation, asked=QueueFilter(), user=worker)
    assert tally(found=found).not_english == 1


@database
def test_a_service_that_is_not_listed_is_headed_by_its_redacted_description(organisation, worker):
    case = CaseFactory.create(organisation=organisation)
    Text.objects.filter(piece=case.piece, field=TextField.WORDS).update(redacted="They never rang back.")
    given = {"submission": case.piece.submission, "piece": case.piece, "sealed": b"-"}
    Text.objects.create(field=TextField.SERVICE, slug="service", redacted="The clinic   by [place]", **given)
    found = search(organisation=organisation, asked=QueueFilter(), user=worker)

    [row] = queue(found=found).rows

    assert (row.words, row.described) == ("They never rang back.", "The clinic   by [place]")
    assert service_heading(piece=case.piece, described=row.described) == "The clinic by [place]"
    assert service_heading(piece=case.piece, described="") == "A service that is not named"
    case.piece.service = ServiceFactory.create(name="Larkmere Surgery")
    assert service_heading(piece=case.piece, described=row.described) == "Larkmere Surgery"
