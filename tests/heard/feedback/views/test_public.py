"""The public form, walked as a browser without script walks it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import ClassVar

import pytest
from django.db import OperationalError
from django.test import Client

from evidence.journey import MOST_PIECES, Value
from heard.campaigns.models import CampaignState, Form, Visit, VisitKind
from heard.campaigns.preview import preview_token
from heard.campaigns.queries import current_question_set
from heard.campaigns.questions.actions import add_question, add_question_set, reword
from heard.design import clock
from heard.feedback.actions import drafting, sending
from heard.feedback.drafts import cookie_name
from heard.feedback.models import Channel, Draft, EqualityAnswer, FlagKind, Piece, Submission, TextField
from heard.feedback.sealing import texts_for_worker
from heard.places.models import ServiceKind
from tests.factories.accounts import OrganisationFactory
from tests.factories.campaigns import FormFactory, PartnerFactory, PlacementFactory
from tests.factories.places import AreaFactory, ServiceFactory
from tests.heard.feedback.walking import WORDS, Walker, give_questions, open_form, secret_of, to_check, told, walker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MADE_AT = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def form() -> Form:
    return open_form()


def texts(submission: Submission) -> dict[str, str]:
    """Return the words of a submission by field, opened as the worker opens them."""
    opened = texts_for_worker(submissions=[submission])
    return {text.field: opened[text.pk] for text in submission.texts.all()}


def pieces_of(person: Walker) -> list[str]:
    """Return the pieces of the person's draft, by their own keys."""
    secret = secret_of(person)
    contents = secret.unseal(Draft.objects.get(pk=secret.draft_id).sealed)
    return [piece.id for piece in contents.answers.pieces]


def void(_given_back: object) -> None:
    """Leave what was given back."""


def later(monkeypatch: pytest.MonkeyPatch, passed: timedelta) -> None:
    now = clock.now() + passed
    monkeypatch.setattr(clock, "now", lambda: now)


class TestTheLimits:
    LIMITS = (
        "if someone may come to serious harm, or there was a serious crime",
        "if a court orders us to",
        "The computer may miss something that shows who you are.",
        "The service may guess who you are from what happened.",
    )

    @pytest.mark.parametrize(("template", "page"), [("regulator", "your-feedback"), ("network", "your-reasons")])
    def test_stand_before_the_words_of_the_first_piece(self, template: str, page: str) -> None:
        person = told(open_form(template=template, slug="asked"))
        page = person.open(f"{person.home}{page}/1/").response.content.decode()
        for limit in self.LIMITS:
            assert 0 < page.find(limit) < page.find("<textarea"), limit

    def test_stand_on_no_page_that_asks_for_no_words(self, form: Form) -> None:
        person = told(form)
        assert self.LIMITS[0] not in person.open(f"{person.home}told-the-service/1/").text


@pytest.mark.slow
class TestTheWholeWalk:
    def test_sends_what_was_told(self, form: Form) -> None:
        area = AreaFactory.create()
        surgery = ServiceFactory.create(name="Hill Surgery", area=area)
        person = walker(form).start().answer(tone="MIXED").answer(about="CARED_FOR").answer(age="yes").answer(risk="no")
        person.answer(service_search="hill surg", find="1").answer(service=surgery.code)
        person.answer(where="Reception").answer(when="month", when_only_month="March", when_only_year="2019")
        person.answer(words=WORDS).answer(wanted="An apology.").answer(told_service="COMPLAINED")
        person.answer(told_others="COUNCIL").answer(another="no").answer(share_with=["provider", "publication"])
        person.answer(may_contact="yes").answer(contact_email="ana@example.org", contact_name="Ana")
        assert person.slug == "check-answers"
        person.answer()

        submission = Submission.objects.get()
        assert (submission.channel, submission.about, submission.risk_declared) == (Channel.WEB, "CARED_FOR", False)
        assert (submission.form, submission.organisation, submission.area) == (form, form.organisation, area)
        assert submission.may_contact
        assert submission.notice_version
        assert not submission.is_test
        piece = submission.pieces.get()
        assert (piece.service, piece.tone, piece.told_service, piece.told_others) == (
            surgery, "MIXED", "COMPLAINED", "COUNCIL",
        )  # fmt: skip
        assert (str(piece.happened_on), piece.happened_precision) == ("2019-03-01", "MONTH")
        assert set(piece.consents.values_list("recipient", flat=True)) == {"ORGANISATION", "PROVIDER", "PUBLICATION"}
        assert texts(submission) == {
            TextField.WORDS: WORDS,
            TextField.WANTED: "An apology.",
            TextField.WHERE: "Reception",
        }

    def test_shows_the_reference_and_the_code_and_shows_them_again(self, form: Form) -> None:
        person = to_check(told(form)).answer().answer(equality="no")
        submission = Submission.objects.get()
        assert person.slug == "sent"
        assert submission.reference in person.text
        again = person.open(person.path).text
        assert submission.reference in again
        assert "within 5 working days" in again

    def test_keeps_equality_answers_as_they_are_given(self, form: Form) -> None:
        person = to_check(told(form)).answer().answer(equality="yes").answer(age_band="35-44")
        person.answer(sex="prefer-not-to-say")
        person.answer()  # gender identity, left empty
        given = dict(EqualityAnswer.objects.values_list("topic", "category"))
        assert given == {"age-band": "35-44", "sex": "prefer-not-to-say"}

    def test_walks_a_network_s_form_with_the_same_engine(self) -> None:
        person = walker(open_form(template="network", slug="network")).start()
        person.answer(service_other="The clinic").answer(tone="VERY_BAD").answer(about="OWN").answer(age="yes")
        person.answer(risk="no").answer(words=WORDS).answer(when="unsure", when_about="last winter").answer()
        person.answer(told_service="TOLD").answer(another="no").answer().answer(may_contact="no").answer()
        piece = Piece.objects.get()
        assert (piece.tone, piece.happened_precision) == ("VERY_BAD", "UNSURE")
        assert texts(piece.submission)[TextField.WHEN] == "last winter"
        assert texts(piece.submission)[TextField.SERVICE] == "The clinic"

    def test_keeps_an_answer_that_no_column_knows(self, form: Form) -> None:
        charity = OrganisationFactory.create(name="Carers Together", slug="carers-together")
        PartnerFactory.create(campaign=form.campaign, organisation=charity)
        person = to_check(told(form))
        assert person.slug == "how-you-heard"
        person.answer(how_you_heard="carers-together").answer()
        answer = Submission.objects.get().answers.get()
        assert (answer.slug, answer.value) == ("how-you-heard", "carers-together")
        assert answer.question is not None

    def test_asks_a_question_that_was_added_as_a_row(self) -> None:
        form = FormFactory.create(campaign__open=True)
        questions = add_question_set(form=form, template="regulator", by=None, now=MADE_AT)
        add_question(
            question_set=questions,
            page="how-it-was-given",
            data={"slug": "how-it-was-given", "kind": "text", "label": "How was the care given?"},
            by=None,
            now=MADE_AT,
        )
        person = to_check(told(form)).answer(how_it_was_given="By video.")
        assert person.slug == "check-answers"
        assert "By video." in person.text
        person.answer()
        assert texts(Submission.objects.get())[TextField.OTHER] == "By video."

    def test_says_on_every_page_that_it_is_no_complaint(self, form: Form) -> None:
        person = walker(form).start()
        for answers in ({"tone": "GOOD"}, {"about": "OWN"}, {"age": "yes"}, {"risk": "no"}):
            assert "This is not a complaint" in person.text
            assert "0345 015 4033" in person.text
            person.send(answers)
        assert "This is not a complaint" in person.text


