"""What administrators do with offices, their coverage, lists of them, and urgent contacts."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from heard.accounts.models import OrganisationKind, Role
from heard.places.models import Office, UrgentContact
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.places import AreaFactory, OfficeFactory

pytestmark = pytest.mark.django_db

HEADER = "organisation,name,areas,phone,hours\n"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.HEARD_DEMO = True


@pytest.fixture
def organisation():
    return OrganisationFactory.create(slug="harbour-voice", kind=OrganisationKind.LOCAL_OFFICE)


@pytest.fixture
def desk(organisation):
    client = Client()
    client.force_login(member(Role.ADMINISTRATOR, organisation))
    return client


@pytest.fixture
def office(organisation):
    return OfficeFactory.create(organisation=organisation, areas=[AreaFactory.create(code="E06000001", name="Harbour")])


def text(response):
    return response.content.decode()


def details(**words):
    given = {"name": "Harbour", "phone": "01632960001", "text_relay": "", "email": "", "web": "", "address": ""}
    return {**given, "hours": "Weekdays 9am-5pm", "languages": "Urdu; BSL", **words}


class TestAnOffice:
    def test_is_changed_with_its_number_spaced_and_its_languages_known(self, desk, office):
        response = desk.post(reverse("places:office", args=[office.pk]), details())

        office.refresh_from_db()
        assert response.status_code == 302
        assert (office.phone, office.languages) == ("01632 960001", ["ur", "bfi"])
        assert "Monday to Friday: 9am to 5pm" in text(desk.get(reverse("places:office", args=[office.pk])))

    def test_reads_its_hours_back_before_they_are_saved(self, desk, office):
        page = desk.post(reverse("places:office", args=[office.pk]), details(hours="Saturday 10am to noon", read="1"))

        office.refresh_from_db()
        assert "Saturday: 10am to noon" in text(page)
        assert "Nothing is saved yet." in text(page)
        assert office.hours != "Saturday 10am to noon"

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"hours": "Mon-Fri 9-5"}, "Say am or pm after “5”"),
            ({"phone": "01632 9600"}, "too few"),
            ({"email": "hello@gmial.com"}, "Do you mean gmail.com?"),
            ({"web": "example.org"}, "does not begin with https://"),
            ({"languages": "Pollish"}, "Do you mean Polish?"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_nothing(self, desk, office, wrong, words):
        page = desk.post(reverse("places:office", args=[office.pk]), details(**wrong))

        assert page.status_code == 422
        assert words in text(page)

    def test_has_a_name_of_its_own_in_its_organisation(self, desk, office):
        OfficeFactory.create(organisation=office.organisation, name="Quayside")
        OfficeFactory.create(name="Elsewhere")

        taken = desk.post(reverse("places:office", args=[office.pk]), details(name="QUAYSIDE"))
        others = desk.post(reverse("places:office", args=[office.pk]), details(name="Elsewhere"))

        assert taken.status_code == 422
        assert "The organisation has another office of this name" in text(taken)
        assert others.status_code == 302


class TestCoverage:
    def test_is_added_by_name_changed_and_taken_out(self, desk, office):
        AreaFactory.create(code="E06000002", name="Westmoor")
        days = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": "2027"}
        desk.post(reverse("places:cover", args=[office.pk]), {"area": "westmoor", **days})
        added = office.coverage.get(area__code="E06000002")
        assert (added.valid_from, added.valid_to) == (date(2027, 4, 1), None)

        desk.post(reverse("places:coverage", args=[office.pk, added.pk]), {"area": "E06000002"})
        added.refresh_from_db()
        assert added.valid_from is None

        desk.post(reverse("places:uncover", args=[office.pk, added.pk]))
        assert office.coverage.count() == 1

    def test_cannot_overlap_with_itself_or_end_before_it_begins(self, desk, office):
        days = {"valid_from_day": "2", "valid_from_month": "4", "valid_from_year": "2027"}
        ends = {"valid_to_day": "1", "valid_to_month": "4", "valid_to_year": "2027"}

        twice = desk.post(reverse("places:cover", args=[office.pk]), {"area": "E06000001"})
        reversed_ = desk.post(reverse("places:cover", args=[office.pk]), {"area": "E06000001", **days, **ends})

        assert "covers this area on some of these days already" in text(twice)
        assert "must not be before the first day" in text(reversed_)
        assert office.coverage.count() == 1


class TestAList:
    def send(self, desk, rows, **more):
        file = SimpleUploadedFile("offices.csv", (HEADER + rows).encode())
        return desk.post(reverse("places:load_offices"), {"file": file, **more})

    def test_is_checked_first_and_taken_in_by_a_second_step(self, desk, office):
        row = "harbour-voice,North,E06000001,01632 960001,Weekdays 9am-5pm\n"

        page = self.send(desk, row)
        assert "1 offices would be added" in text(page)
        assert not Office.objects.filter(name="North").exists()

        desk.post(reverse("places:take_in_offices"), {"content": HEADER + row, "is_full": ""})
        assert Office.objects.get(name="North").phone == "01632 960001"

    def test_with_faults_names_each_and_offers_no_way_to_take_it_in(self, desk, office):
        page = text(self.send(desk, "harbour-voice,North,E99,123,Weekdays 9am-5pm\n"))

        assert "There is no area “E99”" in page
        assert "too few" in page
        assert "Take it in" not in page

    def test_names_no_offices_of_others_and_closes_none(self, desk, office):
        other = OfficeFactory.create(organisation__slug="elsewhere")
        row = "harbour-voice,North,E06000001,01632 960001,Weekdays 9am-5pm\n"

        assert "whose offices you may load" in text(self.send(desk, "elsewhere,North,E06000001,,\n"))
        desk.post(reverse("places:take_in_offices"), {"content": HEADER + row, "is_full": "1"})

        other.refresh_from_db()
        office.refresh_from_db()
        assert (other.closed_at, bool(office.closed_at)) == (None, True)

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            (HEADER + "harbour-voice,Quay,E06000001,,\n" * 1001, "more than 1,000 rows"),
            (HEADER.strip() + ",x" * 600, "names 605 columns"),
        ],
    )
    def test_that_is_too_long_to_check_here_is_refused(self, desk, office, rows, words):
        file = SimpleUploadedFile("offices.csv", rows.encode())
        answer = desk.post(reverse("places:load_offices"), {"file": file})

        assert answer.status_code == 422
        assert words in answer.content.decode()

    def test_that_cannot_be_read_says_why(self, desk):
        file = SimpleUploadedFile("offices.csv", b"organisation;name\nx;y\n")

        page = desk.post(reverse("places:load_offices"), {"file": file})

        assert page.status_code == 422
        assert "must name these columns too: areas" in text(page)


class TestContacts:
    def given(self, **words):
        days = {"checked_on": date(2026, 11, 1), "expires_on": date(2027, 11, 1)}
        parts = {
            f"{name}_{part}": str(getattr(day, part)) for name, day in days.items() for part in ("day", "month", "year")
        }
        told = {"kind": "ADULT_SAFEGUARDING_DAY", "area": "E06000001", "name": "Adults", "number": "01632960001"}
        rest = dict.fromkeys(("text_number", "text_word", "link", "note", "hours", "languages"), "")
        return {**told, **parts, **rest, "source": "https://council.example.org/", **words}

    def test_are_added_changed_and_taken_out_in_areas_of_ones_own(self, desk, office):
        added = desk.post(reverse("places:contact_new"), self.given())
        contact = UrgentContact.objects.get(name="Adults")
        assert (added.status_code, contact.number, contact.area.code) == (302, "01632 960001", "E06000001")

        desk.post(reverse("places:contact", args=[contact.pk]), self.given(number="01632 960002"))
        contact.refresh_from_db()
        assert contact.number == "01632 960002"
        assert "Adults" in text(desk.get(reverse("places:contacts")))

        desk.post(reverse("places:contact_withdraw", args=[contact.pk]))
        contact.refresh_from_db()
        assert contact.withdrawn_at

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"area": ""}, "Choose an answer to “Area”"),
            ({"area": "E99"}, "Choose one of the answers to “Area”"),
            ({"number": ""}, "Write a number, a number for text messages or a website"),
            ({"number": "12"}, "too few"),
            ({"expires_on_year": "2025"}, "must not be before the day on which it was checked"),
            ({"expires_on_day": "", "expires_on_month": "", "expires_on_year": ""}, "to be checked again"),
        ],
    )
    def test_say_what_is_wrong(self, desk, office, wrong, words):
        page = desk.post(reverse("places:contact_new"), self.given(**wrong))

        assert page.status_code == 422
        assert words in text(page)

    def test_that_have_expired_stand_first_to_be_checked(self, desk, office):
        UrgentContact.objects.create(
            area=office.coverage.get().area,
            kind="LISTENING",
            name="Old ears",
            number="01632 960001",
            source="x",
            checked_on=date(2024, 1, 1),
            expires_on=date(2025, 1, 1),
        )

        page = text(desk.get(reverse("places:contacts")))

        assert page.index("To be checked") < page.index("Old ears") < page.index("Shown")
