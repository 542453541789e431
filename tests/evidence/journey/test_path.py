from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.journey import (
    CHECK_STEP,
    FIRST_PIECE,
    MOST_PIECES,
    Answers,
    Journey,
    Leftover,
    NoSuchStep,
    Scope,
    Step,
    Value,
    load_answers,
    load_pages,
)
from tests.evidence.journey.forms import AMBULANCE, PAGES, SURGERY

FORM = load_pages(PAGES)

ANSWERS: dict[str, list[Value]] = {
    "tone": ["GOOD", "BAD"],
    "about": ["OWN", "STAFF"],
    "protection": ["shown"],
    "age": ["yes", "no"],
    "service": [SURGERY, AMBULANCE, {"not_listed": "the clinic"}],
    "where": ["", "ward 7"],
    "when": [{"how": "ongoing"}, {"how": "day", "date": "2020-07-03"}],
    "words": ["They listened."],
    "another": ["no"],
    "notice": ["7"],
    "share-with": [[], ["provider"], ["provider", "publication"]],
    "may-contact": ["yes", "no"],
    "contact": [{"phone": "01632 960 001"}],
    "equality": ["yes", "no"],
    "sex": ["", "female"],
}


def told(answers: Answers, step: Step, pick: Any) -> Answers:
    """Return the answers with every question of a step answered; `pick` chooses among those possible."""
    page = Journey(FORM, answers).page_at(step)
    values = {question.slug: pick(ANSWERS[question.slug]) for question in page.questions}
    return answers.storing(values, piece=step.piece)


def first_of(values: list[Value]) -> Value:
    return values[0]


def walked(answers: Answers | None = None, pick: Any = first_of) -> tuple[Answers, list[Step]]:
    """Walk from the first step to the check of answers, and return the answers and the way."""
    answers = answers or Answers()
    step = Journey(FORM, answers).first
    way: list[Step] = []
    while step != CHECK_STEP:
        assert len(way) < 200, "the way never ends"
        way.append(step)
        answers = told(answers, step, pick)
        step = Journey(FORM, answers).next_after(step)
    return answers, way


class TestTheWay:
    def test_leads_through_the_pages_in_order_and_ends_at_the_check(self) -> None:
        _, way = walked()
        assert [step.page for step in way] == [
            "experience", "about", "age", "service", "words", "another", "sharing", "may-contact", "details",
        ]  # fmt: skip

    def test_shows_staff_what_protects_them_and_does_not_ask_their_age(self) -> None:
        _, way = walked(pick=lambda values: values[-1])
        pages = [step.page for step in way]
        assert "protection" in pages
        assert "age" not in pages

    def test_does_not_ask_where_in_an_ambulance(self) -> None:
        answers = Answers().storing({"tone": "BAD", "service": AMBULANCE}, piece=FIRST_PIECE)
        assert Step("where", FIRST_PIECE) not in Journey(FORM, answers).path

    def test_asks_where_in_a_service_that_is_not_listed(self) -> None:
        answers = Answers().storing({"tone": "BAD", "service": {"not_listed": "a clinic"}}, piece=FIRST_PIECE)
        assert Step("where", FIRST_PIECE) in Journey(FORM, answers).path

    def test_cannot_get_ahead_of_an_unanswered_question(self) -> None:
        journey = Journey(FORM, Answers())
        assert not journey.can_visit(Step("about"))
        assert not journey.can_visit(CHECK_STEP)
        assert journey.unanswered == journey.first

    def test_leads_a_changed_answer_to_what_it_newly_asks(self) -> None:
        answers, _ = walked()
        changed = answers.storing({"tone": "BAD"}, piece=FIRST_PIECE)
        journey = Journey(FORM, changed)
        assert journey.after_change(Step("experience", FIRST_PIECE)) == Step("where", FIRST_PIECE)

    def test_leads_a_changed_answer_that_asks_nothing_new_back_to_the_check(self) -> None:
        answers, _ = walked()
        assert Journey(FORM, answers).after_change(Step("about")) == CHECK_STEP

    def test_knows_no_page_that_the_form_does_not_have(self) -> None:
        for step in (Step("nowhere"), Step("about", "1"), Step("experience"), Step("experience", "2"), Step("last")):
            with pytest.raises(NoSuchStep):
                Journey(FORM, Answers()).page_at(step)

    def test_uses_shorter_words_for_a_child(self) -> None:
        answers = Answers().storing({"age": "no"})
        page = Journey(FORM, answers).page_at(Step("words", FIRST_PIECE))
        assert page.questions[0].label == "What happened?"

    def test_asks_after_sending_only_what_belongs_there(self) -> None:
        answers = Answers().storing({"equality": "yes"})
        after = Journey(FORM, answers, is_sent=True)
        assert [step.page for step in after.path] == ["equality", "sex"]
        assert after.next_after(Step("sex")) == CHECK_STEP
        assert not after.can_visit(Step("about"))


