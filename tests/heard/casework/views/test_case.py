"""A case's page, and each decision at its address."""

import re
from datetime import UTC, datetime

import pytest

from heard.accounts.models import Role
from heard.campaigns.questions.actions import add_question_set
from heard.casework.actions import raise_risk
from heard.casework.models import Case, CaseStatus, RiskState
from heard.feedback.models import Consent, PieceLease, Recipient, Stage
from heard.insight.models import Aspect, Reading
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, FormFactory
from tests.factories.casework import OPENED_AT, CaseFactory, caseworker
from tests.factories.feedback import SubmissionFactory, consents_to, piece_in
from tests.factories.insight import SuggestionFactory, theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2020, 9, 15, 9, 0, tzinfo=UTC)
DECISIONS = ("assign", "status", "raise-risk", "close-risk", "note", "themes", "tone", "narrow", "hide")


@pytest.fixture
def case(organisation) -> Case:
    return CaseFactory.create(
        organisation=organisation, words="Ring me on [phone].", consents=consents_to(provider=True)
    )


def at(case: Case, decision: str = "") -> str:
    return f"/staff/cases/{case.pk}/{decision + '/' if decision else ''}"


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def plain(answer) -> str:
    """Return a page's words without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_the_page_shows_the_redacted_words_with_what_was_taken_out_marked(desk, case) -> None:
    page = desk.get(at(case)).content.decode()
    assert 'Ring me on <span class="cw-gap">[phone]</span>.' in page


def test_a_sign_in_two_answers_of_a_piece_is_told_once(desk, case) -> None:
    Case.objects.update(risk=RiskState.OPEN)
    for _ in range(2):
        SuggestionFactory.create(piece=case.piece, why="The words are like those of reports of harm.")
    page = plain(desk.get(at(case)))
    assert page.count("The words are like those of reports of harm. Found by") == 1
    assert "No sign of harm stands" not in page


def test_an_open_risk_whose_sign_was_replaced_says_so(desk, case) -> None:
    Case.objects.update(risk=RiskState.OPEN)
    SuggestionFactory.create(piece=case.piece, replaced_at=NOW)
    assert "No sign of harm stands in this piece today." in plain(desk.get(at(case)))


def test_the_page_says_whom_a_person_at_risk_may_call_now(desk, organisation, worker) -> None:
    campaign = CampaignFactory.create(owner=organisation)
    form = FormFactory.create(campaign=campaign)
    questions = add_question_set(form=form, template="regulator", by=worker, now=NOW)
    case = CaseFactory.create(
        organisation=organisation, campaign=campaign, form=form, question_set=questions, risk_declared=True
    )
    page = plain(desk.get(at(case)))
    assert "The person says that someone is at risk of serious harm." in page
    assert "NHS 111 for mental health" in page


def test_suggestions_stand_with_method_version_and_score_beside_the_decision(desk, case, worker) -> None:
    SuggestionFactory.create(piece=case.piece, aspect=Aspect.THEME, theme=theme(), value="", score=0.71)
    desk.post(at(case, "themes"), {"revision": "0", "themes": [str(theme().pk)]})
    page = plain(desk.get(at(case)))
    assert "lexicon 1 likely, about 71 in 100" in page
    assert f"Yes, says {worker.full_name}" in page


def test_themes_of_the_extension_are_marked_unproven(desk, case) -> None:
    theme()
    assert "Safeguarding Unproven" in plain(desk.get(at(case)))


def test_a_piece_that_could_not_be_read_says_why_and_when_it_is_tried_next(desk, organisation) -> None:
    case = CaseFactory.create(organisation=organisation, read_at=None, redacted=False, risk_declared=True)
    PieceLease.objects.create(
        piece=case.piece,
        stage=Stage.READING,
        holder="one",
        leased_until=NOW,
        attempts=3,
        next_try_at=datetime(2020, 9, 15, 10, 0, tzinfo=UTC),
        failure="The words could not be opened.",
    )
    page = plain(desk.get(at(case)))
    assert "The words could not be opened. It was tried 3 times. Next try: 15 September 2020, 11:00." in page


def test_the_page_shows_the_other_pieces_that_the_organisation_may_see(desk, organisation) -> None:
    from heard.casework.actions import open_cases

    sent = SubmissionFactory.create(
        organisation=organisation, pieces=[piece_in("First point."), piece_in("Second point.")], redacted=True
    )
    sent.pieces.update(read_at=NOW)
    open_cases(piece_ids=[piece.pk for piece in sent.pieces.all()], now=NOW)
    first, second = Case.objects.order_by("piece__ordinal")
    assert "Second point." in plain(desk.get(at(first)))
    Consent.objects.filter(piece=second.piece).update(narrowed_at=NOW)
    assert "Second point." not in plain(desk.get(at(first)))


def test_next_and_previous_keep_the_filters(desk, organisation) -> None:
    older, middle, newer = CaseFactory.create_batch(3, organisation=organisation, tone="BAD")
    page = desk.get(at(middle), {"tone": "BAD"}).content.decode()
    assert f'<a rel="prev" href="{at(newer)}?tone=BAD">' in page
    assert f'<a rel="next" href="{at(older)}?tone=BAD">' in page


@pytest.mark.parametrize(
    ("decision", "answers", "column", "value"),
    [
        ("status", {"status": "IN_PROGRESS"}, "status", CaseStatus.IN_PROGRESS),
        ("status", {"status": "REFERRED", "referred_to": "Council"}, "referred_to", "Council"),
        ("raise-risk", {"reason": "She sounds afraid."}, "risk", RiskState.OPEN),
        ("tone", {"tone": "MIXED"}, "tone", "MIXED"),
    ],
)
def test_a_decision_is_kept_and_leads_back_to_the_page_with_the_filters(
    desk, case, decision, answers, column, value
) -> None:
    answer = desk.post(f"{at(case, decision)}?tone=BAD", {"revision": "0", **answers})
    assert answer.headers["Location"] == f"{at(case)}?tone=BAD"
    assert getattr(fresh(case), column) == value


def test_a_case_is_taken_with_one_press(desk, case, worker) -> None:
    desk.post(at(case, "assign"), {"revision": "0", "to": str(worker.pk)})
    assert fresh(case).assigned_to == worker


def test_a_risk_is_closed_with_a_reason(desk, case, worker) -> None:
    raise_risk(case=case, reason="She sounds afraid.", by=worker, revision=0, now=NOW)
    desk.post(at(case, "close-risk"), {"revision": "1", "reason": "The council visited."})
    assert fresh(case).risk_reason == "The council visited."


def test_a_note_shows_with_its_writer(desk, case, worker) -> None:
    desk.post(at(case, "note"), {"revision": "0", "text": "I rang the ward."})
    page = plain(desk.get(at(case)))
    assert "I rang the ward." in page
    assert worker.full_name in page


@pytest.mark.parametrize(
    ("decision", "answers", "says"),
    [
        ("close-risk", {"reason": ""}, "Fill in “Why the risk can be closed”"),
        ("note", {"text": ""}, "Fill in “Add a note”"),
        ("status", {}, "Choose an answer to “Status”"),
        ("status", {"status": "CLOSED"}, "Close the risk first, with a reason."),
        ("status", {"status": "REFERRED", "referred_to": ""}, "Fill in “Referred to”"),
        ("tone", {"tone": "AWFUL"}, "Choose one of the answers to “Tone”"),
        ("themes", {"themes": ["999999"]}, "Choose only from the answers to “Themes”"),
        ("assign", {"to": "999999"}, "Choose one of the answers to “Assigned to”"),
        ("narrow", {"consent": "999999", "reason": "They rang."}, "Choose one of the answers"),
    ],
)
def test_a_wrong_answer_shows_the_same_page_with_what_is_wrong(desk, case, worker, decision, answers, says) -> None:
    theme()
    raise_risk(case=case, reason="She sounds afraid.", by=worker, revision=0, now=NOW)
    answer = desk.post(at(case, decision), {"revision": "1", **answers})
    assert answer.status_code == 422
    assert says in plain(answer)
    assert "Ring me on" in plain(answer)
    assert fresh(case).revision == 1


def test_the_later_of_two_people_sees_what_the_earlier_one_did_and_keeps_their_answer(
    desk, case, organisation, signed_in
) -> None:
    other = caseworker(organisation)
    signed_in(other).post(at(case, "status"), {"revision": "0", "status": "IN_PROGRESS"})
    answer = desk.post(at(case, "note"), {"revision": "0", "text": "I rang the ward."})
    assert answer.status_code == 302
    late = desk.post(at(case, "raise-risk"), {"revision": "0", "reason": "She sounds afraid."})
    page = late.content.decode()
    assert late.status_code == 409
    assert '<a href="#form-risk">' in page
    assert 'id="form-risk"' in page
    assert "Someone changed this case while you had it open" in page
    changed = plain(late).split("What changed meanwhile")[1].split("harbour")[0]
    assert other.full_name in changed
    assert "Wrote a note" not in changed.split("What they said")[0]
    assert "She sounds afraid." in page
    assert 'id="risk-revision" name="revision" value="1"' in page
    assert fresh(case).risk == RiskState.NONE


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999"])
def test_a_revision_that_never_was_changes_nothing(desk, case, revision) -> None:
    answer = desk.post(at(case, "tone"), {"revision": revision, "tone": "BAD"})
    assert answer.status_code in {409, 422}
    assert fresh(case).tone == ""


def test_a_permission_is_taken_back_from_the_page(desk, case) -> None:
    consent = Consent.objects.get(piece=case.piece, recipient=Recipient.PROVIDER)
    desk.post(at(case, "narrow"), {"revision": "0", "consent": str(consent.pk), "reason": "They rang us."})
    assert "They rang us." in plain(desk.get(at(case)))


def test_an_organisation_that_took_back_its_own_permission_is_led_to_its_queue(desk, case, organisation) -> None:
    own = Consent.objects.get(piece=case.piece, organisation=organisation)
    answer = desk.post(at(case, "narrow"), {"revision": "0", "consent": str(own.pk), "reason": "They rang us."})
    assert answer.headers["Location"] == "/staff/queue/harbour-voice/"
    assert desk.get(at(case)).status_code == 404


def test_an_organisation_cannot_take_back_anothers_permission(desk, organisation) -> None:
    other = OrganisationFactory.create()
    case = CaseFactory.create(organisation=organisation, consents=consents_to(other))
    theirs = Consent.objects.get(piece=case.piece, organisation=other)
    answer = desk.post(at(case, "narrow"), {"revision": "0", "consent": str(theirs.pk), "reason": "No."})
    assert answer.status_code == 422
    theirs.refresh_from_db()
    assert theirs.narrowed_at is None


class TestReaders:
    def test_an_analyst_reads_and_decides_nothing(self, reader, case) -> None:
        page = reader.get(at(case))
        assert page.status_code == 200
        forms = re.findall(r'<form[^>]*action="([^"]*)"', page.content.decode().split('id="maincontent"')[1])
        assert [action.rstrip("/").rsplit("/", 1)[1] for action in forms] == ["quote"]

    @pytest.mark.parametrize("decision", DECISIONS)
    def test_no_decision_of_an_analyst_is_taken(self, reader, case, decision) -> None:
        assert reader.post(at(case, decision), {"revision": "0"}).status_code == 404

    def test_a_privacy_lead_may_take_a_permission_back_and_nothing_else(self, signed_in, organisation, case) -> None:
        lead = signed_in(member(Role.PRIVACY_LEAD, organisation))
        consent = Consent.objects.get(piece=case.piece, recipient=Recipient.PROVIDER)
        answer = lead.post(at(case, "narrow"), {"revision": "0", "consent": str(consent.pk), "reason": "Asked."})
        assert answer.status_code == 302
        assert lead.post(at(case, "note"), {"revision": "1", "text": "Hello."}).status_code == 404

    def test_someone_who_works_elsewhere_and_reads_here_decides_nothing_here(
        self, signed_in, organisation, case
    ) -> None:
        from tests.factories.accounts import MembershipFactory

        person = member(Role.ANALYST, organisation)
        MembershipFactory.create(user=person, role=Role.CASEWORKER)
        assert signed_in(person).post(at(case, "note"), {"revision": "0", "text": "Hello."}).status_code == 404


class TestStrangers:
    def test_find_no_case_of_ours_and_cannot_tell_it_from_none(self, stranger, case) -> None:
        ours, none = stranger.get(at(case)), stranger.get(f"/staff/cases/{case.pk + 1000}/")
        assert ours.status_code == none.status_code == 404
        assert plain(ours) == plain(none)

    @pytest.mark.parametrize("decision", DECISIONS)
    def test_decide_nothing_of_ours(self, stranger, case, decision) -> None:
        before = Case.objects.filter(pk=case.pk).values().get()
        answer = stranger.post(
            at(case, decision),
            {"revision": "0", "status": "CLOSED", "reason": "x", "text": "x", "tone": "BAD", "to": "", "consent": "1"},
        )
        assert answer.status_code == 404
        assert Case.objects.filter(pk=case.pk).values().get() == before

    @pytest.mark.parametrize("decision", DECISIONS)
    def test_a_decision_is_never_just_followed(self, desk, case, decision) -> None:
        assert desk.get(at(case, decision)).status_code == 405

    def test_ours_of_the_same_piece_is_not_theirs(self, signed_in, organisation) -> None:
        theirs = OrganisationFactory.create()
        ours = CaseFactory.create(organisation=organisation, consents=consents_to(theirs))
        other = Case.objects.get(piece=ours.piece, organisation=theirs)
        person = signed_in(caseworker(theirs))
        assert person.get(at(other)).status_code == 200
        assert person.get(at(ours)).status_code == 404


def test_a_suggestion_says_in_words_how_sure_it_is_what_told_it_and_whether_anything_has_measured_it(
    desk, organisation
) -> None:
    case = CaseFactory.create(organisation=organisation)
    for code, score in (("timeliness", 0.83), ("cost-charging", None)):
        SuggestionFactory.create(
            piece=case.piece, aspect=Aspect.THEME, theme=theme(code), score=score, why="Read from the words “late”."
        )
    page = desk.get(f"/staff/cases/{case.pk}/").content.decode()
    assert "likely, about 83 in 100" in page
    assert "Read from the words “late”." in page
    assert "Cost and charging (unproven)" in page


def test_themes_that_no_method_could_read_say_why(desk, organisation) -> None:
    case = CaseFactory.create(organisation=organisation)
    Reading.objects.create(
        piece=case.piece,
        method="themes",
        method_version="1",
        left_out="Too few of its words are known to the model.",
        read_at=OPENED_AT,
    )
    page = desk.get(f"/staff/cases/{case.pk}/").content.decode()
    assert "Themes and tone were not read from these words. Too few of its words are known to the model." in page
