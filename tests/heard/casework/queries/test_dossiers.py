from datetime import UTC, datetime

import pytest

from heard.casework.queries.dossiers import dossier
from heard.feedback.models import Answer
from tests.factories.campaigns import PartnerFactory
from tests.factories.casework import CaseFactory
from tests.heard.feedback.walking import open_form

pytestmark = pytest.mark.django_db


def test_a_choice_that_the_campaigns_own_records_gave_is_told_in_their_words() -> None:
    form = open_form()
    partner = PartnerFactory.create(campaign=form.campaign, organisation__name="Carers' Lamp (fictional)")
    case = CaseFactory.create()
    sent = case.piece.submission
    sent.form, sent.question_set = form, form.question_sets.get()
    sent.save()
    question = sent.question_set.questions.get(slug="how-you-heard")
    Answer.objects.create(submission=sent, question=question, slug=question.slug, value=partner.organisation.slug)
    (said,) = dossier(case=case, now=datetime(2020, 9, 15, tzinfo=UTC)).answers
    assert said.answer == "Carers' Lamp (fictional)"


@pytest.mark.parametrize(
    ("wording", "code", "question", "answer"),
    [
        ("new", 2, "Overall, how was your experience? (since April 2020)", "Good"),
        ("old", 5, "How likely are you to recommend us? (before April 2020)", "Extremely unlikely"),
        ("new", 7, "Overall, how was your experience? (since April 2020)", "Not given"),
    ],
)
def test_an_imported_rating_is_told_in_the_words_of_its_question(
    wording: str, code: int, question: str, answer: str
) -> None:
    case = CaseFactory.create()
    rating = {"wording": wording, "rating": code}
    Answer.objects.create(submission=case.piece.submission, slug="fft-rating", value=rating)
    (said,) = dossier(case=case, now=datetime(2020, 9, 15, tzinfo=UTC)).answers
    assert (said.question, said.answer) == (question, answer)
