"""Enquiries: redacted before they are kept, never counted as feedback, and counted by themselves."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.accounts.models import Organisation, Role, User
from heard.feedback.actions import enquiring
from heard.feedback.models import Enquiry, Piece, Submission
from heard.feedback.queries import enquiries as queries
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.feedback import EnquiryFactory
from tests.factories.places import AreaFactory

NOW = datetime(2020, 9, 14, 10, 30, tzinfo=UTC)


@pytest.fixture
def organisation(db: None) -> Organisation:
    return OrganisationFactory.create()


@pytest.fixture
def caseworker(organisation: Organisation) -> User:
    return member(Role.CASEWORKER, organisation)


def _told(organisation: Organisation, **fields: Any) -> enquiring.EnquiryIn:
    given: dict[str, Any] = {
        "channel": "PHONE",
        "topic": "dentist",
        "outcome": "SIGNPOSTED",
        "received_on": date(2020, 9, 14),
    }
    return enquiring.EnquiryIn(organisation=organisation, **{**given, **fields})


def test_what_was_asked_is_redacted_before_it_is_kept(organisation: Organisation, caseworker: User) -> None:
    told = _told(organisation, words="Call me on 07700 900123 about a dentist, please.")
    enquiring.log_enquiry(enquiry=told, by=caseworker, now=NOW)
    kept = Enquiry.objects.get()
    assert "07700" not in kept.asked
    assert "dentist" in kept.asked


def test_an_enquiry_is_in_no_count_of_feedback(organisation: Organisation, caseworker: User) -> None:
    enquiring.log_enquiry(enquiry=_told(organisation), by=caseworker, now=NOW)
    assert not Submission.objects.exists()
    assert not Piece.objects.exists()


def test_an_earlier_day_is_kept_as_that_day(organisation: Organisation, caseworker: User) -> None:
    told = _told(organisation, received_on=date(2020, 9, 11))
    kept = enquiring.log_enquiry(enquiry=told, by=caseworker, now=NOW)
    assert (kept.received_at.date(), kept.logged_at) == (date(2020, 9, 11), NOW)


def test_an_enquiry_that_is_mended_keeps_its_day(organisation: Organisation, caseworker: User) -> None:
    kept = enquiring.log_enquiry(enquiry=_told(organisation), by=caseworker, now=NOW)
    enquiring.change_enquiry(enquiry=kept, told=_told(organisation, topic="complaint"), by=caseworker, now=NOW)
    kept.refresh_from_db()
    assert (kept.topic, kept.received_at) == ("complaint", NOW)


def test_figures_stand_by_day_topic_and_area(organisation: Organisation) -> None:
    leeds = AreaFactory.create(name="Leeds")
    EnquiryFactory.create_batch(2, organisation=organisation, area=leeds, minutes=15)
    EnquiryFactory.create(organisation=organisation, topic="complaint")
    EnquiryFactory.create()
    tallies = queries.tallies(asked=queries.Asked(organisation=organisation))
    assert (tallies.total, tallies.minutes) == (3, 30)
    assert tallies.by_topic == (("dentist", 2), ("complaint", 1))
    assert tallies.by_area == (("Leeds", 2), ("", 1))
    assert tallies.by_day == ((date(2020, 9, 14), 3),)


@given(topics=st.lists(st.sampled_from(["dentist", "complaint", "other"]), max_size=6))
@pytest.mark.django_db
def test_each_breakdown_adds_up_to_the_total(topics: list[str]) -> None:
    organisation = OrganisationFactory.create()
    for topic in topics:
        EnquiryFactory.create(organisation=organisation, topic=topic)
    tallies = queries.tallies(asked=queries.Asked(organisation=organisation))
    for rows in (tallies.by_day, tallies.by_topic, tallies.by_area, tallies.by_channel, tallies.by_outcome):
        assert sum(number for _, number in rows) == tallies.total == len(topics)