class TestAFurtherPiece:
    def test_costs_two_pages(self, form: Form) -> None:
        person = told(form).answer(another="yes")
        assert person.slug.startswith("another-service/")
        person.answer(tone="GOOD", service="not-listed", service_other="The ward")
        assert person.slug.startswith("another-experience/")
        person.answer(words="The nurse was kind.")
        assert person.slug == "anything-else"

    def test_is_sent_with_its_own_tone_and_words(self, form: Form) -> None:
        person = told(form).answer(another="yes").answer(tone="GOOD", service_other="The ward")
        to_check(person.answer(words="The nurse was kind.")).answer()
        assert list(Piece.objects.order_by("ordinal").values_list("tone", flat=True)) == ["BAD", "GOOD"]

    def test_can_be_about_the_service_that_was_told_of(self, form: Form) -> None:
        surgery = ServiceFactory.create(name="Hill Surgery")
        person = told(form, service=surgery.code).answer(another="yes")
        assert "Hill Surgery" in person.text
        person.answer(tone="GOOD", service=surgery.code).answer(words="Kind.")
        to_check(person).answer()
        assert list(Piece.objects.values_list("service", flat=True)) == [surgery.pk, surgery.pk]

    def test_keeps_its_tone_while_its_service_is_looked_for(self, form: Form) -> None:
        ServiceFactory.create(name="Hill Surgery")
        person = told(form).answer(another="yes").answer(tone="GOOD", service_search="hill", find="1")
        assert person.fields["tone"] == ["GOOD"]
        assert "Hill Surgery" in person.text

    def test_asked_for_twice_and_not_told_is_nothing(self, form: Form) -> None:
        person = told(form)
        person.tab().answer(another="yes")
        person.answer(another="yes")
        to_check(person.open(f"{person.home}anything-else/")).answer()
        assert Piece.objects.count() == 1

    def test_can_be_left_out_again(self, form: Form) -> None:
        person = told(form).answer(another="yes").answer(tone="GOOD", service_other="The ward")
        to_check(person.answer(words="The nurse was kind."))
        piece = next(href for href in person.read.links if "/remove/" in href and not href.endswith("/1/"))
        person.open(piece).answer()
        assert person.slug == "check-answers"
        assert "The nurse was kind." not in person.text

    def test_can_be_shared_with_others_than_the_first(self, form: Form) -> None:
        person = told(form).answer(another="yes").answer(tone="GOOD", service_other="The ward")
        to_check(person.answer(words="Kind."))
        second = [href for href in person.read.links if "/sharing/" in href][1]
        person.open(second).answer(share_with=["provider"])
        assert person.slug == "check-answers"
        person.answer()
        shared = {piece.ordinal: piece.consents.filter(recipient="PROVIDER").exists() for piece in Piece.objects.all()}
        assert shared == {1: False, 2: True}

    def test_is_refused_in_words_where_the_form_is_full(self, form: Form) -> None:
        person = told(form)
        for number in range(MOST_PIECES - 1):
            service = {"not_listed": "The ward"}
            further: dict[str, Value] = {"tone": "GOOD", "service": service, "words": "Kind.", "wanted": ""}
            drafting.store_answers(secret=secret_of(person), values=further, piece=f"p{number}", now=clock.now())
        person.open(f"{person.home}anything-else/").answer(another="yes")
        assert person.status == 422
        assert "One form can hold 20 things" in person.text


class TestAChild:
    def test_is_told_who_can_help_and_asked_in_shorter_words(self, form: Form) -> None:
        person = walker(form).start().answer(tone="BAD").answer(about="OWN").answer(age="no")
        assert person.slug == "help-for-you"
        assert "0800 1111" in person.text
        assert person.answer().title.startswith("Is someone in danger now?")

    def test_is_not_asked_about_publishing_and_nothing_of_theirs_may_be(self, form: Form) -> None:
        person = told(form, age="no").answer(another="no")
        assert "publish" not in person.text
        person.answer(share_with=["provider", "publication"]).answer(may_contact="no").answer()
        submission = Submission.objects.get()
        assert submission.is_under_16
        assert not submission.pieces.filter(consents__recipient="PUBLICATION").exists()

    def test_who_said_so_late_loses_what_was_ticked_before(self, form: Form) -> None:
        person = to_check(told(form), share_with=["publication"])
        person.open(f"{person.home}age/?change=1").answer(age="no").answer()
        assert person.slug == "check-answers"
        person.answer()
        assert not Piece.objects.filter(consents__recipient="PUBLICATION").exists()


