"""Hosts outside the site to which links may lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.campaigns.hosts import Fault, fault_of, host_of, is_allowed, is_host

HOSTS = ["www.example.org"]


@pytest.mark.parametrize("url", ["https://www.example.org/", "https://www.example.org:443/a?b=c#d"])
def test_https_on_a_listed_host_is_allowed(url):
    assert is_allowed(url, hosts=HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/",
        "https://example.org/",
        "https://www.example.org.evil.example/",
        "https://www.example.org@evil.example/",
        "https://user:secret@www.example.org/",
        "https://www.example.org:8443/",
        "https://www.example.org:nonsense/",
        "javascript:alert(1)",
        "//www.example.org/",
        "",
    ],
)
def test_anything_else_is_refused(url):
    assert not is_allowed(url, hosts=HOSTS)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://www.example.org/", Fault.NO_HTTPS),
        ("www.example.org/page", Fault.NO_HTTPS),
        ("javascript:alert(1)", Fault.NO_HTTPS),
        ("data:text/html,hello", Fault.NO_HTTPS),
        ("//www.example.org/", Fault.NO_HTTPS),
        ("https://", Fault.NO_ADDRESS),
        ("https:///page", Fault.NO_ADDRESS),
        ("https://[", Fault.NO_ADDRESS),
        ("https://www.example.org:nonsense/", Fault.NO_ADDRESS),
        ("https://www.example.org/a b", Fault.SPACES),
        ("https://www.example.org/\nhttps://evil.example/", Fault.SPACES),
        ("java script:alert(1)", Fault.SPACES),
        ("https://user:secret@www.example.org/", Fault.CREDENTIALS),
        ("https://www.example.org@evil.example/", Fault.CREDENTIALS),
        ("https://www.example.org:8443/", Fault.PORT),
        ("https://www.example.org.evil.example/", Fault.ELSEWHERE),
        ("https://www.example.org\\.evil.example/", Fault.ELSEWHERE),
        ("https://www.ехаmple.org/", Fault.ELSEWHERE),
        ("HTTPS://WWW.EXAMPLE.ORG/Page", None),
        ("https://www.example.org/a%20b?c=@d", None),
    ],
)
def test_why_an_address_is_refused_is_told(url, fault):
    assert fault_of(url, hosts=HOSTS) is fault


def test_without_a_list_every_address_is_refused_for_that():
    assert fault_of("https://www.example.org/", hosts=[]) is Fault.NO_LIST


@given(st.text(max_size=200))
def test_no_text_breaks_the_check(text):
    assert is_allowed(text, hosts=[]) is False
    assert isinstance(is_host(host_of(text)), bool)


@pytest.mark.parametrize("typed", ["example.org", " Example.ORG ", "https://example.org/page"])
def test_managers_may_write_a_host_as_they_know_it(typed):
    assert host_of(typed) == "example.org"


@pytest.mark.parametrize("text", ["", "localhost", "exa mple.org", "example.org:80", "-a.example", "192.0.2.1"])
def test_what_is_no_hosts_name_is_refused(text):
    assert not is_host(text)