class TestFurtherPieces:
    def test_cost_two_pages_that_ask_what_the_first_piece_was_asked(self) -> None:
        answers, _ = walked()
        begun = answers.storing({"tone": "BAD"}, piece="b")
        pages = [step.page for step in Journey(FORM, begun).path if step.piece == "b"]
        assert pages == ["more-about", "more-words"]
        asked = Journey(FORM, begun).page_at(Step("more-words", "b"))
        assert [question.slug for question in asked.questions] == ["when", "words"]

    def test_begin_after_the_question_that_asks_for_them(self) -> None:
        answers, _ = walked()
        journey = Journey(FORM, answers)
        start = journey.start_of_further("b")
        assert start == Step("more-about", "b")
        assert journey.can_visit(start)
        assert journey.previous_to(start) == journey.gate == Step("another")

    def test_cannot_begin_before_the_first_piece_is_told(self) -> None:
        assert not Journey(FORM, Answers()).can_visit(Step("more-about", "b"))

    def test_cannot_begin_on_their_second_page(self) -> None:
        answers, _ = walked()
        assert not Journey(FORM, answers).can_visit(Step("more-words", "b"))

    def test_can_be_written_side_by_side(self) -> None:
        answers, _ = walked()
        both = answers.storing({"tone": "GOOD", "service": SURGERY}, piece="b").storing(
            {"tone": "BAD", "service": SURGERY}, piece="c"
        )
        journey = Journey(FORM, both)
        assert journey.can_visit(Step("more-words", "b"))
        assert journey.can_visit(Step("more-words", "c"))
        assert not journey.can_visit(Step("sharing"))

    def test_keep_their_id_when_another_is_taken_out(self) -> None:
        answers = Answers().storing({"tone": "BAD"}, piece="b").storing({"tone": "GOOD"}, piece="c")
        assert Journey(FORM, answers.without_piece("b")).pieces == (FIRST_PIECE, "c")

    def test_stay_when_the_first_piece_is_taken_out_and_are_asked_nothing_more(self) -> None:
        answers, _ = walked()
        second = answers.storing({"tone": "GOOD", "service": SURGERY, "words": "Kind."}, piece="b")
        journey = Journey(FORM, second.without_piece(FIRST_PIECE))
        assert journey.pieces == ("b",)
        assert journey.is_complete

    def test_leave_one_at_least(self) -> None:
        assert Answers().without_piece(FIRST_PIECE) == Answers()

    def test_are_limited_in_number(self) -> None:
        answers = Answers()
        for number in range(MOST_PIECES - 1):
            answers = answers.storing({"tone": "GOOD"}, piece=f"p{number}")
        assert Journey(FORM, answers).start_of_further("one-more") is None


class TestAnAnswerThatNothingAsksFor:
    def test_decides_nothing(self) -> None:
        child = Answers().storing({"about": "OWN", "age": "no"})
        staff = Journey(FORM, child.storing({"about": "STAFF"}))
        assert staff.page_at(Step("words", FIRST_PIECE)).questions[0].label == "What happened at the service?"


class TestSharingOnePieceAlone:
    def test_can_be_changed_once_it_was_asked_for_all(self) -> None:
        answers, _ = walked()
        journey = Journey(FORM, answers)
        assert journey.can_visit(Step("sharing", FIRST_PIECE))
        assert journey.next_after(Step("sharing", FIRST_PIECE)) == CHECK_STEP
        assert not Journey(FORM, Answers()).can_visit(Step("sharing", FIRST_PIECE))

    def test_leaves_the_other_pieces_as_they_were(self) -> None:
        answers, _ = walked()
        both = answers.storing({"tone": "GOOD", "service": SURGERY, "words": "Kind."}, piece="b")
        alone = both.storing({"share-with": ["provider"]}, piece="b")
        journey = Journey(FORM, alone)
        shared = {piece: dict(_given(journey, piece))["share-with"] for piece in journey.pieces}
        assert shared == {FIRST_PIECE: [], "b": ["provider"]}

    def test_is_no_leftover(self) -> None:
        answers, _ = walked()
        assert Journey(FORM, answers.storing({"share-with": []}, piece=FIRST_PIECE)).leftovers() == ()


