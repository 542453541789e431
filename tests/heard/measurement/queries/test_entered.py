"""What staff entered for others is counted on the day it came, a letter is no form, and an enquiry is nothing here."""

from datetime import date

import pytest

from heard.accounts.models import Role
from heard.feedback.actions import entering
from heard.feedback.models import Channel
from heard.measurement import tasks
from heard.measurement.models import DailyFigure, FigureKind
from heard.measurement.queries import differences
from tests.factories.accounts import member
from tests.factories.feedback import EnquiryFactory
from tests.heard.feedback.actions.test_entering import NOW, written_in
from tests.heard.feedback.walking import open_form

pytestmark = pytest.mark.django_db


def test_paper_that_came_earlier_is_counted_on_its_day_though_that_was_rolled_up_before() -> None:
    form = open_form()
    caseworker = member(Role.CASEWORKER, form.organisation)
    entering.enter_written(written=written_in(form), by=caseworker, now=NOW)
    tasks.roll_up_some(holder="one", limit=200)
    entering.enter_written(written=written_in(form, paper_number="W-18"), by=caseworker, now=NOW)
    tasks.roll_up_some(holder="one", limit=200)
    figures = DailyFigure.objects.filter(kind=FigureKind.FORM).values_list("day", "count")
    assert list(figures) == [(date(2020, 9, 1), 2)]
    assert not differences.of_feedback()


def test_a_letter_and_an_enquiry_are_no_form() -> None:
    form = open_form()
    caseworker = member(Role.CASEWORKER, form.organisation)
    letter = written_in(form, channel=Channel.LETTER, paper_number="")
    entering.enter_written(written=letter, by=caseworker, now=NOW)
    EnquiryFactory.create(organisation=form.organisation, campaign=form.campaign)
    tasks.roll_up_some(holder="one", limit=200)
    kinds = dict(DailyFigure.objects.values_list("kind", "count"))
    assert kinds == {FigureKind.OTHER: 1, FigureKind.OTHER_PIECE: 1}
