"""One account is written in one way, and what cannot be an account is said to be none."""

import pytest

from heard.measurement.handles import handle_fault, handle_key, normal_handle, sender_of


@pytest.mark.parametrize(
    "written", ["harbour.example", "@Harbour.Example", " harbour.example. ", "mailto:harbour.example"]
)
def test_a_domain_of_email_has_one_form(written):
    assert normal_handle(network="EMAIL", handle=written) == "harbour.example"
    assert handle_key(network="EMAIL", handle=written) == handle_key(network="EMAIL", handle="harbour.example")


@pytest.mark.parametrize("written", ["press@harbour.example", "harbour.example", "name@gmail.com", "name@nhs.net"])
def test_an_address_or_a_domain_of_ones_own_is_an_account_of_email(written):
    assert handle_fault(network="EMAIL", handle=written) == ""


@pytest.mark.parametrize("written", ["@", "press@", "press office", "harbour", "a@b@c.example", "gmail.com", "NHS.net"])
def test_what_is_no_address_or_anybodys_domain_is_none(written):
    assert handle_fault(network="EMAIL", handle=written)


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("Press <Press@Harbour.Example>", "press@harbour.example"),
        ("mailto:press@harbour.example", "press@harbour.example"),
        ("Doe, J <press@harbour.example>", "press@harbour.example"),
        ("a@harbour.example; b@harbour.example", ""),
        ("A <a@harbour.example>, B <b@harbour.example>", ""),
        ("harbour.example", ""),
        ("", ""),
    ],
)
def test_a_cell_holds_one_sender_or_none(cell, address):
    assert sender_of(cell) == address


@pytest.mark.parametrize("network", ["X", "MASTODON", "FACEBOOK", "EMAIL"])
@pytest.mark.parametrize("written", ["https://[", "https://[x]/name", "http://[::1/name"])
def test_what_only_begins_like_an_address_is_no_account(network, written):
    assert handle_fault(network=network, handle=written)
