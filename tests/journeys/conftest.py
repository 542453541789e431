"""The whole site as people meet it: its own server and worker, a made-up campaign, and a real browser."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import pytest

from tests.journeys.story import Story

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.fspath).is_relative_to(ROOT / "tests" / "journeys"):
            item.add_marker(pytest.mark.journey)


@dataclass(frozen=True, kw_only=True)
class Site:
    """A running site: its address, its state folder, and the e-mail and password of each role."""

    address: str
    home: Path
    sign_ins: dict[str, tuple[str, str]]
    environment: dict[str, str]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _environment(home: Path, address: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HEARD_")}
    return {
        **clean,
        "HEARD_HOME": str(home),
        "HEARD_DEMO": "1",
        "HEARD_BASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "heard.config.settings",
    }


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start the demonstration in a folder of its own, and stop it at the end."""
    home = tmp_path_factory.mktemp("site")
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = _environment(home, address)
    command = [sys.executable, "-m", "heard.config"]
    subprocess.run(
        [*command, "demo", "--port", str(port)], env=environment, cwd=ROOT, check=True, timeout=240, capture_output=True
    )
    try:
        yield Site(address=address, home=home, sign_ins=_sign_ins(environment), environment=environment)
    finally:
        subprocess.run([*command, "stop"], env=environment, cwd=ROOT, check=False, timeout=60, capture_output=True)


def _sign_ins(environment: dict[str, str]) -> dict[str, tuple[str, str]]:
    code = (
        "import django; django.setup()\n"
        "from heard.config.demo import sign_ins\n"
        "for role, organisation, email, password in sign_ins(): print('\\t'.join((role, email, password)))"
    )
    listed = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    rows = [line.split("\t") for line in listed.splitlines()]
    return {role: (email, password) for role, email, password in reversed(rows)}


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium, without a download of its own."""
    from playwright.sync_api import sync_playwright

    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    if path is None:
        pytest.fail("The journeys need Chromium: install Debian's package `chromium`.")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


def _story(site: Site, browser: object, *, script: bool, screen: dict[str, int]) -> Story:
    context = browser.new_context(  # type: ignore[attr-defined]
        viewport=screen, java_script_enabled=script, bypass_csp=script, base_url=site.address, locale="en-GB"
    )
    context.set_default_timeout(15_000)
    return Story(site=site, context=context, axe=AXE.read_text(), has_script=script)


@pytest.fixture
def story(site: Site, browser: object) -> Iterator[Story]:
    """A visitor with an old phone."""
    told = _story(site, browser, script=True, screen=PHONE)
    yield told
    told.end()


@pytest.fixture
def story_without_script(site: Site, browser: object) -> Iterator[Story]:
    """A visitor with an old phone whose script is off."""
    told = _story(site, browser, script=False, screen=PHONE)
    yield told
    told.end()


@pytest.fixture
def staff_story(site: Site, browser: object) -> Iterator[Story]:
    """A member of staff at a desk."""
    told = _story(site, browser, script=True, screen=DESKTOP)
    yield told
    told.end()
