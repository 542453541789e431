"""After every other story: the records still add up, and the site is well."""

import re
from typing import TYPE_CHECKING

from tests.journeys.conftest import run

if TYPE_CHECKING:
    from tests.journeys.conftest import Site

MEANT = ("could not be saved or shown", "Service Unavailable")
"""What the story of the full disk makes the site say."""


def test_after_all_the_stories_the_records_add_up_and_the_site_is_well(site: "Site") -> None:
    run(["check", "counts"], site.environment)
    assert "worker" in run(["health"], site.environment)
    log = site.home / "server.log"
    failures = re.findall(r"^.*(?:ERROR|Traceback).*$", log.read_text(errors="replace"), re.MULTILINE)
    assert [line for line in failures if not any(words in line for words in MEANT)] == []
