"""Hosts outside the site to which links may lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.campaigns.hosts import host_of, is_allowed, is_host

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
