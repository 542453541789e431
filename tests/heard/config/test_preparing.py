"""Making a site ready."""

import gzip
import json
from pathlib import Path

import pytest

from heard.config import preparing


@pytest.mark.slow
def test_from_the_first_time_on_files_are_gathered_under_names_of_their_content_and_compressed(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path

    preparing.collect_static()

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    script = tmp_path / names["campaigns/tap.js"]
    assert script.name != "tap.js"
    assert Path(f"{script}.gz").exists()
    assert gzip.decompress(Path(f"{script}.gz").read_bytes()) == script.read_bytes()
