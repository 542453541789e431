"""Printing a form: from the landing page once it says where to post it, and with numbers for staff."""

import pytest
from django.test import Client

from heard.accounts.models import Role, User
from heard.campaigns.models import Channel, Form, Placement
from heard.design.build import FONTS
from heard.feedback.models import PaperRun
from tests.factories.accounts import member
from tests.heard.feedback.walking import Walker, open_form

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FONTS.is_dir(), reason="The typefaces were not built."),
]


@pytest.fixture
def form() -> Form:
    return open_form()


@pytest.fixture
def manager(form: Form) -> User:
    return member(Role.CAMPAIGN_MANAGER, form.organisation)


def at_work(form: Form, person: User) -> Walker:
    client = Client()
    client.force_login(person)
    return Walker(f"/staff/paper/{form.campaign.slug}/{form.slug}/", client)


def test_saving_the_address_places_the_link_that_is_printed_once(form: Form, manager: User) -> None:
    walker = at_work(form, manager)
    for address in ("Freepost ONE", "Freepost TWO"):
        walker.open(f"{walker.home}address/").send({"return_address": address}, form=1)
    form.refresh_from_db()
    placement = Placement.objects.get()
    assert form.return_address == "Freepost TWO"
    assert (placement.channel, placement.form) == (Channel.PRINT, form)
    assert placement.code in walker.text


def test_everyone_can_print_the_form_once_it_says_where_to_post_it(form: Form) -> None:
    landing, client = f"/c/{form.campaign.slug}/", Client()
    address = f"{landing}{form.slug}/paper-form.pdf"
    assert client.get(address).status_code == 404
    assert address not in client.get(landing).content.decode()
    Form.objects.update(return_address="Freepost OFFICE")
    assert address in client.get(landing).content.decode()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert not client.cookies


def test_a_campaign_that_is_not_open_offers_no_paper() -> None:
    form = open_form(open=False)
    Form.objects.update(return_address="Freepost OFFICE")
    assert Client().get(f"/c/{form.campaign.slug}/{form.slug}/paper-form.pdf").status_code == 404


def test_no_number_is_given_out_twice(form: Form, manager: User) -> None:
    walker = at_work(form, manager)
    for _ in range(2):
        walker.open(f"{walker.home}numbers/").send({"count": "3"}, form=1)
    runs = PaperRun.objects.order_by("first").values_list("first", "last")
    assert list(runs) == [(1, 3), (4, 6)]
    assert "00004" in walker.text


def test_too_many_copies_are_refused_with_the_limit(form: Form, manager: User) -> None:
    walker = at_work(form, manager)
    walker.open(f"{walker.home}numbers/").send({"count": "51"}, form=1)
    assert "must be 50 or fewer" in walker.text
    assert not PaperRun.objects.exists()


def test_a_run_of_another_form_is_not_printed(form: Form, manager: User) -> None:
    other = open_form(slug="elsewhere")
    run = PaperRun.objects.create(form=other, first=1, last=2, made_at=other.campaign.created_at, made_by=manager)
    walker = at_work(form, manager)
    assert walker.open(f"{walker.home}form.pdf?run={run.pk}").status == 404
    assert walker.open(f"{walker.home}form.pdf?run=nonsense").status == 404
