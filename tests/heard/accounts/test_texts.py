"""A text message goes to a folder, or to the one gateway that was named; its words are never logged."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from heard.accounts import texts
from tests.factories.accounts import A_DAY

NUMBER, WORDS = "07700 900123", "There is news."


class Gateway(BaseHTTPRequestHandler):
    taken: list[tuple[str | None, dict[str, str]]] = []
    status = 201

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.taken.append((self.headers["Authorization"], body))
        self.send_response(self.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway(settings):
    Gateway.taken.clear()
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.HEARD_TEXT_GATEWAY = f"http://127.0.0.1:{server.server_port}/send"
    settings.HEARD_TEXT_KEY = "a-key"
    yield Gateway
    server.shutdown()
    Gateway.status = 201


def send() -> bool:
    return texts.send(to=NUMBER, text=WORDS, now=A_DAY)


def test_without_a_gateway_it_is_a_file(settings, tmp_path) -> None:
    settings.HEARD_HOME, settings.HEARD_TEXT_GATEWAY = tmp_path, ""
    assert send()
    (written,) = (tmp_path / "texts").iterdir()
    assert written.read_text() == f"To: {NUMBER}\n\n{WORDS}\n"


def test_the_gateway_gets_the_number_the_words_and_the_key(gateway) -> None:
    assert send()
    assert gateway.taken == [("Bearer a-key", {"to": NUMBER, "text": WORDS})]


@pytest.mark.parametrize("status", [302, 400, 500])
def test_a_gateway_that_does_not_take_it_is_a_failure_and_no_redirect_is_followed(gateway, status, caplog) -> None:
    gateway.status = status
    assert not send()
    assert len(gateway.taken) == 1
    assert NUMBER not in caplog.text


def test_an_address_that_is_not_secure_is_never_asked(settings, caplog) -> None:
    settings.HEARD_TEXT_GATEWAY = "http://sms.example.org/send"
    assert not send()
    assert "NotSecure" in caplog.text
