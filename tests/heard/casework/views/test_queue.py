"""The queue at its address."""

import re

import pytest
from django.urls import reverse

from heard.accounts.models import AuditLine, Role
from heard.casework.queries import QueueFilter, queueing
from heard.casework.tasks import open_some
from heard.insight.tasks import read_some
from tests.factories.accounts import MembershipFactory, OrganisationFactory, member
from tests.factories.casework import CaseFactory
from tests.factories.feedback import PieceFactory, consents_to

pytestmark = pytest.mark.django_db
QUEUE = "/staff/queue/harbour-voice/"
EXPORT = f"{QUEUE}export/"


def test_someone_of_one_organisation_is_led_to_its_queue(desk) -> None:
    assert desk.get("/staff/queue/").headers["Location"] == QUEUE


def test_someone_of_several_organisations_chooses(desk, worker) -> None:
    other = MembershipFactory.create(user=worker, role=Role.ANALYST).organisation
    assert other.name in desk.get("/staff/queue/").content.decode()


def test_a_case_shows_its_redacted_words_and_leads_to_its_page_with_the_filters(desk, organisation) -> None:
    case = CaseFactory.create(organisation=organisation, tone="BAD", words="Nobody came all night.")
    page = desk.get(QUEUE, {"tone": "BAD"}).content.decode()
    assert "Nobody came all night." in page
    assert f'href="/staff/cases/{case.pk}/?tone=BAD"' in page


def test_the_next_page_keeps_the_filters(desk, organisation, monkeypatch) -> None:
    monkeypatch.setattr(queueing, "PAGE", 1)
    older, newer = CaseFactory.create_batch(2, organisation=organisation, tone="BAD")
    first = desk.get(QUEUE, {"tone": "BAD"}).content.decode()
    place = str(queueing.place_of(newer))
    assert f'href="{QUEUE}?tone=BAD&amp;after={place}"' in first
    second = desk.get(QUEUE, {"tone": "BAD", "after": place}).content.decode()
    assert f"/staff/cases/{older.pk}/" in second
    assert f"/staff/cases/{newer.pk}/" not in second


def test_a_filter_in_use_can_be_taken_away(desk) -> None:
    page = desk.post(QUEUE, {"tone": "BAD", "words": "late"}, follow=True).content.decode()
    assert f'href="{QUEUE}?tone=BAD"' in page
    assert f'href="{QUEUE}?words=' in page
    assert "Words: late" in page


def test_words_that_are_looked_for_stand_in_no_address(desk, organisation) -> None:
    CaseFactory.create(organisation=organisation, words="Sister Wombat was kind.", tone="BAD")
    answer = desk.post(QUEUE, {"words": "Wombat", "tone": "BAD"})
    address = answer.headers["Location"]
    page = desk.get(address).content.decode()

    assert (answer.status_code, "tone=BAD" in address) == (302, True)
    assert "Wombat" not in address
    assert 'value="Wombat"' in page
    assert not [each for each in re.findall(r'(?:href|action)="([^"]*)"', page) if "Wombat" in each]
    assert "was kind." in page


def test_words_in_an_address_that_are_no_token_are_asked_for_again(desk) -> None:
    answer = desk.get(QUEUE, {"words": "Wombat"})

    assert answer.status_code == 422
    assert "Type the words to look for again" in answer.content.decode()


def test_filters_that_cannot_be_stay_as_they_were_sent(desk) -> None:
    answer = desk.post(QUEUE, {"words": "Wombat", "since": "2020-13-45"})

    assert answer.status_code == 422
    assert 'value="Wombat"' in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"since": "2020-13-45"}, "is not a day. Write it as 2020-07-08."),
        ({"since": "2020-09-02", "until": "2020-09-01"}, "The second day must be the same as or later"),
        ({"theme": "no-such-theme"}, "Choose one of the answers"),
        ({"assigned": "99999"}, "Choose one of the answers"),
        ({"form": "abc"}, "Choose one of the answers"),
    ],
)
def test_a_filter_that_cannot_be_is_said_to_be_wrong(desk, asked, says) -> None:
    answer = desk.get(QUEUE, asked)
    assert answer.status_code == 422
    assert says in answer.content.decode()


@pytest.mark.parametrize("place", ["rubbish", "n.999999999999999999.1", "n.1.1"])
def test_a_place_that_is_nowhere_shows_a_page_all_the_same(desk, place) -> None:
    assert desk.get(QUEUE, {"after": place}).status_code == 200


def test_an_empty_queue_says_so(desk) -> None:
    assert "Nothing waits here" in desk.get(QUEUE).content.decode()


def test_a_piece_that_nobody_read_says_so(desk, organisation) -> None:
    CaseFactory.create(organisation=organisation, read_at=None, redacted=False, risk_declared=True)
    assert "Not yet read." in desk.get(QUEUE).content.decode()


def test_a_piece_that_could_not_be_read_says_so(desk, organisation) -> None:
    CaseFactory.create(
        organisation=organisation, read_at=None, redacted=False, risk_declared=True, could_not_be_read=True
    )
    assert "These words could not be read." in desk.get(QUEUE).content.decode()