class TestStaff:
    def test_read_what_protects_them_before_they_write(self, form: Form) -> None:
        person = walker(form).start().answer(tone="BAD").answer(about="STAFF")
        assert person.slug == "if-you-work-there"
        assert "Public Interest Disclosure Act" in person.text
        assert person.answer().slug == "risk"

    def test_are_sent_as_staff(self, form: Form) -> None:
        to_check(told(form, about="STAFF")).answer()
        assert Submission.objects.get().about == "STAFF"


@pytest.mark.slow
class TestSomeoneAtRisk:
    def at_risk(self, form: Form) -> Walker:
        return walker(form).start().answer(tone="BAD").answer(about="OWN").answer(age="yes").answer(risk="yes")

    def test_is_shown_whom_to_call_and_that_nothing_was_sent(self, form: Form) -> None:
        person = self.at_risk(form)
        assert person.slug == "help-now"
        assert "Nothing that you have told us has been sent yet." in person.text
        assert all(number in person.text for number in ("999", "111", "116 123"))

    def test_can_tell_us_now_and_go_on_with_nothing_lost(self, form: Form) -> None:
        person = self.at_risk(form).answer(form=1, words="She has no food.", phone="01632 960 001")
        urgent = Submission.objects.get()
        assert (urgent.channel, urgent.risk_declared, urgent.may_contact) == (Channel.URGENT, True, True)
        assert urgent.about == "OWN"
        assert texts(urgent) == {TextField.WORDS: "She has no food."}
        assert urgent.reference in person.text
        assert person.open(f"{person.home}kind-of-experience/1/").fields["tone"] == ["BAD"]
        person.open(f"{person.home}help-now/")
        assert person.answer(form=2).slug == "service/1"

    def test_who_presses_twice_has_told_us_once(self, form: Form) -> None:
        person = self.at_risk(form)
        person.tab().answer(form=1, words="She has no food.")
        person.answer(form=1, words="She has no food.")
        assert Submission.objects.count() == 1

    def test_is_asked_for_the_line_where_it_is_missing(self, form: Form) -> None:
        person = self.at_risk(form).answer(form=1, words="", phone="123")
        assert person.status == 422
        assert person.title.startswith("Error: Tell us now")
        assert person.fields["phone"] == ["123"]
        assert not Submission.objects.exists()

    def test_need_not_tell_us_now_and_is_sent_as_at_risk(self, form: Form) -> None:
        person = self.at_risk(form).answer(form=2).answer(service_other="Her home").answer().answer(when="ongoing")
        person.answer(words=WORDS).answer().answer(told_service="TOLD").answer(told_others="NEITHER")
        to_check(person).answer()
        assert Submission.objects.get().risk_declared

    def test_sees_both_references_at_the_end(self, form: Form) -> None:
        person = self.at_risk(form).answer(form=1, words="She has no food.")
        urgent = Submission.objects.get()
        person.open(f"{person.home}help-now/").answer(form=2).answer(service_other="Her home").answer()
        person.answer(when="ongoing").answer(words=WORDS).answer().answer(told_service="TOLD")
        to_check(person.answer(told_others="NEITHER")).answer().answer(equality="no")
        assert urgent.reference in person.text
        assert Submission.objects.exclude(pk=urgent.pk).get().reference in person.text


class TestFindingAService:
    def at_service(self, form: Form) -> Walker:
        return walker(form).start().answer(tone="BAD").answer(about="OWN").answer(age="yes").answer(risk="no")

    def test_shows_what_was_found_to_choose_from(self, form: Form) -> None:
        surgery = ServiceFactory.create(name="Hill Surgery", address="1 Hill Street")
        ServiceFactory.create(name="Lake House")
        person = self.at_service(form).answer(service_search="hill", find="1")
        assert "Hill Surgery" in person.text
        assert "1 Hill Street" in person.text
        assert "Lake House" not in person.text
        assert person.answer(service=surgery.code).slug == "where/1"

    def test_keeps_the_words_out_of_the_address(self, form: Form) -> None:
        assert "hill" not in self.at_service(form).answer(service_search="hill", find="1").path

    def test_looks_for_words_that_were_sent_without_a_choice(self, form: Form) -> None:
        ServiceFactory.create(name="Hill Surgery")
        assert "Hill Surgery" in self.at_service(form).answer(service_search="hill").text

    def test_says_that_nothing_was_found_and_offers_to_describe_it(self, form: Form) -> None:
        person = self.at_service(form).answer(service_search="nowhere", find="1")
        assert "We found no service for “nowhere”" in person.text
        assert person.answer(service_other="The clinic by the station").slug == "where/1"

    def test_says_that_there_are_too_many(self, form: Form) -> None:
        ServiceFactory.create_batch(22)
        assert "Many services fit" in self.at_service(form).answer(service_search="fictional", find="1").text

    def test_asks_for_words_to_look_for(self, form: Form) -> None:
        person = self.at_service(form).answer(service_search=" ", find="1")
        assert person.status == 422
        assert "Write the name, street, town or postcode" in person.text

    def test_refuses_a_service_that_does_not_exist(self, form: Form) -> None:
        assert self.at_service(form).answer(service="ZZZ").status == 422

    def test_does_not_ask_where_in_an_ambulance(self, form: Form) -> None:
        ambulance = ServiceFactory.create(kind=ServiceKind.AMBULANCE)
        assert self.at_service(form).answer(service=ambulance.code).slug == "when/1"


