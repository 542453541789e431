"""Every word that a person reads can be extracted for translation, from Python and from templates alike."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Extract the words; return 1 when the extraction fails or finds suspiciously few."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Path(folder) / "heard.pot"
        done = subprocess.run(
            [
                str(Path(sys.executable).parent / "pybabel"),
                "-q",
                "extract",
                "-F",
                "babel.cfg",
                "-k",
                "_",
                "-k",
                "gettext_lazy",
                "-k",
                "ngettext_lazy:1,2",
                "-o",
                str(catalogue),
                "src",
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        words = catalogue.read_text().count("\nmsgid ") if catalogue.exists() else 0
    templates = len(list((ROOT / "src").rglob("*.jinja")))
    if done.returncode or words < templates:
        sys.stdout.write(f"{done.stderr}{words} messages in {templates} templates\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
