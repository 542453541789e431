"""The guided way to rename, merge, split or hand over: planned, previewed, confirmed by name, and in the history."""

from datetime import timedelta

import pytest
from django.test import Client

from heard.accounts.models import Organisation, OrganisationKind, Role, Succession, User
from heard.design import clock
from tests.factories.accounts import OrganisationFactory, hand_over, member
from tests.factories.casework import CaseFactory
from tests.factories.places import OfficeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder() -> User:
    return member(Role.ADMINISTRATOR, OrganisationFactory.create(kind=OrganisationKind.REGULATOR, name="The regulator"))


@pytest.fixture
def desk(client: Client, founder: User) -> Client:
    client.force_login(founder)
    return client


@pytest.fixture
def old() -> Organisation:
    return OrganisationFactory.create(name="Voices of Dunmere", slug="dunmere", kind=OrganisationKind.LOCAL_OFFICE)


@pytest.fixture
def other() -> Organisation:
    return OrganisationFactory.create(name="Voices of Carrow", slug="carrow", kind=OrganisationKind.LOCAL_OFFICE)


def address(kind: str, **asked: object) -> str:
    from urllib.parse import urlencode

    return f"/staff/organisations/dunmere/succession/{kind}/?{urlencode(asked, doseq=True)}"


def html(response) -> str:
    return " ".join(response.content.decode().split())


CONFIRMED = {"reason": "The council decided it", "typed": "voices of  dunmere"}


def test_the_kind_leads_to_its_own_questions(desk, old):
    response = desk.get("/staff/organisations/dunmere/succession/?kind=MERGE")

    assert response["Location"] == "/staff/organisations/dunmere/succession/merge/"


def test_the_preview_adds_up_what_the_parts_have_and_changes_nothing(desk, old, other):
    CaseFactory.create(organisation=old)
    CaseFactory.create_batch(2, organisation=other)

    shown = html(desk.get(address("merge", also="carrow", heir="new", heir_new="Voices of the Lakes", when="now")))

    row = shown[shown.index("Cases not closed") :][:900]
    assert [part.split("<")[0].strip() for part in row.split("<span>")[1:4]] == ["1", "2", "3"]
    assert "Voices of the Lakes (formerly Voices of Dunmere)" in shown
    assert not Succession.objects.exists()
    assert not Organisation.objects.filter(name="Voices of the Lakes").exists()


def test_a_merge_is_decided_once_the_name_is_typed(desk, old, other, founder):
    there = address("merge", also="carrow", heir="new", heir_new="Voices of the Lakes", when="now")

    refused = desk.post(there, {**CONFIRMED, "typed": "Voices"})
    done = desk.post(there, CONFIRMED, follow=True)

    assert refused.status_code == 422
    assert "Voices of Dunmere becomes part of Voices of the Lakes" in html(done)
    new = Organisation.objects.get(name="Voices of the Lakes")
    assert new.kind == OrganisationKind.LOCAL_OFFICE
    assert set(Organisation.objects.filter(kept_by=new)) == {old, other}
    assert set(Succession.objects.values_list("decided_by", "reason")) == {(founder.pk, "The council decided it")}


def test_one_that_works_already_may_take_the_others_in(desk, old, other):
    desk.post(address("merge", also="carrow", heir="old", heir_old="dunmere", when="now"), CONFIRMED)

    other.refresh_from_db()
    assert other.kept_by == old


def test_a_merge_of_one_is_answered_with_what_to_do_instead(desk, old, other):
    response = desk.get(address("merge", heir="new", heir_new="Voices of the Lakes", when="now"))

    assert response.status_code == 422
    assert "If it only takes a new name, rename it" in html(response)


def test_a_split_takes_the_named_people_and_offices_along(desk, old, other):
    stays, goes = member(Role.CASEWORKER, old), member(Role.CASEWORKER, old)
    north, south = OfficeFactory.create_batch(2, organisation=old)
    there = address(
        "split",
        heir="new",
        heir_new="North Dunmere",
        other="old",
        other_old="carrow",
        offices=[south.pk],
        people=[goes.pk],
        when="now",
    )

    preview = html(desk.get(there))
    desk.post(there, CONFIRMED)

    assert "1 people and 1 offices go to Voices of Carrow" in preview
    keeper = Organisation.objects.get(name="North Dunmere")
    for office, organisation in ((north, keeper), (south, other)):
        office.refresh_from_db()
        assert office.organisation == organisation
    for person, organisation in ((stays, keeper), (goes, other)):
        assert person.memberships.current().get().organisation == organisation


