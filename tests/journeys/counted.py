"""How a story sees that the door counts: exactly once, or, where the database was busy for too long, not at all."""

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.journeys.conftest import Site
    from tests.journeys.story import Story

COUNTED = "SELECT count(*) FROM campaigns_visit WHERE kind = ? AND visitor_class = 'HUMAN' AND NOT is_test"
TRIES = 4
LATE = 5.0
"""Seconds in which a count that was in hand when the visitor went on is written."""


def counted(site: "Site", kind: str) -> int:
    """How often people did one thing at the door."""
    return int(site.first(COUNTED, kind))


def counts_once(site: "Site", kind: str, do: "Callable[[], None]") -> None:
    """Do it until it is counted, and see that no doing of it is counted twice.

    A visitor waits a quarter of a second at most and then goes on; on a busy machine the count comes late, or never.
    """
    for _ in range(TRIES):
        before = counted(site, kind)
        do()
        late = time.monotonic() + LATE
        while not (more := counted(site, kind) - before) and time.monotonic() < late:
            time.sleep(0.2)
        assert more in {0, 1}, f"{kind} was counted {more} times"
        if more:
            return
    raise AssertionError(f"{kind} was never counted in {TRIES} tries")


def tap_twice(story: "Story", reached: "Locator") -> None:
    """Load the page anew, and tap a way to reach someone twice, as people do; the page says so once."""
    story.page.reload()
    reached.evaluate("link => link.addEventListener('click', event => event.preventDefault())")
    with story.page.expect_response(lambda response: "/tap/" in response.url) as said:
        reached.click()
        reached.click()
    assert said.value.status == 204
