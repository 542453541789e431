"""Lines get their place in the chain after they are committed, each once."""

import pytest

from heard.accounts import actions, tasks
from heard.accounts.actions import chaining
from heard.accounts.models import AuditLine, AuditLink, Organisation
from heard.accounts.queries.chaining import check_chain
from tests.factories.accounts import A_DAY, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create()


def write(organisation: Organisation, times: int = 1) -> None:
    for _ in range(times):
        actions.record(code="accounts.organisation.edited", subject=organisation, by=None, now=A_DAY)


@pytest.mark.slow
def test_the_worker_links_what_is_there_some_at_a_time_and_then_finds_nothing(organisation: Organisation) -> None:
    write(organisation, 5)

    assert [tasks.chain_some(holder="w", limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [link.position for link in AuditLink.objects.order_by("position")] == [1, 2, 3, 4, 5]
    assert check_chain().broken is None


def test_one_call_links_as_many_as_it_may_in_several_transactions(organisation: Organisation, monkeypatch) -> None:
    monkeypatch.setattr(chaining, "AT_ONCE", 2)
    write(organisation, 5)

    assert actions.chain_lines(limit=10) == 5
    assert check_chain().broken is None


@pytest.mark.slow
def test_a_line_that_is_committed_late_is_linked_after_those_with_higher_numbers(organisation: Organisation) -> None:
    write(organisation)
    newest = AuditLine.objects.get()
    actions.chain_lines(limit=10)
    late = AuditLine.objects.create(
        pk=newest.pk - 1, at=A_DAY, code="x.y.z", subject_kind="k", subject_id="1", detail={}
    )

    assert actions.chain_lines(limit=10) == 1
    assert AuditLink.objects.get(line=late).position == 2
    assert check_chain().broken is None


def test_one_that_is_later_than_the_worker_looks_back_is_linked_by_the_dated_job(organisation: Organisation) -> None:
    AuditLine.objects.create(pk=5000, at=A_DAY, code="x.y.z", subject_kind="k", subject_id="1", detail={})
    actions.chain_lines(limit=10)
    AuditLine.objects.create(pk=5, at=A_DAY, code="x.y.z", subject_kind="k", subject_id="1", detail={})

    assert tasks.chain_some(holder="w", limit=10) == 0
    assert tasks.chain_late_ones() == 1
    assert check_chain().head.position == 2