def test_a_later_day_waits_and_can_be_called_off(desk, old, other):
    day = clock.now().date() + timedelta(days=40)
    asked = {"when": "day", "on_day": day.day, "on_month": day.month, "on_year": day.year}

    shown = html(desk.post(address("handover", heir="old", heir_old="carrow", **asked), CONFIRMED, follow=True))
    waiting = Succession.objects.waiting().get()
    after = html(desk.post("/staff/organisations/dunmere/call-off/", {"succession": waiting.pk}, follow=True))

    assert "Voices of Carrow takes on the work of Voices of Dunmere" in shown
    assert "Call it off" in shown
    assert "It is called off. Nothing has changed." in after
    assert not Succession.objects.waiting().exists()


def test_a_day_that_has_been_is_refused(desk, old, other):
    asked = {"when": "day", "on_day": 1, "on_month": 1, "on_year": 2020}

    assert desk.get(address("handover", heir="old", heir_old="carrow", **asked)).status_code == 422


def test_a_name_that_another_has_is_refused_with_a_sentence(desk, old, other):
    response = desk.post(address("rename", name="Voices of Carrow", when="now"), CONFIRMED)

    assert response.status_code == 422
    assert "Another organisation has this name" in html(response)


def test_a_rename_stands_in_the_history_with_its_reason(desk, old):
    shown = html(desk.post(address("rename", name="Dunmere Speaks", when="now"), CONFIRMED, follow=True))

    assert "Renamed from Voices of Dunmere to Dunmere Speaks" in shown
    assert "The council decided it" in shown


def test_the_list_says_who_keeps_the_records_of_what_has_ended(desk, old, other):
    hand_over(old, other)

    shown = html(desk.get("/staff/organisations/"))

    assert "/staff/organisations/dunmere/history/" in shown
    assert "Voices of Carrow, since" in shown


@pytest.mark.parametrize("path", ["succession/", "succession/rename/", "call-off/"])
def test_only_founders_decide(client, old, path):
    client.force_login(member(Role.ADMINISTRATOR, old))

    send = client.post if path == "call-off/" else client.get
    assert send(f"/staff/organisations/dunmere/{path}").status_code == 404


@pytest.mark.parametrize("path", ["succession/", "succession/handover/", "succession/rename/", "call-off/"])
def test_a_regulator_is_left_to_its_own_administrators(client, founder, path):
    """Else those of a national body could hand its records over to themselves."""
    regulator = founder.memberships.get().organisation
    national = OrganisationFactory.create(kind=OrganisationKind.NATIONAL_BODY)
    address = f"/staff/organisations/{regulator.slug}/"
    send = client.post if path == "call-off/" else client.get

    client.force_login(member(Role.ADMINISTRATOR, national))
    assert send(address + path).status_code == 404
    assert "succession/" not in html(client.get(f"{address}history/"))
    client.force_login(founder)
    assert send(address + path).status_code in {200, 302}


def test_another_regulator_may_be_named_as_a_successor_but_not_merged_into_one(desk, founder):
    mine = founder.memberships.get().organisation
    theirs = OrganisationFactory.create(kind=OrganisationKind.REGULATOR, name="Theirs", slug="theirs")
    drawn = html(desk.get(f"/staff/organisations/{mine.slug}/succession/merge/"))

    assert f'<option value="{theirs.slug}"' in drawn
    assert 'name="also"' not in drawn


def test_an_administrator_of_the_successor_reads_the_history_and_strangers_do_not(client, old, other):
    hand_over(old, other)

    client.force_login(member(Role.ADMINISTRATOR, other))
    assert client.get("/staff/organisations/dunmere/history/").status_code == 200
    client.force_login(member(Role.ADMINISTRATOR, OrganisationFactory.create(kind=OrganisationKind.LOCAL_OFFICE)))
    assert client.get("/staff/organisations/dunmere/history/").status_code == 404
