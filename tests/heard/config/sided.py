"""Lets this process serve one side of the site, as `heard serve --public` and `--staff` do."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import clear_url_caches
from pytest_django import Settings

from heard.config import sides

Serve = Callable[[str], None]


@pytest.fixture
def serve(settings: Settings, tmp_path: Path) -> Iterator[Serve]:
    """Let this process serve one side, with a folder of keys of its own."""

    def one(side: str) -> None:
        settings.HEARD_SIDE = side
        settings.MIDDLEWARE = sides.middleware_of(list(settings.MIDDLEWARE), side=side)
        if side == "public":
            settings.HEARD_KEY_STORE = "none"
            settings.HEARD_KEYS = tmp_path / "public"
        settings.ROOT_URLCONF = _addresses(side)
        clear_url_caches()

    yield one
    clear_url_caches()


def _addresses(side: str) -> str:
    name = f"heard_addresses_{side}"
    source = importlib.util.find_spec("heard.config.urls")
    assert source is not None
    assert source.origin is not None
    spec = importlib.util.spec_from_file_location(name, source.origin)
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return name
