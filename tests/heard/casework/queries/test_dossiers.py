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
