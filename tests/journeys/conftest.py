"""The whole site as people meet it: its own server and worker, a made-up campaign, and a real browser.

`JOURNEYS_HOME` names the folder of a demonstration that runs already: it is used, and left running.
"""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.story import KeyboardStory, Story

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHONE: "ViewportSize" = {"width": 320, "height": 640}
DESKTOP: "ViewportSize" = {"width": 1280, "height": 900}
COMMAND = [sys.executable, "-m", "heard.config"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.fspath).is_relative_to(ROOT / "tests" / "journeys"):
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.timeout(600))
    items.sort(key=_turn)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say what stood before the person when their story broke off."""
    report = yield
    if report.failed and call.when == "call":
        told = [value for value in getattr(item, "funcargs", {}).values() if isinstance(value, Story)]
        report.sections += [("What the person saw", story.what_is_seen()) for story in told]
    return report


def _turn(item: pytest.Item) -> int:
    """What loads the site most comes late, and what looks back on all of it last."""
    if Path(item.fspath).stem == "test_adding_up":
        return 2
    return 1 if item.get_closest_marker("real_data") and item.get_closest_marker("journey") else 0


@dataclass(frozen=True, kw_only=True)
class Site:
    """A running site: its address, its state folder, and who may sign in with which password."""

    address: str
    home: Path
    password: str
    environment: dict[str, str]
    states: dict[str, Any] = field(default_factory=dict)
    """The cookies of everyone who has signed in once, by the beginning of their address."""
    found_accessible: set[str] = field(default_factory=set)
    """The shapes of pages in which axe found nothing."""

    def found(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Look something up in the site's records, such as the code of a link; stories change nothing there."""
        with closing(sqlite3.connect(f"file:{self.home / 'heard.sqlite3'}?mode=ro", uri=True, timeout=20)) as records:
            return records.execute(question, values).fetchall()

    def first(self, question: str, *values: object) -> Any:
        """Return the first value that is found."""
        return self.found(question, *values)[0][0]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment_of(home: Path, address: str, **more: str) -> dict[str, str]:
    """Return the environment of a site in a folder of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    own = {"HEARD_HOME": str(home), "HEARD_BASE_URL": address, "DJANGO_SETTINGS_MODULE": "heard.config.settings"}
    return {**clean, **own, **more}


def run(command: list[str], environment: dict[str, str], *, within: float = 420) -> str:
    """Run one command of the site and return what it printed; what it said is shown where it fails."""
    done = subprocess.run(
        [*COMMAND, *command], env=environment, cwd=ROOT, check=False, timeout=within, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start the demonstration in a folder of its own, and stop it at the end."""
    if running := os.environ.get("JOURNEYS_HOME"):
        yield _site(Path(running))
        return
    home = tmp_path_factory.mktemp("site")
    port = free_port()
    environment = environment_of(home, f"http://127.0.0.1:{port}", HEARD_DEMO="1")
    run(["demo", "--port", str(port)], environment)
    try:
        yield _site(home)
    finally:
        run(["stop"], environment, within=60)


def _site(home: Path) -> Site:
    address = (home / "address").read_text().strip()
    return Site(
        address=address,
        home=home,
        password=(home / "demo-passphrase").read_text().strip(),
        environment=environment_of(home, address, HEARD_DEMO="1"),
    )


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium, without a download of its own."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)
    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    if path is None:
        pytest.fail("The journeys need Chromium: install Debian's package `chromium`.")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


Telling = Callable[..., Any]


@contextmanager
def telling(site: Site, browser: "Browser", **how: Any) -> Iterator[Story]:
    """Tell one person's story; their window is closed at the end, and nothing may have gone wrong in it."""
    kind = KeyboardStory if how.pop("by_keyboard", False) else Story
    story = kind(site=site, browser=browser, axe=AXE.read_text(), **how)
    try:
        yield story
    finally:
        story.close()
    story.nothing_went_wrong()


@pytest.fixture
def story(site: Site, browser: "Browser") -> Iterator[Story]:
    """A visitor with an old phone."""
    with telling(site, browser, screen=PHONE) as told:
        yield told


@pytest.fixture
def keyboard_story(site: Site, browser: "Browser") -> Iterator[Story]:
    """A visitor who uses a keyboard and nothing else, on a small screen."""
    with telling(site, browser, screen=PHONE, by_keyboard=True) as told:
        yield told


@pytest.fixture
def story_without_script(site: Site, browser: "Browser") -> Iterator[Story]:
    """A visitor with an old phone whose script is off."""
    with telling(site, browser, screen=PHONE, has_script=False) as told:
        yield told


@pytest.fixture
def staff_story(site: Site, browser: "Browser") -> Iterator[Story]:
    """A member of staff at a desk."""
    with telling(site, browser, screen=DESKTOP) as told:
        yield told


@pytest.fixture
def another_staff_story(site: Site, browser: "Browser") -> Iterator[Story]:
    """Another member of staff at another desk."""
    with telling(site, browser, screen=DESKTOP) as told:
        yield told
