from datetime import UTC, datetime
from typing import Any

import pytest

from evidence.journey import BrokenForm, Journey, Step
from evidence.journey.answers import Answers
from heard.accounts.models import AuditLine
from heard.campaigns.models import QuestionSet
from heard.campaigns.questions.actions import (
    AlreadyAnswered,
    NothingToReword,
    NotTheLatest,
    QuestionsFrozen,
    UnknownTemplate,
    add_question,
    add_question_set,
    freeze,
    remove_question,
    reword,
)
from heard.campaigns.questions.queries import data_of, pages_of
from heard.campaigns.questions.templates import TEMPLATES
from tests.factories.campaigns import FormFactory
from tests.factories.feedback import SubmissionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, 0, tzinfo=UTC)
A_CHOICE = {
    "slug": "how-it-was-given",
    "kind": "radios",
    "label": "How was the care given?",
    "options": [{"value": "person", "label": "Face to face"}, {"value": "video", "label": "By video"}],
}


@pytest.fixture
def questions() -> QuestionSet:
    return add_question_set(form=FormFactory.create(), template="regulator", by=None, now=NOW)


def question(question_set: QuestionSet, slug: str):
    return next(one for page in pages_of(question_set) for one in page.questions if one.slug == slug)


class TestAddQuestionSet:
    @pytest.mark.parametrize("template", sorted(TEMPLATES))
    def test_copies_a_shipped_template_word_for_word(self, template: str) -> None:
        made = add_question_set(form=FormFactory.create(), template=template, by=None, now=NOW)
        shipped = [{**page, "questions": list(page.get("questions", ()))} for page in TEMPLATES[template].pages]
        assert [page["slug"] for page in data_of(made)] == [page["slug"] for page in shipped]
        assert [len(page.get("questions", ())) for page in data_of(made)] == [
            len(page["questions"]) for page in shipped
        ]
        assert made.version == 1

    def test_makes_a_next_version_where_there_is_one(self, questions: QuestionSet) -> None:
        assert add_question_set(form=questions.form, template="network", by=None, now=NOW).version == 2

    def test_refuses_a_template_that_is_not_shipped(self) -> None:
        with pytest.raises(UnknownTemplate):
            add_question_set(form=FormFactory.create(), template="survey", by=None, now=NOW)

    def test_is_written_down(self, questions: QuestionSet) -> None:
        assert AuditLine.objects.filter(code="campaigns.questions.added", subject_id=str(questions.pk)).exists()


class TestAddQuestion:
    def test_puts_a_question_on_a_page_that_is_there(self, questions: QuestionSet) -> None:
        add_question(question_set=questions, page="service", data={**A_CHOICE, "required": False}, by=None, now=NOW)
        page = next(one for one in pages_of(questions) if one.slug == "service")
        assert [one.slug for one in page.questions] == ["service", "how-it-was-given"]

    def test_makes_a_page_that_is_not_there_and_asks_it(self, questions: QuestionSet) -> None:
        add_question(question_set=questions, page="care-given", data=A_CHOICE, by=None, now=NOW, scope="piece")
        assert Step("care-given", "1") in Journey(pages_of(questions), Answers()).path

    def test_refuses_a_question_that_breaks_the_form(self, questions: QuestionSet) -> None:
        with pytest.raises(BrokenForm, match="unknown kind"):
            add_question(
                question_set=questions, page="care-given", data={**A_CHOICE, "kind": "wheel"}, by=None, now=NOW
            )
        assert not questions.questions.filter(slug="how-it-was-given").exists()

    def test_refuses_once_the_questions_are_frozen(self, questions: QuestionSet) -> None:
        freeze(question_set=questions, by=None, now=NOW)
        with pytest.raises(QuestionsFrozen):
            add_question(question_set=questions, page="service", data=A_CHOICE, by=None, now=NOW)


class TestFreeze:
    def test_fixes_the_questions_once(self, questions: QuestionSet) -> None:
        freeze(question_set=questions, by=None, now=NOW)
        assert QuestionSet.objects.get(pk=questions.pk).frozen_at == NOW
        with pytest.raises(QuestionsFrozen):
            freeze(question_set=questions, by=None, now=NOW)


class TestReword:
    WORDS = {"tone": {"label": "How was it for you?", "options.GOOD.label": "Fine"}}

    def test_changes_the_set_itself_until_it_is_frozen(self, questions: QuestionSet) -> None:
        same = reword(question_set=questions, words=self.WORDS, by=None, now=NOW)
        assert same.pk == questions.pk
        assert question(same, "tone").label == "How was it for you?"
        assert question(same, "tone").options[0].label == "Fine"

    def test_makes_a_next_version_of_a_frozen_one_and_leaves_that_as_it_was(self, questions: QuestionSet) -> None:
        freeze(question_set=questions, by=None, now=NOW)
        before = data_of(questions)
        made = reword(question_set=questions, words=self.WORDS, by=None, now=NOW)
        assert (made.version, made.frozen_at) == (2, NOW)
        assert question(made, "tone").label == "How was it for you?"
        assert data_of(questions) == before

    def test_gives_a_reworded_notice_a_version_of_its_own(self, questions: QuestionSet) -> None:
        freeze(question_set=questions, by=None, now=NOW)
        words = {"confidentiality": {"sections.0.paragraphs.0": "We keep your name apart."}}
        made = reword(question_set=questions, words=words, by=None, now=NOW)
        notice = question(made, "confidentiality")
        assert notice.sections[0].paragraphs[0] == "We keep your name apart."
        assert notice.version == f"{question(questions, 'confidentiality').version}/2"

    def test_changes_the_words_of_a_page(self, questions: QuestionSet) -> None:
        reword(question_set=questions, words={"sharing": {"title": "Who may read it"}}, by=None, now=NOW)
        assert next(page.title for page in pages_of(questions) if page.slug == "sharing") == "Who may read it"

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "words",
        [
            {},
            {"nothing": {"label": "x"}},
            {"tone": {"binding": "risk"}},
            {"tone": {"options.GOOD.value": "GREAT"}},
            {"tone": {"options.GREAT.label": "Great"}},
            {"tone": {"options": "none"}},
            {"where": {"show_when.all.0.question": "age"}},
        ],
    )
    def test_changes_words_and_nothing_else(self, questions: QuestionSet, words: dict[str, dict[str, str]]) -> None:
        before = data_of(questions)
        with pytest.raises(NothingToReword):
            reword(question_set=questions, words=words, by=None, now=NOW)
        assert data_of(questions) == before


