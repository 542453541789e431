"""What a person takes back with their code is gone from every place that showed or counted it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.models import Organisation, Role, User
from heard.casework.exporting import csv_lines
from heard.casework.models import Case
from heard.casework.queries import QueueFilter, queue, search, tally
from heard.casework.tasks import open_some
from heard.design import clock
from heard.design.watermarks import Watermark
from heard.feedback.models import Consent, Submission
from heard.feedback.passes import COOKIE_NAME, Pass
from heard.feedback.queries.openings import may_read
from heard.insight.tasks import read_some
from heard.measurement import actions as measuring
from heard.measurement.queries import FigureQuery, LiveView, figures
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory
from tests.factories.feedback import ARRIVED_AT, piece_in, sent_with_code

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RARE = "zebrafish"
WATERMARK = Watermark(mark="7F3K-9Q2M", by="Ada Byrne", organisation="Harbour Voice", at=ARRIVED_AT, filtered_by="")
Back = Callable[[Submission, Organisation], str]


def queue_of(organisation: Organisation, user: User, words: str = "") -> list[int]:
    found = search(organisation=organisation, asked=QueueFilter(words=words), user=user)
    return [row.case.pk for row in queue(found=found).rows]


def counted(organisation: Organisation, user: User) -> int:
    return tally(found=search(organisation=organisation, asked=QueueFilter(), user=user)).total


def exported(organisation: Organisation, user: User) -> str:
    found = search(organisation=organisation, asked=QueueFilter(), user=user, is_whole=True)
    return "".join(csv_lines(found=found, watermark=WATERMARK))


def live_forms(submission: Submission) -> int:
    now = clock.now()
    while measuring.roll_up_feedback(now=now):
        pass
    day = date(ARRIVED_AT.year, ARRIVED_AT.month, ARRIVED_AT.day) + timedelta(days=1)
    assert submission.campaign is not None
    return figures(view=LiveView(campaign=submission.campaign), query=FigureQuery(), today=day).total.forms or 0


def take_everything_back(submission: Submission, organisation: Organisation) -> str:
    return reverse("casework:my_feedback_withdraw")


def take_back_from_the_receiver(submission: Submission, organisation: Organisation) -> str:
    consent = Consent.objects.get(piece__submission=submission, organisation=organisation)
    return reverse("casework:my_feedback_narrow", args=[consent.pk])


def have_it_erased(submission: Submission, organisation: Organisation) -> str:
    return reverse("casework:my_feedback_erase")


@pytest.mark.parametrize(
    ("back", "forms_after"), [(take_everything_back, 0), (take_back_from_the_receiver, 1), (have_it_erased, 0)]
)
def test_it_is_gone_from_queue_search_count_export_case_live_figures_and_openings(
    back: Back, forms_after: int, client: Client
) -> None:
    organisation = OrganisationFactory.create()
    user = member(Role.CASEWORKER, organisation)
    sent = sent_with_code(
        piece_in(f"The {RARE} was clean and the car park was full."),
        organisation=organisation,
        campaign=CampaignFactory.create(owner=organisation, open=True),
    )
    read_some(holder="test")
    open_some(holder="test")
    case = Case.objects.get()
    address = reverse("casework:case", args=[case.pk])
    client.force_login(user)
    assert queue_of(organisation, user) == queue_of(organisation, user, words=RARE) == [case.pk]
    assert counted(organisation, user) == live_forms(sent.submission) == 1
    assert RARE in exported(organisation, user)
    assert client.get(address).status_code == 200
    assert may_read(submission=sent.submission, organisation=organisation, part=None)

    person, shown = Client(), Pass(receipt=sent.receipt)
    person.cookies[COOKIE_NAME] = shown.as_cookie(now=clock.now())
    path = back(sent.submission, organisation)
    assert person.post(path, {"pass_token": shown.token}).status_code == 303

    sent.submission.refresh_from_db()
    assert queue_of(organisation, user) == queue_of(organisation, user, words=RARE) == []
    assert counted(organisation, user) == 0
    assert live_forms(sent.submission) == forms_after
    assert RARE not in exported(organisation, user)
    assert client.get(address).status_code == 404
    assert not may_read(submission=sent.submission, organisation=organisation, part=None)