class TestChangingAnAnswer:
    def test_shows_it_as_it_was_and_leads_back_to_the_check(self, form: Form) -> None:
        person = to_check(told(form))
        person.open(f"{person.home}your-feedback/1/?change=1")
        assert person.fields["words"][0].strip() == WORDS
        assert person.answer(words="It was cold.").slug == "check-answers"
        assert "It was cold." in person.text

    def test_asks_what_it_newly_needs_and_then_leads_back(self, form: Form) -> None:
        person = to_check(told(form, tone="GOOD"))
        person.open(f"{person.home}kind-of-experience/1/?change=1").answer(tone="BAD")
        assert person.slug == "where/1"
        person.answer().answer(when="ongoing").answer(told_service="TOLD").answer(told_others="BOTH")
        assert person.slug == "check-answers"

    def test_sends_nothing_that_no_longer_applies(self, form: Form) -> None:
        person = to_check(told(form), contact="ana@example.org")
        person.open(f"{person.home}kind-of-experience/1/?change=1").answer(tone="GOOD")
        person.open(f"{person.home}may-we-contact-you/?change=1").answer(may_contact="no").answer()
        submission = Submission.objects.get()
        piece = submission.pieces.get()
        assert (piece.told_service, piece.happened_precision, submission.may_contact) == ("", "", False)
        assert not hasattr(submission, "contact")
        assert TextField.WHERE not in texts(submission)

    def test_is_offered_for_each_answer_by_a_link_of_its_own(self, form: Form) -> None:
        person = to_check(told(form))
        changes = [href for href in person.read.links if "change=1" in href]
        assert len(changes) == len(set(changes)) >= 12
        for href in changes:
            assert person.open(href).status == 200

    def test_warns_of_what_shows_who_someone_is(self, form: Form) -> None:
        person = to_check(told(form, words="Call me on 07700 900123, ask for Mrs Jones."))
        page = person.response.content.decode()
        assert '<mark class="heard-mark">07700 900123</mark>' in page
        assert '<mark class="heard-mark">Mrs Jones</mark>.' in page
        plain = person.text.replace("\u2068", "").replace("\u2069", "")
        assert "Our staff see this instead: [phone] for a phone number, [name] for a name." in plain
        person.answer()
        assert Submission.objects.count() == 1, "a warning stops nobody"

    def test_says_nothing_of_words_that_show_nobody(self, form: Form) -> None:
        assert "heard-mark" not in to_check(told(form)).response.content.decode()


class TestTheWay:
    def test_back_leads_to_the_page_before(self, form: Form) -> None:
        person = walker(form).start().answer(tone="BAD").answer(about="OWN")
        assert f"{person.home}about/" in person.read.links

    def test_no_one_gets_ahead_of_an_open_question(self, form: Form) -> None:
        person = walker(form).start().answer(tone="BAD")
        assert person.open(f"{person.home}risk/").slug == "about"
        assert person.open(f"{person.home}check-answers/").slug == "about"
        assert person.open(f"{person.home}sent/").slug == "about"
        assert person.open(f"{person.home}equality/").slug == "about"

    def test_a_page_that_is_not_there_is_not_found(self, form: Form) -> None:
        person = walker(form).start()
        for path in ("nowhere/", "about/1/", "kind-of-experience/", "kind-of-experience/9/", "what-happens-next/"):
            assert person.open(person.home + path).status == 404

    def test_nothing_is_sent_before_everything_is_answered(self, form: Form) -> None:
        person = told(form)
        token = person.fields["form_token"][0]
        assert person.client.post(f"{person.home}check-answers/", {"form_token": token}).status_code == 302
        assert not Submission.objects.exists()


