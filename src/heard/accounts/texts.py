"""The one way out for text messages. Without a gateway they are files in a folder, as email is by default.

A gateway is any address that takes a POST of `{"to": …, "text": …}` as JSON with a bearer key, over https.
"""

import json
import logging
import secrets
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

logger = logging.getLogger(__name__)

TIMEOUT = 10
_HERE = {"127.0.0.1", "localhost", "::1"}


class NotSecure(ValueError):
    """The gateway's address is not https: a number and its text would cross the network for all to read."""


class _NoRedirects(HTTPRedirectHandler):
    """Follow no redirect: the key and the number are for the gateway that was named, and no other."""

    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        return None


def send(*, to: str, text: str, now: datetime) -> bool:
    """Send one text message, and return whether it was taken. Neither the number nor the words are logged."""
    try:
        if settings.HEARD_TEXT_GATEWAY:
            return _post(to=to, text=text)
        return _write(to=to, text=text, now=now)
    except (OSError, URLError, HTTPException, ValueError) as failure:
        logger.warning("A text message could not be sent (%s).", type(failure).__name__)
        return False


def _post(*, to: str, text: str) -> bool:
    parts = urlsplit(settings.HEARD_TEXT_GATEWAY)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise NotSecure
    request = Request(  # noqa: S310  the scheme was looked at above
        settings.HEARD_TEXT_GATEWAY,
        data=json.dumps({"to": to, "text": text}, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.HEARD_TEXT_KEY}"},
        method="POST",
    )
    with build_opener(_NoRedirects).open(request, timeout=TIMEOUT) as answer:
        return 200 <= int(answer.status) < 300


def _write(*, to: str, text: str, now: datetime) -> bool:
    folder = Path(settings.HEARD_HOME) / "texts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.txt"
    (folder / name).write_text(f"To: {to}\n\n{text}\n", encoding="utf-8")
    return True