class TestAnswersThatNoLongerApply:
    def test_are_named_and_kept_until_someone_takes_them_out(self) -> None:
        answers, _ = walked(pick=lambda values: values[1] if len(values) > 1 else values[0])
        changed = answers.storing({"tone": "GOOD"}, piece=FIRST_PIECE)
        journey = Journey(FORM, changed)
        gone = journey.leftovers()
        assert Leftover(piece=FIRST_PIECE, question="when") in gone
        assert changed.piece(FIRST_PIECE).values["when"]  # type: ignore[union-attr]
        assert Journey(FORM, changed.without(gone)).leftovers() == ()

    def test_come_back_when_the_answer_that_hid_them_does(self) -> None:
        answers, _ = walked(pick=lambda values: values[1] if len(values) > 1 else values[0])
        there_and_back = answers.storing({"tone": "GOOD"}, piece="1").storing({"tone": "BAD"}, piece="1")
        assert Journey(FORM, there_and_back).is_complete

    def test_are_not_given(self) -> None:
        answers, _ = walked(pick=lambda values: values[1] if len(values) > 1 else values[0])
        journey = Journey(FORM, answers.storing({"tone": "GOOD"}, piece=FIRST_PIECE))
        assert "when" not in dict(_given(journey, FIRST_PIECE))

    def test_a_choice_that_is_not_offered_any_more_is_not_given(self) -> None:
        answers, _ = walked(pick=lambda values: values[-1] if "yes" not in values else "yes")
        ticked = answers.storing({"about": "OWN", "age": "yes", "share-with": ["provider", "publication"]})
        child = ticked.storing({"age": "no"})
        assert dict(_once(Journey(FORM, ticked)))["share-with"] == ["provider", "publication"]
        assert dict(_once(Journey(FORM, child)))["share-with"] == ["provider"]


some_answers = st.fixed_dictionaries({}, optional={slug: st.sampled_from(values) for slug, values in ANSWERS.items()})


def partly_answered() -> st.SearchStrategy[Answers]:
    """Answers of any shape: some given, some not, in any number of pieces, whether they fit together or not."""
    pieces = st.dictionaries(st.sampled_from(["1", "b", "c"]), some_answers)
    return st.builds(_put_together, some_answers, pieces)


def _put_together(once: dict[str, Value], pieces: dict[str, dict[str, Value]]) -> Answers:
    answers = Answers(once=once)
    for piece, values in pieces.items():
        answers = answers.storing(values, piece=piece)
    return answers


@given(st.data())
def test_any_answers_lead_to_the_check_by_pages_that_may_be_visited(data: st.DataObject) -> None:
    answers, step, way = Answers(), Journey(FORM, Answers()).first, []
    while step != CHECK_STEP:
        assert step not in way
        way.append(step)
        assert Journey(FORM, answers).can_visit(step)
        answers = told(answers, step, lambda values: data.draw(st.sampled_from(values)))
        step = Journey(FORM, answers).next_after(step)
    assert Journey(FORM, answers).can_visit(CHECK_STEP)


@given(partly_answered())
def test_back_is_the_inverse_of_next(answers: Answers) -> None:
    journey = Journey(FORM, answers)
    for step in journey.path:
        assert journey.previous_to(journey.next_after(step)) == step
    assert journey.previous_to(journey.first) is None


@given(partly_answered())
def test_what_may_be_visited_has_everything_before_it_answered(answers: Answers) -> None:
    journey = Journey(FORM, answers)
    for place, step in enumerate(journey.path):
        if journey.can_visit(step) and not step.piece:
            assert all(journey.is_answered(before) for before in journey.path[:place])


@given(partly_answered())
def test_walking_on_from_any_answers_ends_at_the_check(answers: Answers) -> None:
    for _ in range(100):
        step = Journey(FORM, answers).unanswered
        if step is None:
            break
        answers = told(answers, step, first_of)
    assert Journey(FORM, answers).can_visit(CHECK_STEP)


@given(partly_answered())
def test_finding_the_way_changes_no_answer(answers: Answers) -> None:
    before = answers.as_data()
    journey = Journey(FORM, answers)
    _ = (journey.path, journey.unanswered, journey.leftovers(), journey.given_once())
    assert answers.as_data() == before


@given(partly_answered())
def test_taking_leftovers_out_leaves_the_way_as_it_was(answers: Answers) -> None:
    journey = Journey(FORM, answers)
    trimmed = Journey(FORM, answers.without(journey.leftovers()))
    assert trimmed.path == journey.path
    assert trimmed.leftovers() == ()


@given(partly_answered())
def test_answers_survive_being_written_down(answers: Answers) -> None:
    assert load_answers(answers.as_data()) == answers


@given(partly_answered())
def test_a_further_piece_never_has_more_than_two_pages(answers: Answers) -> None:
    journey = Journey(FORM, answers)
    for piece in journey.pieces:
        if piece != FIRST_PIECE:
            assert sum(step.piece == piece for step in journey.path) <= 2


def test_pages_after_sending_are_never_on_the_way_before_it() -> None:
    after = {page.slug for page in FORM if page.scope in {Scope.AFTER, Scope.SENT}}
    assert after.isdisjoint(step.page for step in walked()[1])


def _given(journey: Journey, piece: str) -> list[tuple[str, Value]]:
    return [(one.question.slug, one.value) for one in journey.given_for(piece)]


def _once(journey: Journey) -> list[tuple[str, Value]]:
    return [(one.question.slug, one.value) for one in journey.given_once()]