class TestWhereAnAddedPageStands:
    def test_is_after_the_last_page_of_its_scope(self, questions: QuestionSet) -> None:
        add_question(question_set=questions, page="care-given", data=A_CHOICE, by=None, now=NOW, scope="piece")
        slugs = [page.slug for page in pages_of(questions)]
        last_of_a_piece = max(
            number for number, page in enumerate(TEMPLATES["regulator"].pages) if page.get("scope") == "piece"
        )
        assert slugs.index("care-given") == last_of_a_piece + 1
        assert list(questions.pages.order_by("position").values_list("position", flat=True)) == list(
            range(1, len(slugs) + 1)
        )

    def test_asks_further_pieces_too(self, questions: QuestionSet) -> None:
        add_question(question_set=questions, page="care-given", data=A_CHOICE, by=None, now=NOW, scope="piece")
        further = [page for page in pages_of(questions) if page.scope == "further"]
        assert "how-it-was-given" in {one.slug for page in further for one in page.questions}

    def test_refuses_a_slug_that_another_question_has(self, questions: QuestionSet) -> None:
        with pytest.raises(BrokenForm, match="more than one"):
            add_question(question_set=questions, page="tones", data={**A_CHOICE, "slug": "tone"}, by=None, now=NOW)


class TestRemoveQuestion:
    def added(self, questions: QuestionSet, page: str = "care-given"):
        return add_question(question_set=questions, page=page, data=A_CHOICE, by=None, now=NOW)

    def test_takes_out_the_question_and_its_empty_page(self, questions: QuestionSet) -> None:
        before = data_of(questions)
        remove_question(question=self.added(questions), by=None, now=NOW)
        assert data_of(questions) == before
        line = AuditLine.objects.get(code="campaigns.question.removed")
        assert line.detail["question"] == "how-it-was-given"

    def test_leaves_a_page_that_asks_something_else(self, questions: QuestionSet) -> None:
        before = data_of(questions)
        remove_question(question=self.added(questions, page="service"), by=None, now=NOW)
        assert data_of(questions) == before

    @pytest.mark.parametrize("slug", ["words", "another", "confidentiality", "help-now"])
    def test_refuses_what_came_with_the_template(self, questions: QuestionSet, slug: str) -> None:
        with pytest.raises(BrokenForm):
            remove_question(question=questions.questions.get(slug=slug), by=None, now=NOW)
        assert questions.questions.filter(slug=slug).exists()

    def test_refuses_an_added_question_that_gives_something(self, questions: QuestionSet) -> None:
        data: dict[str, Any] = {"slug": "diet", "kind": "radios", "binding": "equality", "label": "Your diet"}
        data["options"] = [{"value": "none", "label": "None"}]
        added = add_question(question_set=questions, page="diet", data=data, by=None, now=NOW, scope="after")
        with pytest.raises(BrokenForm):
            remove_question(question=added, by=None, now=NOW)

    def test_refuses_a_question_that_a_condition_needs(self, questions: QuestionSet) -> None:
        added = self.added(questions)
        follow_up: dict[str, Any] = {"slug": "which-app", "kind": "text", "label": "Which app?"}
        follow_up["show_when"] = {"question": "how-it-was-given", "is": ["video"]}
        add_question(question_set=questions, page="which-app", data=follow_up, by=None, now=NOW)
        with pytest.raises(BrokenForm, match="depends on 'how-it-was-given'"):
            remove_question(question=added, by=None, now=NOW)
        assert questions.questions.filter(slug="how-it-was-given").exists()

    def test_refuses_a_question_that_someone_answered_on_trying_out(self, questions: QuestionSet) -> None:
        added = self.added(questions)
        submission = SubmissionFactory.create()
        submission.answers.create(question=added, slug=added.slug, value="video")
        with pytest.raises(AlreadyAnswered):
            remove_question(question=added, by=None, now=NOW)

    def test_refuses_once_the_questions_are_frozen(self, questions: QuestionSet) -> None:
        added = self.added(questions)
        freeze(question_set=questions, by=None, now=NOW)
        with pytest.raises(QuestionsFrozen):
            remove_question(question=added, by=None, now=NOW)


class TestRewordAmongOthers:
    def test_refuses_an_older_version_so_that_no_later_words_are_lost(self, questions: QuestionSet) -> None:
        freeze(question_set=questions, by=None, now=NOW)
        reword(question_set=questions, words={"tone": {"label": "How was it?"}}, by=None, now=NOW)
        with pytest.raises(NotTheLatest):
            reword(question_set=questions, words={"about": {"label": "Whose care?"}}, by=None, now=NOW)

    def test_can_name_a_page_whose_slug_a_question_has(self, questions: QuestionSet) -> None:
        reword(question_set=questions, words={"page:about": {"title": "Whose care was it?"}}, by=None, now=NOW)
        page = next(one for one in pages_of(questions) if one.slug == "about")
        assert page.title == "Whose care was it?"
        assert page.questions[0].label == "Whose care do you want to tell us about?"
