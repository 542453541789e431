"""The worker is killed: it is started again, and what had come is read once."""

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys import telling
from tests.journeys.test_from_link_to_desk import when_i_wait_for_it_in_the_queue

if TYPE_CHECKING:
    from tests.journeys.conftest import Site
    from tests.journeys.story import Story


def workers_of(site: "Site") -> set[int]:
    """Return the numbers of the site's worker processes: children of its server that were started as `work`."""
    server = (site.home / "pid").read_text().strip()
    threads = list(Path(f"/proc/{server}/task").glob("*/children"))
    if not threads:
        pytest.skip("This system does not say which processes are whose.")
    children = {int(child) for thread in threads for child in thread.read_text().split()}
    return {child for child in children if _is_worker(child)}


def _is_worker(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().rstrip(b"\0").endswith(b"\0work")
    except FileNotFoundError:
        return False


def test_what_comes_while_the_worker_is_killed_is_read_once(site: "Site", story: "Story", staff_story: "Story") -> None:
    rare = telling.rare_word()
    [before] = workers_of(site)
    telling.when_i_begin(story)
    telling.when_i_tell_of_myself(story)
    telling.when_i_describe_the_service(story, "The dental hospital")
    telling.when_i_tell_what_happened(story, f"The drill sang like a {rare}.")
    telling.when_i_finish(story)
    os.kill(before, signal.SIGKILL)
    telling.when_i_send_it(story)
    for another in workers_of(site) - {before}:
        os.kill(another, signal.SIGKILL)
    staff_story.given_i_am_signed_in_as("caseworker@good-care")
    when_i_wait_for_it_in_the_queue(staff_story, rare)
    assert staff_story.page.locator(".cw-list > li").count() == 1
    assert workers_of(site) - {before}
