"""What managers and analysts see of a form's questions, and what managers change of them."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from heard.accounts.doors import Role
from heard.accounts.models import AuditLine
from heard.campaigns.models import Form, QuestionSet
from heard.campaigns.questions.actions import add_question, add_question_set, freeze, reword
from heard.campaigns.questions.queries import data_of, pages_of
from heard.design import clock
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import MADE_AT, FormFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor"), pytest.mark.slow]

A_QUESTION = {
    "label": "How long did you wait?",
    "short": "Wait",
    "kind": "radios",
    "answers": "Less than an hour\r\n\r\nAn hour or more",
    "required": "no",
    "scope": "piece",
}


@pytest.fixture
def no_second_factor(settings):
    settings.HEARD_DEMO = True


@pytest.fixture
def form() -> Form:
    made = FormFactory.create(slug="regulator", title="Tell the regulator")
    add_question_set(form=made, template="regulator", by=None, now=MADE_AT)
    return made


def questions_of(form: Form) -> QuestionSet:
    return form.question_sets.latest("version")


def fixed(form: Form) -> QuestionSet:
    question_set = questions_of(form)
    freeze(question_set=question_set, by=None, now=MADE_AT)
    return question_set


def with_the_wait(form: Form) -> None:
    data = {"slug": "wait", "kind": "text", "label": "How long did you wait?", "required": False}
    add_question(question_set=questions_of(form), page="wait", data=data, by=None, now=MADE_AT)


def signed_in(role, organisation=None) -> Client:
    client = Client()
    client.force_login(member(role, organisation))
    return client


def a_manager_of(form: Form) -> Client:
    return signed_in(Role.CAMPAIGN_MANAGER, form.campaign.owner)


def at(name: str, form: Form, *more: str) -> str:
    return reverse(f"campaigns:{name}", args=[form.campaign.slug, form.slug, *more])


def body(response) -> str:
    return unescape(response.content.decode())


def filled(client: Client, address: str) -> dict[str, str]:
    """Return the page's fields as a browser would send them back."""
    page = client.get(address).content.decode()
    inputs = {
        name: re.search(r'value="([^"]*)"', tag)
        for tag, name in re.findall(r'(<input[^>]*name="([^"]+)"[^>]*>)', page)
        if name != "csrfmiddlewaretoken"
    }
    areas = dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    return {name: unescape(found.group(1) if found else "") for name, found in inputs.items()} | {
        name: unescape(words) for name, words in areas.items()
    }


def label_of(question_set: QuestionSet, slug: str) -> str:
    return next(one.label for page in pages_of(question_set) for one in page.questions if one.slug == slug)


class TestWhoMaySee:
    def writing(self, form: Form) -> list[str]:
        return [at("words", form, "sharing"), at("add_question", form), at("remove_question", form, "wait")]

    @pytest.mark.parametrize("role", [Role.CAMPAIGN_MANAGER, Role.ANALYST])
    def test_those_of_an_organisation_with_a_form_read_and_do_not_write(self, form, role):
        with_the_wait(form)
        other = FormFactory.create(campaign=form.campaign, organisation=OrganisationFactory.create())
        client = signed_in(role, other.organisation)
        page = client.get(at("questions", form))
        assert page.status_code == 200
        assert "Change the words" not in body(page)
        assert "Add a question" not in body(page)
        assert {client.get(address).status_code for address in self.writing(form)} == {404}
        assert {client.post(address).status_code for address in self.writing(form)} == {404}

    def test_strangers_find_nothing(self, form):
        with_the_wait(form)
        client = signed_in(Role.CAMPAIGN_MANAGER)
        assert {client.get(page).status_code for page in [at("questions", form), *self.writing(form)]} == {404}

    def test_a_form_of_another_campaign_is_not_found_under_ones_own(self, form):
        own = FormFactory.create()
        address = reverse("campaigns:questions", args=[own.campaign.slug, form.slug])
        assert a_manager_of(own).get(address).status_code == 404

    @pytest.mark.parametrize("name", ["words", "remove_question"])
    def test_a_page_or_question_that_is_not_there_is_not_found(self, form, name):
        assert a_manager_of(form).get(at(name, form, "nowhere")).status_code == 404


