"""Outside addresses: only allowed hosts are asked, and nothing inside ever is."""

import socket

import pytest

from heard.measurement import outside

ALLOWED = ["example.org"]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://example.org:8443/",
        "https://user:word@example.org/",
        "https://inside.example.org/",
        "https://example.org.evil.test/",
        "https://127.0.0.1/",
        "https://[::1",
        "file:///etc/passwd",
    ],
)
def test_what_is_not_allowed_is_not_asked(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_o: pytest.fail("looked up"))

    assert outside.ask(url, ALLOWED) is None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "169.254.169.254",
        "192.168.1.1",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
    ],
)
def test_an_allowed_name_that_leads_inside_is_not_asked(address, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_o: [(2, 1, 6, "", (address, 443))])
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_o: pytest.fail("connected"))

    assert outside.ask("https://example.org/", ALLOWED) is None


def test_one_inner_address_among_several_is_enough_to_refuse(monkeypatch):
    found = [(2, 1, 6, "", (address, 443)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_o: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_o: pytest.fail("connected"))

    assert outside.ask("https://example.org/", ALLOWED) is None


def test_it_connects_to_the_address_that_was_checked(monkeypatch):
    asked = []

    def refuse(address, **_options):
        asked.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_o: [(2, 1, 6, "", ("93.184.215.14", 443))])
    monkeypatch.setattr(socket, "create_connection", refuse)

    assert outside.ask("https://EXAMPLE.org/page?x=1", ALLOWED) == 0
    assert asked == [("93.184.215.14", 443)]


def test_a_name_that_is_not_known_does_not_answer(monkeypatch):
    def unknown(*_arguments, **_options):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert outside.ask("https://example.org/", ALLOWED) == 0
