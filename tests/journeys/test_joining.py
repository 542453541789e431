"""On a site that is no demonstration: the first administrator, an invitation by mail, a second factor, leaving."""

import base64
import hashlib
import hmac
import re
import struct
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import COMMAND, DESKTOP, ROOT, Site, environment_of, free_port, run, telling

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.story import Story

PASSPHRASE = "Quiet umbrella 47 puddings"
ADMINISTRATOR = "first@beechlands.example.org"
COLLEAGUE = "wanda@beechlands.example.org"


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site as its operator sets it up: empty, with its first administrator."""
    home, port = tmp_path_factory.mktemp("own"), free_port()
    address = f"http://127.0.0.1:{port}"
    environment = environment_of(home, address)
    run(["setup"], environment)
    founding = {
        "--organisation": "Beechlands Care Watch",
        "--kind": "REGULATOR",
        "--name": "Odile Marchbanks",
        "--email": ADMINISTRATOR,
        "--password": PASSPHRASE,
    }
    run(["found", *(part for pair in founding.items() for part in pair)], environment)
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)], env=environment, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            _wait_for(f"{address}/accounts/login/")
            yield Site(address=address, home=home, password=PASSPHRASE, environment=environment)
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"Nothing answers at {address}")


@pytest.fixture
def administrator(own_site: Site, browser: "Browser") -> Iterator["Story"]:
    """The first administrator, at a desk."""
    with telling(own_site, browser, screen=DESKTOP) as told:
        yield told


@pytest.fixture
def colleague(own_site: Site, browser: "Browser") -> Iterator["Story"]:
    """Someone who is about to be invited."""
    with telling(own_site, browser, screen=DESKTOP) as told:
        yield told


def test_a_colleague_is_invited_joins_and_proves_who_they_are_twice(
    own_site: Site, administrator: "Story", colleague: "Story"
) -> None:
    when_i_sign_in(administrator, ADMINISTRATOR)
    when_i_set_up_a_second_factor(administrator)
    when_a_colleague_is_invited(administrator)
    link = link_in_the_mail(own_site.home / "mail", COLLEAGUE)
    when_i_join(colleague, link)
    when_i_sign_in(colleague, COLLEAGUE)
    secret = when_i_set_up_a_second_factor(colleague)
    colleague.when_i_go_to("/staff/queue/")
    colleague.then_the_heading_is("Queue")
    colleague.when_i_press("Sign out")
    when_i_sign_in(colleague, COLLEAGUE)
    then_a_code_is_asked_for(colleague, secret)
    colleague.context.clear_cookies()
    colleague.when_i_go_to(link)
    colleague.then_the_heading_is("This link no longer works")
    when_their_work_here_ends(administrator)
    colleague.when_i_go_to("/staff/queue/")
    colleague.then_the_heading_is("Sign in")


def when_i_sign_in(story: "Story", email: str) -> None:
    story.when_i_go_to("/accounts/login/")
    story.then_the_heading_is("Sign in")
    story.when_i_fill("Email address", email)
    story.when_i_fill("Password", "wrong-wrong-wrong")
    story.when_i_press("Sign in")
    story.then_it_says(re.compile("not correct|not right|do not match"), within=".nhsuk-error-summary")
    story.then_the_page_is_accessible()
    story.when_i_fill("Email address", email)
    story.when_i_fill("Password", PASSPHRASE)
    story.when_i_press("Sign in")


def when_i_set_up_a_second_factor(story: "Story") -> str:
    """Nothing else opens before that."""
    story.then_the_heading_is("Set up your second factor")
    story.when_i_go_to("/staff/")
    story.then_the_heading_is("Set up your second factor")
    secret = story.page.locator("code.heard-code").inner_text()
    story.when_i_fill(re.compile("code", re.IGNORECASE), "000000")
    story.when_i_press("Continue")
    story.then_it_says(re.compile("code", re.IGNORECASE), within=".nhsuk-error-summary")
    story.then_the_page_is_accessible()
    story.when_i_fill(re.compile("code", re.IGNORECASE), code_of(secret))
    story.when_i_press("Continue")
    story.then_it_says(re.compile("recovery codes", re.IGNORECASE))
    story.then_the_page_is_accessible()
    return secret


def when_a_colleague_is_invited(story: "Story") -> None:
    story.when_i_go_to("/staff/people/beechlands-care-watch/invite/")
    story.when_i_press(re.compile("^(Invite|Send)"))
    story.then_i_am_told_what_is_wrong("Choose what they will do")
    story.when_i_fill("Email address", COLLEAGUE)
    story.when_i_choose("Caseworker")
    story.when_i_press(re.compile("^(Invite|Send)"))
    story.then_i_see(COLLEAGUE)


def link_in_the_mail(folder: Path, to: str) -> str:
    """Return the link in the newest letter to somebody, as they would follow it."""
    for path in sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True):
        letter = message_from_bytes(path.read_bytes().split(b"\n" + b"-" * 79)[0], policy=policy.default)
        if to in str(letter["to"]):
            found = re.search(r"https?://\S+", letter.get_content())
            assert found
            return found[0]
    raise AssertionError(f"No letter to {to}")


def when_i_join(story: "Story", link: str) -> None:
    story.when_i_go_to(link)
    story.then_the_heading_is("Join Beechlands Care Watch")
    assert link.rstrip("/").rsplit("/", 1)[1] not in story.page.url, "the secret stays in the address"
    story.when_i_press(re.compile("Join|Create"))
    story.then_i_am_told_what_is_wrong("Enter your full name")
    story.when_i_fill("Full name", "Wanda Okoro")
    story.when_i_fill("Password", "password1234")
    story.when_i_press(re.compile("Join|Create"))
    story.then_i_am_told_what_is_wrong(re.compile("common"))
    story.when_i_fill("Password", PASSPHRASE)
    story.when_i_press(re.compile("Join|Create"))
    story.then_i_see("Your account is ready.")


def then_a_code_is_asked_for(story: "Story", secret: str) -> None:
    story.then_the_heading_is("Enter your code")
    wait_for_another_code(secret)
    story.when_i_fill(re.compile("code", re.IGNORECASE), code_of(secret))
    story.when_i_press("Sign in")
    story.then_the_heading_is(re.compile("Hello, Wanda Okoro"))


def when_their_work_here_ends(story: "Story") -> None:
    story.when_i_go_to("/staff/people/beechlands-care-watch/")
    story.when_i_follow("Wanda Okoro")
    story.then_the_heading_is("Wanda Okoro")
    story.when_i_follow(re.compile("[Ee]nd their work"))
    story.then_the_page_is_accessible()
    story.when_i_press(re.compile("[Ee]nd their work"))
    story.then_i_see("Odile Marchbanks")
    story.when_i_go_to("/staff/audit/beechlands-care-watch/")
    story.then_i_see(re.compile("Wanda Okoro"))


def code_of(secret: str, *, at: float | None = None) -> str:
    """Return what an authenticator app shows (RFC 6238: SHA-1, 30 seconds, 6 digits)."""
    key = base64.b32decode(secret.strip())
    digest = hmac.new(key, struct.pack(">Q", int((at or time.time()) // 30)), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def wait_for_another_code(secret: str) -> None:
    """A code works once: wait until the app shows another than before."""
    before = code_of(secret)
    deadline = time.monotonic() + 35
    while code_of(secret) == before and time.monotonic() < deadline:
        time.sleep(0.5)
