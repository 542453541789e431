"""A site in which every page and every piece of work fails with a person's words in the failure.

Run by `python -m tests.heard.config.failing serve --port 8123`; the tests that search logs start it.
"""

import os
from collections.abc import Callable
from typing import Any, NoReturn

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse

NAME, PHONE, EMAIL = "Philippa Nightingale-Okonkwo", "07700 900321", "philippa.no@example.org"
WORDS = f"My name is {NAME}, ring {PHONE} or write to {EMAIL}: the ward left me for nine hours"
SIGNS = ("Philippa", "Nightingale", "900321", "philippa.no", "nine hours")
"""Any of these in a log, a page or a stream is a leak."""


def fail(*_: Any, **__: Any) -> NoReturn:
    """Fail as a database does: the words in the message, in the cause, in a variable, and in the arguments."""
    words = {"text": WORDS}
    try:
        raise KeyError(WORDS)
    except KeyError as cause:
        raise ValueError(f"Failing row contains ({words['text']})", WORDS) from cause


class FailingViews:
    """Fails in place of each view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> NoReturn:
        fail()


def main() -> None:
    """Run a command of a site whose views, finders and jobs all fail, in threads and ahead of Django too."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    django.setup()
    from heard.campaigns.hot import HotPath
    from heard.config import cli, work

    settings.MIDDLEWARE = ["tests.heard.config.failing.FailingViews", *settings.MIDDLEWARE]
    work._function = lambda name: fail
    HotPath._answer = fail  # type: ignore[method-assign]
    cli.main()


if __name__ == "__main__":
    main()