class TestEachKindOfQuestion:
    """Errors, forwards, back, change: the same four for every kind."""

    AT: ClassVar[dict[str, tuple[str, dict[str, str], dict[str, str]]]] = {
        "radios": ("kind-of-experience/1", {}, {"tone": "BAD"}),
        "yes_no": ("age", {}, {"age": "yes"}),
        "service": ("service/1", {"service-other": "x" * 1501}, {"service-other": "The clinic"}),
        "text": ("where/1", {"where": "x" * 1001}, {"where": "Ward 7"}),
        "when": ("when/1", {"when": "day", "when-day": "31", "when-month": "2", "when-year": "2019"},
                 {"when": "day", "when-day": "3", "when-month": "7", "when-year": "2019"}),
        "long_text": ("your-feedback/1", {"words": "y" * 20_001}, {"words": "x" * 20_000}),
        "contact": ("contact-details", {"contact-email": "nobody"}, {"contact-email": "ana@example.org"}),
    }  # fmt: skip

    @pytest.fixture(params=sorted(AT))
    def kind(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    @pytest.fixture
    def person(self, form: Form) -> Walker:
        return to_check(told(form), contact="bo@example.org")

    def test_says_what_is_wrong_at_the_top_and_at_the_field(self, kind: str, person: Walker) -> None:
        slug, wrong, _ = self.AT[kind]
        person.open(f"{person.home}{slug}/")
        empty: dict[str, list[str]] = {name: [] for name in person.read.forms[0].get("choices", {})}
        person.send({**empty, **wrong})
        assert person.status == 422
        assert person.title.startswith("Error: ")
        assert "There is a problem" in person.text
        targets = [href[1:] for href in person.read.links if href.startswith("#") and href != "#maincontent"]
        assert targets
        assert set(targets) <= person.read.ids

    def test_keeps_on_the_page_what_was_wrong(self, kind: str, person: Walker) -> None:
        slug, wrong, _ = self.AT[kind]
        person.open(f"{person.home}{slug}/").send(wrong)
        for name, value in wrong.items():
            assert [one.strip() for one in person.fields[name]] == [value]

    def test_leads_on(self, kind: str, person: Walker) -> None:
        slug, _, right = self.AT[kind]
        person.open(f"{person.home}{slug}/").send(right)
        assert person.status == 200
        assert person.slug != slug

    def test_shows_the_answer_again(self, kind: str, person: Walker) -> None:
        slug, _, right = self.AT[kind]
        person.open(f"{person.home}{slug}/").send(right)
        person.open(f"{person.home}{slug}/")
        for name, value in right.items():
            assert [one.strip() for one in person.fields[name]] == [value]

    def test_leads_back_to_the_check_when_it_is_changed(self, kind: str, person: Walker) -> None:
        slug, _, right = self.AT[kind]
        assert person.open(f"{person.home}{slug}/?change=1").send(right).slug == "check-answers"


class TestNothingIsLostAndNothingDoubled:
    def test_a_double_click_sends_once(self, form: Form) -> None:
        person = to_check(told(form))
        twin = person.tab()
        person.answer()
        twin.answer()
        assert Submission.objects.count() == 1
        assert twin.status == 200
        assert "You have already sent this form" in twin.text

    def test_two_clicks_that_cross_both_find_the_same_reference(self, form: Form) -> None:
        person = to_check(told(form))
        secret = secret_of(person)
        sent = [sending.send_draft(secret=secret, language="en-gb", now=clock.now()) for _ in range(2)]
        assert sent[0] == sent[1]
        assert Submission.objects.count() == 1

    def test_back_after_sending_shows_that_it_was_sent(self, form: Form) -> None:
        person = to_check(told(form)).answer()
        assert "You have already sent this form" in person.open(f"{person.home}check-answers/").text
        assert "You have already sent this form" in person.open(f"{person.home}your-feedback/1/").text

    def test_two_tabs_each_keep_their_own_answers(self, form: Form) -> None:
        person = to_check(told(form))
        words, where = person.tab(), person.tab()
        words.open(f"{person.home}your-feedback/1/?change=1")
        where.open(f"{person.home}where/1/?change=1")
        words.answer(words="It was cold.")
        where.answer(where="Ward 9")
        person.open(f"{person.home}check-answers/").answer()
        said = texts(Submission.objects.get())
        assert (said[TextField.WORDS], said[TextField.WHERE]) == ("It was cold.", "Ward 9")

    def test_two_tabs_can_each_tell_another_piece(self, form: Form) -> None:
        person = told(form)
        one, other = person.tab().answer(another="yes"), person.tab().answer(another="yes")
        one.answer(tone="GOOD", service_other="A")
        other.answer(tone="BAD", service_other="B")
        one.answer(words="First tab.")
        other.answer(words="Second tab.", when="ongoing")
        to_check(person.open(f"{person.home}anything-else/")).answer()
        assert Piece.objects.count() == 3

    def test_starting_twice_goes_on_with_the_same_form(self, form: Form) -> None:
        person = walker(form).start()
        person.tab().start()
        assert person.answer(tone="BAD").slug == "about"
        assert Draft.objects.count() == 1

    def test_starting_again_asks_before_it_erases(self, form: Form) -> None:
        person = told(form)
        person.start()
        assert "You have begun this form" in person.text
        assert Draft.objects.count() == 1
        assert person.answer().slug == "kind-of-experience/1"
        assert person.fields.get("tone") is None

    def test_an_idle_hour_costs_nothing(self, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
        person = told(form)
        later(monkeypatch, timedelta(hours=23))
        assert to_check(person).slug == "check-answers"

    def test_a_day_later_the_answers_are_gone_and_the_words_on_the_screen_are_not(
        self, form: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = to_check(told(form))
        person.open(f"{person.home}your-feedback/1/")
        later(monkeypatch, timedelta(hours=25))
        person.answer(words="I wrote this for an hour.")
        assert person.status == 410
        assert "I wrote this for an hour." in person.text
        assert form.campaign.contact_phone in person.text

    def test_clearing_erases_the_draft_and_the_cookie(self, form: Form) -> None:
        person = told(form)
        person.open(f"{person.home}clear-my-answers/").answer()
        assert "Your answers are cleared" in person.text
        assert not Draft.objects.exists()
        assert not person.client.cookies[person.cookie].value

    def test_clearing_after_sending_keeps_what_was_sent(self, form: Form) -> None:
        person = to_check(told(form)).answer()
        person.open(f"{person.home}clear-my-answers/").answer()
        assert Submission.objects.count() == 1


class TestTwoTabsThatCross:
    """Each test lets another tab act after a page was opened for its answer, and before the answer is written."""

    def crossing(self, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, act: Callable[[], None]) -> None:
        late = getattr(module, name)

        def crossed(**given: object) -> object:
            act()
            return late(**given)

        monkeypatch.setattr(module, name, crossed)

    def send(self, person: Walker) -> Callable[[], None]:
        secret = secret_of(person)
        return lambda: void(sending.send_draft(secret=secret, language="en-gb", now=clock.now()))

    def clear(self, person: Walker) -> Callable[[], None]:
        secret = secret_of(person)
        return lambda: drafting.erase_draft(secret=secret)

    def change(self, person: Walker) -> Callable[[], None]:
        secret, store = secret_of(person), drafting.store_answers
        return lambda: void(
            store(secret=secret, values={"about": "RELATIVE", "may-contact": "yes"}, piece="", now=clock.now())
        )

    def test_a_page_saved_while_the_form_is_sent_gives_its_words_back(
        self, form: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = to_check(told(form))
        person.open(f"{person.home}your-feedback/1/?change=1")
        self.crossing(monkeypatch, drafting, "store_answers", self.send(person))
        person.answer(words="It came too late.")
        assert person.status == 200
        assert "You have already sent this form" in person.text
        assert "It came too late." in person.text
        assert texts(Submission.objects.get())[TextField.WORDS] == WORDS

    def test_a_page_saved_after_the_form_was_sent_gives_its_words_back(self, form: Form) -> None:
        person = to_check(told(form))
        other = person.tab().open(f"{person.home}your-feedback/1/?change=1")
        person.answer()
        other.answer(words="It came too late.")
        assert "You have already sent this form" in other.text
        assert "It came too late." in other.text

    def test_a_part_left_out_while_the_form_is_sent_stays_sent(
        self, form: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = told(form).answer(another="yes").answer(tone="GOOD", service_other="The ward")
        to_check(person.answer(words="The nurse was kind."))
        second = pieces_of(person)[1]
        person.open(f"{person.home}remove/{second}/")
        self.crossing(monkeypatch, drafting, "remove_piece", self.send(person))
        person.answer()
        assert "You have already sent this form" in person.text
        assert Piece.objects.count() == 2

    def test_a_page_saved_while_the_form_is_cleared_gives_its_words_back(
        self, form: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = to_check(told(form))
        person.open(f"{person.home}your-feedback/1/?change=1")
        self.crossing(monkeypatch, drafting, "store_answers", self.clear(person))
        person.answer(words="It came too late.")
        assert person.status == 410
        assert "Your answers are no longer here" in person.text
        assert "It came too late." in person.text

    def test_a_form_sent_while_it_is_cleared_is_not_sent(self, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
        person = to_check(told(form))
        self.crossing(monkeypatch, sending, "send_draft", self.clear(person))
        person.answer()
        assert person.status == 410
        assert "Nothing was sent." in person.text
        assert not Submission.objects.exists()

    def test_the_urgent_line_is_given_back_where_the_form_is_cleared(
        self, form: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = told(form)
        person.open(f"{person.home}tell-us-now/")
        self.crossing(monkeypatch, sending, "send_urgent", self.clear(person))
        person.answer(words="She is alone.")
        assert person.status == 410
        assert "She is alone." in person.text

    def test_clearing_what_was_sent_never_says_that_nothing_was(
        self, form: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = to_check(told(form)).answer()
        self.crossing(monkeypatch, sending, "store_after_sending", self.clear(person))
        person.answer(equality="no")
        assert person.status == 410
        assert "Your answers are cleared" in person.text
        assert "Nothing was sent" not in person.text

    def test_a_form_sent_while_an_answer_changes_asks_what_it_newly_needs(
        self, form: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = to_check(told(form))
        self.crossing(monkeypatch, sending, "send_draft", self.change(person))
        person.answer()
        assert person.status == 200
        assert person.slug == "contact-details"
        assert not Submission.objects.exists()


class TestAnotherLanguage:
    def test_is_kept_from_page_to_page_and_recorded(self, form: Form) -> None:
        person = walker(form, prefix="/ur").start().answer(tone="BAD")
        assert person.path.startswith("/ur/c/")
        assert "کس کی دیکھ بھال" in person.text
        person.answer()
        assert "چنیں کہ یہ کس کی دیکھ بھال کے بارے میں ہے" in person.text
        to_check(told(form, prefix="/ur")).answer()
        assert Submission.objects.get().language == "ur"

    def test_leaves_no_english_in_the_words_around_a_field(self, form: Form) -> None:
        person = told(form, prefix="/ur")
        person.open(f"{person.home}your-feedback/1/").answer(words="")
        shown = person.response.content.decode()
        assert "باقی حروف: %{count}" in shown
        assert "You can" not in shown
        assert "Error" not in shown

    def test_can_be_changed_on_the_way_without_losing_a_word(self, form: Form) -> None:
        person = walker(form).start().answer(tone="BAD")
        person.open(f"/pl{person.path}")
        assert "O czyjej opiece chcesz nam opowiedzieć?" in person.text
        person.answer(about="OWN")
        assert person.path.startswith("/pl/c/")
        assert Draft.objects.count() == 1

    def test_takes_months_and_digits_as_people_write_them_there(self, form: Form) -> None:
        person = told(form, prefix="/ur")
        person.open(f"{person.home}when/1/?change=1").answer(
            when="month", when_only_month="جولائی", when_only_year="۲۰۱۹"
        )
        assert "جولائی 2019" in to_check(person).text


class TestTheCookie:
    def test_is_the_only_one_and_is_kept_from_scripts_and_other_forms(self, form: Form) -> None:
        person = walker(form).start().answer(tone="BAD")
        assert {cookie.key for cookie in person.client.cookies.values()} == {person.cookie}
        cookie = person.client.cookies[person.cookie]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert not cookie["max-age"]
        assert not cookie["expires"]

    def test_opens_the_same_form_in_each_language(self, form: Form) -> None:
        person = told(form)
        for prefix in ("/cy", "/pl", "/ur", "/easy"):
            assert WORDS in person.open(f"{prefix}{person.home}your-feedback/1/?change=1").text

    def test_is_taken_by_a_browser_from_this_very_host_alone_where_the_site_speaks_https(
        self, form: Form, settings
    ) -> None:
        settings.SESSION_COOKIE_SECURE = True
        person = walker(form).start().answer(tone="BAD")
        cookie = person.client.cookies[person.cookie]
        assert cookie.key.startswith("__Host-")
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        person.open(f"{person.home}clear-my-answers/").answer()
        assert person.client.cookies[person.cookie]["secure"]
        assert not person.client.cookies[person.cookie].value

    def test_alone_opens_the_draft(self, form: Form) -> None:
        person = told(form)
        draft = Draft.objects.get()
        stranger = walker(form).start()
        assert stranger.open(f"{stranger.home}your-feedback/1/").slug == "kind-of-experience/1"
        assert WORDS.encode() not in bytes(draft.sealed)
        assert person.client.cookies[person.cookie].value not in draft.pk

    def test_that_is_refused_is_asked_for_in_words(self, form: Form) -> None:
        client = Client()
        there = client.get(f"/c/{form.campaign.slug}/{form.slug}/start/")
        client.cookies.clear()
        page = client.get(there["Location"])
        assert "This form needs one cookie" in page.content.decode()
        assert form.campaign.contact_phone in page.content.decode()
        assert not Draft.objects.exists()

    def test_that_is_nonsense_begins_anew(self, form: Form) -> None:
        client = Client()
        client.cookies[cookie_name(campaign=form.campaign.slug, form=form.slug)] = "nonsense"
        assert walker(form, client).start().slug == "kind-of-experience/1"

    @pytest.mark.parametrize("token", ["", "0" * 64, "naïve"])
    def test_needs_the_token_of_the_page(self, form: Form, token: str) -> None:
        person = told(form)
        answer = person.client.post(f"{person.home}about/", {"about": "STAFF", "form_token": token})
        assert answer.status_code == 403
        assert person.open(f"{person.home}about/").fields["about"] == ["OWN"]

    @pytest.mark.parametrize(
        "headers",
        [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
    )
    def test_is_not_enough_from_another_site(self, form: Form, headers: dict[str, str]) -> None:
        person = told(form)
        posted = {"about": "STAFF", "form_token": person.fields["form_token"][0]}
        assert person.client.post(f"{person.home}about/", posted, headers=headers).status_code == 403

    def test_is_enough_from_a_browser_that_hides_where_it_comes_from(self, form: Form) -> None:
        person = told(form)
        posted = {"about": "OWN", "form_token": person.fields["form_token"][0]}
        headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        assert person.client.post(f"{person.home}about/", posted, headers=headers).status_code == 303

    def test_gives_the_words_back_where_another_form_was_begun_since(self, form: Form) -> None:
        person = to_check(told(form))
        person.open(f"{person.home}your-feedback/1/")
        old = person.tab()
        person.start().answer()
        shown = old.read.forms[0]["fields"]
        answer = old.client.post(
            old.path, {**shown, "words": "Written in the old tab."}, headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert answer.status_code == 403
        assert "Written in the old tab." in answer.content.decode()


class TestCountingStarts:
    def starts(self) -> int:
        return Visit.objects.filter(kind=VisitKind.FORM_START).count()

    def test_counts_each_form_once(self, form: Form) -> None:
        person = walker(form).start()
        person.open(person.path).answer(tone="BAD").start()
        assert self.starts() == 1

    def test_carries_the_link_to_the_visit_and_the_submission(self, form: Form) -> None:
        placement = PlacementFactory.create(campaign=form.campaign, code="carers-fb-1")
        person = walker(form).start("?p=carers-fb-1")
        assert Visit.objects.get(kind=VisitKind.FORM_START).placement == placement
        assert Draft.objects.get().placement == placement
        person.answer(tone="GOOD").answer(about="OWN").answer(age="yes").answer(risk="no")
        person.answer(service_other="The clinic").answer(words=WORDS).answer()
        to_check(person).answer()
        assert Submission.objects.get().placement == placement

    def test_leaves_out_a_link_of_another_campaign(self, form: Form) -> None:
        PlacementFactory.create(code="elsewhere-1")
        walker(form).start("?p=elsewhere-1")
        assert Draft.objects.get().placement is None

    def test_begins_nothing_for_a_page_fetched_ahead(self, form: Form) -> None:
        client = Client(headers={"Sec-Purpose": "prefetch"})
        walker(form, client).start()
        assert not Draft.objects.exists()
        assert self.starts() == 0


class TestTheCampaignsState:
    def set(self, form: Form, state: CampaignState) -> None:
        form.campaign.state = state
        form.campaign.save()

    @pytest.mark.parametrize(
        ("state", "says"),
        [
            (CampaignState.PREPARING, "This form is not open yet"),
            (CampaignState.PAUSED, "This form is closed for a short time"),
            (CampaignState.CLOSED, "This form is closed"),
        ],
    )
    def test_says_why_no_form_can_be_begun_and_whom_to_call(self, form: Form, state: CampaignState, says: str) -> None:
        self.set(form, state)
        person = walker(form).start()
        assert says in person.text
        assert form.campaign.contact_phone in person.text
        assert not Draft.objects.exists()

    @pytest.mark.parametrize("state", [CampaignState.PREPARING, CampaignState.PAUSED, CampaignState.CLOSED])
    def test_shows_whom_to_call_where_someone_is_in_danger(self, form: Form, state: CampaignState) -> None:
        self.set(form, state)
        person = walker(form).start()
        assert {"tel:999", "tel:111", "tel:116123"} <= set(person.read.links)
        assert "Nothing that you have told us" not in person.text

    def test_shows_an_emergency_number_where_the_form_has_no_questions_yet(self) -> None:
        form = FormFactory.create(campaign__state=CampaignState.PREPARING)
        assert {"tel:999", "tel:111"} <= set(walker(form).start().read.links)

    def test_paused_lets_a_form_that_was_begun_be_finished(self, form: Form) -> None:
        person = told(form)
        self.set(form, CampaignState.PAUSED)
        to_check(person).answer()
        assert Submission.objects.count() == 1

    def test_closed_takes_nothing_more_and_shows_the_words(self, form: Form) -> None:
        person = to_check(told(form))
        self.set(form, CampaignState.CLOSED)
        person.answer()
        assert WORDS in person.text
        assert form.campaign.contact_phone in person.text
        assert "tel:999" in person.read.links
        assert not Submission.objects.exists()

    def test_in_preview_everything_works_and_is_marked_as_a_test(self, form: Form) -> None:
        self.set(form, CampaignState.PREPARING)
        person = walker(form).start(f"?preview={preview_token(campaign_id=form.campaign.pk)}")
        assert "This is a test." in person.text
        person.answer(tone="GOOD").answer(about="OWN").answer(age="yes").answer(risk="no")
        person.answer(service_other="The clinic").answer(words=WORDS).answer()
        to_check(person).answer()
        assert Submission.objects.get().is_test
        assert Visit.objects.get(kind=VisitKind.FORM_START).is_test

    def test_a_form_begun_under_older_words_is_finished_under_them(self, form: Form) -> None:
        person = walker(form).start()
        old = current_question_set(form)
        new = reword(question_set=old, words={"about": {"label": "Who was it?"}}, by=None, now=clock.now())
        assert "Whose care do you want to tell us about?" in person.answer(tone="BAD").text
        assert "Who was it?" in walker(form).start().answer(tone="BAD").text
        assert set(Draft.objects.values_list("question_set", flat=True)) == {old.pk, new.pk}


class TestWhenWeCannotSave:
    @pytest.fixture
    def full(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
        def fill(name: str, module: object = drafting) -> None:
            def fail(**_: object) -> None:
                raise OperationalError("database or disk is full")

            monkeypatch.setattr(module, name, fail)

        return fill

    def test_the_words_stay_in_their_field_with_the_number_to_call(
        self, form: Form, full: Callable[[str], None]
    ) -> None:
        person = to_check(told(form))
        person.open(f"{person.home}your-feedback/1/")
        full("store_answers")
        person.answer(words="I wrote this\nfor an hour.")
        assert person.status == 503
        assert person.fields["words"][0].replace("\r", "").strip() == "I wrote this\nfor an hour."
        assert form.campaign.contact_phone in person.text

    def test_the_button_sends_them_again(self, form: Form, full: Callable[[str], None], monkeypatch) -> None:
        person = to_check(told(form))
        person.open(f"{person.home}your-feedback/1/?change=1")
        full("store_answers")
        person.answer(words="I wrote this for an hour.")
        monkeypatch.undo()
        assert person.answer().slug == "check-answers"
        assert "I wrote this for an hour." in person.text

    def test_choices_are_sent_again_too(self, form: Form, full: Callable[[str], None], monkeypatch) -> None:
        person = walker(form).start()
        full("store_answers")
        person.answer(tone="BAD")
        assert person.status == 503
        monkeypatch.undo()
        assert person.answer().slug == "about"
        assert person.open(f"{person.home}kind-of-experience/1/").fields["tone"] == ["BAD"]

    def test_sending_says_so_and_can_be_tried_again(self, form: Form, full, monkeypatch) -> None:
        person = to_check(told(form))
        full("send_draft", sending)
        person.answer()
        assert person.status == 503
        monkeypatch.undo()
        person.answer()
        assert Submission.objects.count() == 1

    def test_telling_us_now_keeps_its_line(self, form: Form, full) -> None:
        person = walker(form).start().answer(tone="BAD").answer(about="OWN").answer(age="yes").answer(risk="yes")
        full("send_urgent", sending)
        person.answer(form=1, words="Help", phone="01632 960 001")
        assert person.status == 503
        assert person.fields["words"][0].strip() == "Help"
        assert person.fields["phone"][0].strip() == "01632 960 001"

    def test_a_form_that_cannot_be_begun_says_whom_to_call(self, form: Form, full) -> None:
        full("begin_draft")
        person = walker(form).start()
        assert person.status == 503
        assert form.campaign.contact_phone in person.text

    def test_a_database_that_cannot_be_read_still_shows_the_words_and_the_number(
        self, form: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from heard.feedback.views import sittings

        person = to_check(told(form))
        person.open(f"{person.home}your-feedback/1/")

        def fail(*_: object) -> None:
            raise OperationalError("disk I/O error")

        monkeypatch.setattr(sittings, "public_form", fail)
        person.answer(words="I wrote this for an hour.")
        assert person.status == 503
        assert "I wrote this for an hour." in person.text
        assert form.campaign.contact_phone in person.text

    def test_no_one_else_s_words_are_shown(self, form: Form, full) -> None:
        person = told(form)
        full("store_answers")
        answer = person.client.post(f"{person.home}about/", {"about": "Buy this now", "form_token": "wrong"})
        assert answer.status_code == 403
        assert "Buy this now" not in answer.content.decode()

    def test_too_much_at_once_is_said_and_not_cut(self, form: Form, settings) -> None:
        person = to_check(told(form))
        person.open(f"{person.home}your-feedback/1/")
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000
        person.answer(words="x" * 10_000)
        assert person.status == 413
        assert "it was not saved" in person.text


def test_two_organisations_forms_of_one_campaign_keep_apart(form: Form) -> None:
    network = FormFactory.create(
        campaign=form.campaign, slug="network", organisation=OrganisationFactory.create(slug="the-network")
    )
    give_questions(network, "network")
    one, other = walker(form).start(), walker(network).start()
    assert one.cookie != other.cookie
    stolen = one.client.cookies[one.cookie].value
    other.client.cookies.clear()
    other.client.cookies[other.cookie] = stolen
    assert other.open(f"{other.home}rating/1/").status == 410


def test_sharing_with_the_campaigns_other_organisation_reaches_it(form: Form) -> None:
    other = OrganisationFactory.create(slug="the-network", name="The Network")
    FormFactory.create(campaign=form.campaign, organisation=other)
    to_check(told(form), share_with=["organisation:the-network"]).answer()
    consents = Piece.objects.get().consents.filter(recipient="ORGANISATION")
    assert {consent.organisation for consent in consents} == {form.organisation, other}


class TestSigns:
    """What is seen as a form is sent: flagged, and never refused."""

    def sent(self, form: Form, **answers: str) -> Submission:
        person = to_check(told(form))
        person.answer(0, **answers)
        return Submission.objects.get()

    def test_without_script_a_form_is_received_and_flagged_unproven(self, form: Form) -> None:
        submission = self.sent(form)
        assert FlagKind.UNPROVEN in submission.flags.values_list("kind", flat=True)

    def test_a_machine_that_fills_in_every_field_is_received_and_flagged(self, form: Form) -> None:
        submission = self.sent(form, homepage="https://example.org")
        assert FlagKind.TRAP in submission.flags.values_list("kind", flat=True)

    @pytest.mark.parametrize("proof", ["nonsense", "e30=", "A" * 20_000])
    def test_an_answer_that_proves_nothing_stops_nobody(self, form: Form, proof: str) -> None:
        assert FlagKind.UNPROVEN in self.sent(form, proof=proof).flags.values_list("kind", flat=True)

    def test_the_field_that_nobody_sees_is_out_of_reach_of_keys_and_readers(self, form: Form) -> None:
        page = to_check(told(form)).response.content.decode()
        unseen = page[page.index("heard-unseen") :]
        assert unseen.startswith('heard-unseen" aria-hidden="true"')
        assert 'tabindex="-1" autocomplete="off"' in unseen

    def test_a_proof_is_not_shown_back_where_a_form_cannot_be_saved(
        self, form: Form, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = to_check(told(form))

        def locked(**_given: object) -> None:
            raise OperationalError

        monkeypatch.setattr(sending, "send_draft", locked)
        person.answer(proof="A" * 900)
        assert person.response.status_code == 503
        assert "<textarea" not in person.response.content.decode()