def test_the_words_asked_for_stand_in_no_audit_line(desk, organisation) -> None:
    CaseFactory.create(organisation=organisation)
    b"".join(desk.post(EXPORT + QueueFilter(words="nurse", tone="BAD").query()).streaming_content)
    line = AuditLine.objects.get(code="casework.queue.exported")
    assert line.detail["filtered_by"] == "tone, words"
    assert "nurse" not in str(line.detail)


def test_an_export_is_known_again_by_its_mark(desk, organisation) -> None:
    CaseFactory.create(organisation=organisation)
    answer = desk.post(EXPORT)
    text = b"".join(answer.streaming_content).decode()
    mark = AuditLine.objects.get(code="casework.queue.exported").detail["mark"]
    assert mark in answer.headers["Content-Disposition"]
    assert text.count(mark) == 3  # the case's row, the last line's sentence, and its mark


def test_the_export_is_a_file_of_what_the_filters_leave(desk, organisation) -> None:
    wanted = CaseFactory.create(organisation=organisation, tone="BAD")
    other = CaseFactory.create(organisation=organisation, tone="GOOD")
    answer = desk.post(f"{EXPORT}?tone=BAD")
    text = b"".join(answer.streaming_content).decode()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert wanted.piece.submission.reference in text
    assert other.piece.submission.reference not in text


def test_an_export_is_asked_for_and_never_just_followed(desk) -> None:
    assert desk.get(EXPORT).status_code == 405


def test_an_export_with_a_wrong_filter_leads_back_to_what_is_wrong(desk) -> None:
    answer = desk.post(f"{EXPORT}?since=rubbish")
    assert answer.headers["Location"] == f"{QUEUE}?since=rubbish"
    assert not AuditLine.objects.filter(code="casework.queue.exported").exists()


def test_a_privacy_lead_reads_the_queue_and_takes_no_copy(organisation, signed_in) -> None:
    CaseFactory.create(organisation=organisation)
    lead = signed_in(member(Role.PRIVACY_LEAD, organisation))
    page = lead.get(QUEUE)
    assert page.status_code == 200
    assert EXPORT not in page.content.decode()
    assert lead.post(EXPORT).status_code == 404


class TestStrangers:
    def test_find_no_queue_of_another_organisation(self, stranger, organisation) -> None:
        assert stranger.get(QUEUE).status_code == stranger.get("/staff/queue/no-such-body/").status_code == 404

    def test_take_no_export_of_another_organisation(self, stranger, organisation) -> None:
        CaseFactory.create(organisation=organisation)
        assert stranger.post(EXPORT).status_code == 404
        assert not AuditLine.objects.filter(code="casework.queue.exported").exists()

    @pytest.mark.parametrize("asked", [{}, {"words": "nurse"}, {"source": "live"}, {"risk": "NONE"}])
    def test_see_nothing_of_ours_in_their_own_queue(self, signed_in, organisation, asked) -> None:
        theirs = OrganisationFactory.create(slug="other")
        case = CaseFactory.create(organisation=organisation)
        reader = signed_in(member(Role.CASEWORKER, theirs))
        page = reader.post("/staff/queue/other/", asked, follow=True).content.decode()
        assert f"/staff/cases/{case.pk}/" not in page
        assert "nurse was kind" not in page

    def test_cannot_filter_by_our_people_campaigns_or_links(self, stranger, worker, organisation) -> None:
        own = stranger.get("/staff/queue/", follow=True).redirect_chain[-1][0]
        assert stranger.get(own, {"assigned": str(worker.pk)}).status_code == 422

    def test_share_only_what_both_were_let_in_to(self, signed_in, organisation) -> None:
        theirs = OrganisationFactory.create(slug="other")
        CaseFactory.create(organisation=organisation, consents=consents_to(theirs), words="Shared with both.")
        CaseFactory.create(organisation=organisation, words="Ours alone.")
        page = signed_in(member(Role.CASEWORKER, theirs)).get("/staff/queue/other/").content.decode()
        assert "Shared with both." in page
        assert "Ours alone." not in page


@pytest.mark.parametrize("role", [Role.CAMPAIGN_MANAGER, Role.PARTNER, Role.RESPONDER, Role.ADMINISTRATOR])
def test_roles_that_do_not_read_find_no_queue(organisation, signed_in, role) -> None:
    assert signed_in(member(role, organisation)).get(QUEUE).status_code == 404


def test_someone_who_is_not_signed_in_is_asked_to(client, organisation) -> None:
    assert client.get(QUEUE).headers["Location"].startswith(reverse("account_login"))


def test_words_that_no_method_read_have_a_mark_a_filter_and_a_list_of_their_own(desk, organisation) -> None:
    CaseFactory.create(organisation=organisation, words="The ward was loud.")
    piece = PieceFactory.create(organisation=organisation, words="Nikt nie mówił po polsku i mama nic nie rozumiała.")
    read_some(holder="one")
    open_some(holder="one")
    page = desk.get(QUEUE).content.decode()
    assert "In Polish – not machine-read" in page
    assert f'href="{QUEUE}?status=NEW&amp;language=other"' in page
    assert '<option value="pl">Polish</option>' in page
    only = desk.get(QUEUE, {"language": "pl"}).content.decode()
    assert "mama nic nie rozumiała" in only
    assert "The ward was loud." not in only
    case = desk.get(f"/staff/cases/{piece.cases.get().pk}/").content.decode()
    assert "No method here reads it: signs of harm, themes and tone were not looked for." in case