class TestLookingOver:
    def test_the_campaign_leads_to_its_forms_questions(self, form):
        page = a_manager_of(form).get(reverse("campaigns:campaign", args=[form.campaign.slug]))
        assert at("questions", form) in body(page)

    def test_says_what_is_asked_how_when_and_with_which_answers(self, form):
        page = body(a_manager_of(form).get(at("questions", form)))
        assert "What kind of experience do you want to tell us about?" in page
        assert "One answer from a list; must be answered" in page
        assert "<li>Both good and bad</li>" in page
        assert "Once, if “16 or over” is “No”" in page
        assert "For each piece of feedback" in page
        assert "Asks again: What kind of experience was it?" in page
        assert "Your name and how to reach you are locked away from your words." in page
        assert "/start/?preview=" in page

    def test_names_each_version_and_the_one_in_use(self, form):
        reword(question_set=fixed(form), words={"tone": {"label": "How was it?"}}, by=None, now=MADE_AT)
        page = body(a_manager_of(form).get(at("questions", form)))
        assert "In use" in page
        assert "Earlier" in page
        assert "How was it?" in page
        assert "Add a question" not in page

    def test_only_what_was_added_can_be_removed(self, form):
        with_the_wait(form)
        page = body(a_manager_of(form).get(at("questions", form)))
        assert at("remove_question", form, "wait") in page
        assert at("remove_question", form, "confidentiality") not in page


class TestWords:
    def test_change_where_they_stand_while_the_campaign_is_in_preparation(self, form):
        client, address = a_manager_of(form), at("words", form, "sharing")
        before = data_of(questions_of(form))
        words = filled(client, address)
        words["page:sharing.title"] = "Who may read it"
        words["confidentiality.sections.0.paragraphs.1"] = "A computer hides names\r\nbefore we read."

        response = client.post(address, words)

        assert response["Location"] == at("questions", form)
        after = data_of(questions_of(form))
        changed = [(one, two) for one, two in zip(before, after, strict=True) if one != two]
        assert [page["slug"] for page, _after in changed] == ["sharing"]
        assert changed[0][1]["title"] == "Who may read it"
        notice = changed[0][1]["questions"][0]
        assert notice["sections"][0]["paragraphs"][1] == "A computer hides names before we read."
        assert changed[0][1]["questions"][1] == changed[0][0]["questions"][1]
        assert form.question_sets.count() == 1

    def test_of_an_answer_change_with_its_question(self, form):
        client, address = a_manager_of(form), at("words", form, "kind-of-experience")
        client.post(address, {**filled(client, address), "tone.options.GOOD.label": "It was good"})
        assert "It was good" in body(client.get(at("questions", form)))

    def test_make_a_next_version_once_fixed_and_the_page_says_so_first(self, form):
        first = fixed(form)
        client, address = a_manager_of(form), at("words", form, "about")
        page = body(client.get(address))
        assert "Saving makes version 2." in page
        assert "Whoever began under version 1 finishes under it." in page
        assert "Save as version 2" in page

        client.post(address, {**filled(client, address), "about.label": "Whose care was it?"})

        second = questions_of(form)
        assert (second.version, second.frozen_at is not None) == (2, True)
        assert label_of(second, "about") == "Whose care was it?"
        assert label_of(first, "about") == "Whose care do you want to tell us about?"
        assert AuditLine.objects.filter(code="campaigns.questions.reworded").exists()

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"about.label": " "}, "Fill in “Question”"),
            ({"about.options.OWN.label": ""}, "Fill in “Answer 1”"),
            ({"about.hint": "x" * 1001}, "must be 1000 characters or fewer"),
            ({}, "You have not changed any words"),
        ],
    )
    def test_that_cannot_be_come_back_with_a_sentence(self, form, wrong, sentence):
        client, address = a_manager_of(form), at("words", form, "about")
        before = data_of(questions_of(form))
        response = client.post(address, {**filled(client, address), **wrong})
        assert response.status_code == 422
        assert sentence in body(response)
        assert "<title>Error: " in body(response)
        assert data_of(questions_of(form)) == before

    @pytest.mark.parametrize("is_fixed", [False, True])
    def test_of_someone_else_are_not_overwritten(self, form, is_fixed):
        question_set = fixed(form) if is_fixed else questions_of(form)
        client, address = a_manager_of(form), at("words", form, "about")
        words = filled(client, address)
        reword(question_set=question_set, words={"about": {"hint": "Theirs"}}, by=None, now=clock.now())

        response = client.post(address, {**words, "about.label": "Mine"})

        assert response.status_code == 422
        assert "Someone else has changed these questions" in body(response)
        assert label_of(questions_of(form), "about") != "Mine"

    def test_for_some_people_say_for_whom(self, form):
        page = body(a_manager_of(form).get(at("words", form, "risk")))
        assert "Question in other words" in page
        assert "Used only if “16 or over” is “No”" in page


