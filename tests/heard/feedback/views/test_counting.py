"""Pages of the public form that were sent back with a question are counted, and nothing of who or what."""

import pytest
from django.db import OperationalError

from heard.campaigns.models import Form
from heard.campaigns.preview import preview_token
from heard.feedback.models import SentBack
from heard.feedback.views import counting
from tests.factories.campaigns import PlacementFactory
from tests.heard.feedback.walking import open_form, walker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def form() -> Form:
    return open_form()


def counted() -> list[tuple[str, str | None, int]]:
    return list(SentBack.objects.order_by("pk").values_list("page", "placement__code", "count"))


def test_a_page_that_is_sent_back_is_counted_by_page_and_link_in_its_hour(form: Form) -> None:
    link = PlacementFactory.create(campaign=form.campaign)
    person = walker(form).start(f"?p={link.code}")
    first = person.slug.partition("/")[0]
    for _ in range(2):
        person.answer()
    walker(form).start().answer()

    assert counted() == [(first, link.code, 2), (first, None, 1)]
    hour = SentBack.objects.values_list("hour", flat=True)[0]
    assert (hour.minute, hour.second, hour.microsecond) == (0, 0, 0)


def test_a_page_that_is_taken_is_not_counted(form: Form) -> None:
    walker(form).start().answer(tone="MIXED").answer(about="OWN")

    assert counted() == []


def test_the_page_comes_back_where_nothing_can_be_counted(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(**_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(counting, "count_sent_back", locked)
    person = walker(form).start()
    person.answer()

    assert person.status == 422
    assert counted() == []


def test_a_page_in_preview_is_not_counted(form: Form) -> None:
    person = walker(form).start(f"?preview={preview_token(campaign_id=form.campaign_id)}")
    person.answer()

    assert person.status == 422
    assert counted() == []
