"""What the one-port server hands on to Django."""

import http.client
import subprocess
import sys
import time
from pathlib import Path

import pytest

from heard.config.asgi import _plain
from tests.heard.config.operating import environment, free_port, heard


@pytest.mark.parametrize(
    ("given", "handed_on"),
    [(b"p=carers&x=1", b"p=carers&x=1"), ("utm=é".encode(), b"utm=%C3%A9"), (b"\xff", b"%FF"), (b"", b"")],
)
def test_a_query_with_raw_bytes_is_quoted(given: bytes, handed_on: bytes) -> None:
    assert _plain({"query_string": given})["query_string"] == handed_on


@pytest.mark.slow
def test_a_cookie_of_another_page_of_the_domain_takes_none_of_ours_with_it(tmp_path: Path) -> None:
    """Our own comes back as it was: were it lost on its way, the page would give another."""
    code, said = heard(tmp_path, "setup")
    assert code == 0, said
    port = free_port()
    command = [sys.executable, "-m", "heard.config", "serve", "--port", str(port), "--no-worker"]
    with (tmp_path / "said").open("wb") as told:
        server = subprocess.Popen(command, env=environment(tmp_path), stdout=told, stderr=told)
    try:
        given = _cookie_given(port, "q=caf\u00e9")
        assert given.startswith("heard_csrf=")
        assert _cookie_given(port, f"q=caf\u00e9; {given}") == given
    finally:
        server.terminate()
        assert server.wait(30) == 0


def _cookie_given(port: int, cookie: str) -> str:
    """Return the cookie that the page to sign in gives, as a name and its value."""
    deadline = time.monotonic() + 60
    while True:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            line.request("GET", "/accounts/login/", headers={"Cookie": cookie.encode()})
            answer = line.getresponse()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            answer.read()
            return answer.headers.get("Set-Cookie", "").partition(";")[0]
        finally:
            line.close()
