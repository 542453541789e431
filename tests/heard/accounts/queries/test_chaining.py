"""The audit log proves that it is as it was written, also to someone who trusts nobody with the database."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connection

from heard.accounts import actions, audit_guard
from heard.accounts.chain import link_hash
from heard.accounts.models import AuditLine, AuditLink, Organisation
from heard.accounts.queries.chaining import Anchor, Fault, check_chain, head_of_chain, is_chaining, loose_lines
from tests.factories.accounts import A_DAY, OrganisationFactory

pytestmark = pytest.mark.django_db
LINES = 8


@pytest.fixture
def log() -> list[AuditLine]:
    """A log of eight lines, each linked."""
    organisation = OrganisationFactory.create()
    for number in range(LINES):
        write(organisation, number)
    assert actions.chain_lines(limit=100) == LINES
    return list(AuditLine.objects.order_by("pk"))


@pytest.fixture
def unguarded() -> Iterator[None]:
    """Somebody who owns the database has taken its guards away."""
    audit_guard.remove(connection)
    yield
    audit_guard.install(connection)


def write(organisation: Organisation, number: int) -> None:
    actions.record(
        code="accounts.organisation.edited",
        subject=organisation,
        by=None,
        now=A_DAY + timedelta(minutes=number),
        organisation=organisation,
        number=number,
    )


def found() -> tuple[int, Fault] | None:
    broken = check_chain().broken
    return (broken.position, broken.fault) if broken else None


def move(origin: int, to: int) -> None:
    AuditLink.objects.filter(position=origin).update(position=to)


def swap_links(one: int, other: int) -> None:
    move(one, 1000)
    move(other, one)
    move(1000, other)


def close_gap_after(position: int) -> None:
    for later in range(position + 1, LINES + 1):
        move(later, later - 1)


def test_an_untouched_log_holds_and_says_where_it_stands(log: list[AuditLine]) -> None:
    chain = check_chain()

    assert chain.broken is None
    assert (chain.head.position, len(chain.head.hash), chain.loose.count) == (LINES, 64, 0)
    assert chain.head == head_of_chain()


def test_an_empty_log_holds() -> None:
    assert check_chain().head.position == 0
    assert found() is None


@pytest.mark.parametrize("position", [1, 4, LINES])
def test_an_edited_line_is_found(log: list[AuditLine], unguarded: None, position: int) -> None:
    AuditLine.objects.filter(pk=log[position - 1].pk).update(detail={"number": 99})

    assert found() == (position, Fault.EDITED)


@pytest.mark.parametrize(
    "change",
    [
        {"at": A_DAY},
        {"code": "accounts.organisation.created"},
        {"subject_kind": "x.y"},
        {"subject_id": "7"},
        {"organisation": None},
    ],
)
def test_no_part_of_a_line_can_be_changed(log: list[AuditLine], unguarded: None, change: dict[str, object]) -> None:
    AuditLine.objects.filter(pk=log[3].pk).update(**change)

    assert found() == (4, Fault.EDITED)


def test_a_link_that_was_made_up_does_not_hold(log: list[AuditLine], unguarded: None) -> None:
    AuditLink.objects.filter(position=4).update(hash="a" * 64)

    assert found() == (4, Fault.EDITED)


@pytest.mark.parametrize("position", [1, 4, LINES - 1])
def test_a_deleted_line_is_found_by_its_link(log: list[AuditLine], unguarded: None, position: int) -> None:
    _delete_line(log[position - 1])

    assert found() == (position, Fault.DELETED)


@pytest.mark.parametrize("position", [1, 4, LINES - 1])
def test_a_line_deleted_with_its_link_leaves_a_gap(log: list[AuditLine], unguarded: None, position: int) -> None:
    AuditLink.objects.filter(position=position).delete()
    _delete_line(log[position - 1])

    assert found() == (position, Fault.DELETED)


@pytest.mark.parametrize("position", [1, 4, LINES - 2])
def test_a_gap_that_was_closed_again_is_found_too(log: list[AuditLine], unguarded: None, position: int) -> None:
    AuditLink.objects.filter(position=position).delete()
    _delete_line(log[position - 1])
    close_gap_after(position)

    assert found() == (position, Fault.DELETED)


@pytest.mark.parametrize(("one", "other"), [(2, 3), (2, 6), (LINES - 1, LINES), (1, LINES)])
def test_lines_that_changed_places_with_their_links_are_found(
    log: list[AuditLine], unguarded: None, one: int, other: int
) -> None:
    swap_links(one, other)

    assert found() == (one, Fault.REORDERED)


@pytest.mark.parametrize(("one", "other"), [(2, 3), (2, 6)])
def test_lines_that_changed_places_under_their_links_are_found(
    log: list[AuditLine], unguarded: None, one: int, other: int
) -> None:
    first, second = log[one - 1].pk, log[other - 1].pk
    AuditLink.objects.filter(position=one).update(line_id=10**6)
    AuditLink.objects.filter(position=other).update(line_id=first)
    AuditLink.objects.filter(position=one).update(line_id=second)

    assert found() == (one, Fault.REORDERED)


@pytest.mark.parametrize("position", [1, 4, LINES])
def test_an_inserted_line_is_found(log: list[AuditLine], unguarded: None, position: int) -> None:
    write(log[0].organisation, 77)  # type: ignore[arg-type]
    for later in range(LINES, position - 1, -1):
        move(later, later + 1)
    AuditLink.objects.create(position=position, line=AuditLine.objects.latest("pk"), hash="b" * 64)

    assert found() == (position, Fault.INSERTED)


def test_an_end_that_was_cut_off_is_found_by_what_was_noted_down(log: list[AuditLine], unguarded: None) -> None:
    noted = head_of_chain()
    AuditLink.objects.filter(position__gt=5).delete()
    for line in log[5:]:
        _delete_line(line)
    assert found() is None

    broken = check_chain(expect=noted).broken

    assert broken is not None
    assert (broken.position, broken.fault) == (6, Fault.CUT)


def test_a_log_written_anew_with_the_secret_itself_is_found_by_what_was_noted_down(
    log: list[AuditLine], unguarded: None
) -> None:
    noted = head_of_chain()
    AuditLine.objects.filter(pk=log[2].pk).update(detail={})
    AuditLink.objects.all().delete()
    actions.chain_lines(limit=100)
    assert found() is None

    broken = check_chain(expect=noted).broken

    assert broken is not None
    assert (broken.position, broken.fault) == (LINES, Fault.REWRITTEN)


def test_what_was_noted_down_earlier_still_holds_when_the_log_has_grown(log: list[AuditLine]) -> None:
    noted = head_of_chain()
    write(log[0].organisation, 9)  # type: ignore[arg-type]
    actions.chain_lines(limit=100)

    assert check_chain(expect=noted).broken is None
    assert check_chain(expect=Anchor(position=LINES, hash="c" * 64)).broken is not None


def test_a_chain_begun_under_an_older_secret_key_holds_while_that_key_is_known(
    log: list[AuditLine], settings: LazySettings
) -> None:
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new one"
    assert found() == (1, Fault.EDITED)
    settings.SECRET_KEY_FALLBACKS = [old]
    write(log[0].organisation, 9)  # type: ignore[arg-type]
    actions.chain_lines(limit=100)

    assert found() is None


def test_without_the_secret_key_a_link_cannot_be_made(log: list[AuditLine], settings: LazySettings) -> None:
    here = link_hash(previous="0" * 64, position=1, line=log[0])
    settings.SECRET_KEY = "guessed"

    assert link_hash(previous="0" * 64, position=1, line=log[0]) != here


def test_a_line_that_is_not_linked_yet_is_counted(log: list[AuditLine]) -> None:
    write(log[0].organisation, 9)  # type: ignore[arg-type]

    assert loose_lines().count == 1
    assert loose_lines().oldest_at == A_DAY + timedelta(minutes=9)
    assert found() is None


def test_lines_that_wait_for_more_than_a_minute_are_told_to_whoever_watches_the_site(log: list[AuditLine]) -> None:
    write(log[0].organisation, 9)  # type: ignore[arg-type]
    written = A_DAY + timedelta(minutes=9)

    assert is_chaining(now=written + timedelta(seconds=50))
    assert not is_chaining(now=written + timedelta(seconds=70))
    actions.chain_lines(limit=100)
    assert is_chaining(now=written + timedelta(seconds=70))


def test_more_lines_than_are_read_at_once_are_all_looked_at(
    log: list[AuditLine], unguarded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heard.accounts.queries.chaining._AT_ONCE", 3)
    assert found() is None
    AuditLine.objects.filter(pk=log[6].pk).update(detail={})

    assert found() == (7, Fault.EDITED)


@pytest.mark.parametrize("deed", [lambda: AuditLink.objects.update(hash="x"), lambda: AuditLink.objects.all().delete()])
def test_the_chain_is_guarded_as_the_log_is(log: list[AuditLine], deed: Callable[[], object]) -> None:
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        deed()

    assert found() is None


def _delete_line(line: AuditLine) -> None:
    AuditLine.objects.filter(pk=line.pk)._raw_delete("default")  # type: ignore[attr-defined]