class TestAdding:
    def test_a_question_is_asked_as_the_manager_chose(self, form):
        response = a_manager_of(form).post(at("add_question", form), A_QUESTION)
        assert response["Location"] == at("questions", form)
        page = next(one for one in pages_of(questions_of(form)) if one.slug == "wait")
        question = page.questions[0]
        assert (page.scope, question.kind, question.required) == ("piece", "radios", False)
        assert [option.label for option in question.options] == ["Less than an hour", "An hour or more"]
        assert AuditLine.objects.get(code="campaigns.question.added").detail["question"] == "wait"

    @pytest.mark.parametrize("kind", ["text", "long_text", "yes_no"])
    @pytest.mark.parametrize("scope", ["once", "piece"])
    def test_a_question_of_any_kind_is_added(self, form, kind, scope):
        a_manager_of(form).post(at("add_question", form), {**A_QUESTION, "kind": kind, "answers": "", "scope": scope})
        assert questions_of(form).questions.get(slug="wait").kind == kind

    def test_a_name_that_is_taken_gets_a_number(self, form):
        a_manager_of(form).post(at("add_question", form), {**A_QUESTION, "short": "Service"})
        assert questions_of(form).questions.filter(slug="service-2").exists()

    def test_words_that_make_no_name_are_named_all_the_same(self, form):
        wrote = {**A_QUESTION, "short": "", "label": "等了多久?", "answers": "很久\n不久"}
        a_manager_of(form).post(at("add_question", form), wrote)
        question = questions_of(form).questions.get(slug="question")
        assert [option["value"] for option in question.data["options"]] == ["answer", "answer-2"]

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"label": ""}, "Fill in “Question”"),
            ({"kind": ""}, "Choose an answer to “How people answer it”"),
            ({"kind": "service"}, "Choose one of the answers"),
            ({"answers": "Only one"}, "Write at least 2 answers"),
            ({"answers": "Yes\nyes"}, "This answer stands there twice: Yes"),
            ({"answers": "\n".join(map(str, range(31)))}, "Write 30 answers or fewer"),
            ({"answers": "a\n" + "x" * 201}, "This answer must be 200 characters or fewer"),
            ({"kind": "text"}, "Only a list has answers"),
        ],
    )
    def test_wrong_answers_come_back_with_a_sentence(self, form, wrong, sentence):
        response = a_manager_of(form).post(at("add_question", form), {**A_QUESTION, **wrong})
        assert response.status_code == 422
        assert sentence in body(response)
        assert "There is a problem" in body(response)

    def test_is_refused_with_a_sentence_once_fixed(self, form):
        fixed(form)
        client = a_manager_of(form)
        assert "No question can be added" in body(client.get(at("add_question", form)))
        assert client.post(at("add_question", form), A_QUESTION).status_code == 422
        assert not questions_of(form).questions.filter(slug="wait").exists()


class TestRemoving:
    def test_an_added_question_goes_after_a_question(self, form):
        with_the_wait(form)
        client, address = a_manager_of(form), at("remove_question", form, "wait")
        assert "Nobody will be asked this." in body(client.get(address))
        assert questions_of(form).questions.filter(slug="wait").exists()
        assert client.post(address)["Location"] == at("questions", form)
        assert not questions_of(form).questions.filter(slug="wait").exists()

    def test_what_the_form_needs_stays_and_the_page_says_so(self, form):
        response = a_manager_of(form).post(at("remove_question", form, "confidentiality"))
        assert response.status_code == 422
        assert "The form needs this question." in body(response)

    def test_is_refused_with_a_sentence_once_fixed(self, form):
        with_the_wait(form)
        fixed(form)
        client, address = a_manager_of(form), at("remove_question", form, "wait")
        assert "No question can be removed" in body(client.get(address))
        assert client.post(address).status_code == 422
        assert questions_of(form).questions.filter(slug="wait").exists()
