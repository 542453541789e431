"""What the one-port server hands on to Django."""

import pytest

from heard.config.asgi import _plain


@pytest.mark.parametrize(
    ("given", "handed_on"),
    [(b"p=carers&x=1", b"p=carers&x=1"), ("utm=é".encode(), b"utm=%C3%A9"), (b"\xff", b"%FF"), (b"", b"")],
)
def test_a_query_with_raw_bytes_is_quoted(given: bytes, handed_on: bytes) -> None:
    assert _plain({"query_string": given})["query_string"] == handed_on
