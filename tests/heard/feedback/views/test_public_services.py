import pytest
from django.test import Client

from heard.campaigns.models import Form
from tests.factories.places import AreaFactory, ServiceFactory
from tests.heard.feedback.walking import open_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def form() -> Form:
    return open_form()


def look_up(form: Form, words: str):
    return Client(enforce_csrf_checks=True).post(f"/c/{form.campaign.slug}/{form.slug}/services/", {"words": words})


def test_finds_services_while_someone_types(form: Form) -> None:
    surgery = ServiceFactory.create(name="Hill Surgery", address="1 Hill Street", postcode="ZZ1 1AA")
    found = look_up(form, "hill su").json()["services"]
    assert found == [{"code": surgery.code, "name": "Hill Surgery", "line": "GP surgery, 1 Hill Street, ZZ1 1AA"}]


def test_finds_nothing_by_one_letter(form: Form) -> None:
    ServiceFactory.create(name="Hill Surgery")
    assert look_up(form, "h").json() == {"services": []}


def test_suggests_a_few_at_most(form: Form) -> None:
    ServiceFactory.create_batch(12)
    assert len(look_up(form, "fictional").json()["services"]) == 8


def test_takes_no_words_from_an_address_and_leaves_no_cookie(form: Form) -> None:
    path = f"/c/{form.campaign.slug}/{form.slug}/services/"
    assert Client().get(path, {"words": "hill"}).status_code == 405
    assert not look_up(form, "hill").cookies


def test_tells_services_of_one_name_apart_by_their_area_where_no_address_is_known(form: Form) -> None:
    for name in ("Ambleshire", "Brackenshire"):
        ServiceFactory.create(name="High Street Surgery", address="", postcode="", area=AreaFactory.create(name=name))
    lines = {one["line"] for one in look_up(form, "high street").json()["services"]}
    assert lines == {"GP surgery, Ambleshire", "GP surgery, Brackenshire"}


def test_forgives_a_slip(form: Form) -> None:
    ServiceFactory.create(name="Hill Surgery")
    assert [one["name"] for one in look_up(form, "hill sugrery").json()["services"]] == ["Hill Surgery"]
