"""Finds the words of Django's own templates for Babel, which knows Python and Jinja only."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

_CALL = re.compile(r"\b(?:_|n?p?gettext)\((?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|[^()'\"])*\)")


def django_words(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, Any, Any, Any]]:
    """Yield line, function, messages and comments of a template; `templatize` writes its tags as calls of gettext."""
    source = templatize(file.read().decode())
    for number, line in enumerate(source.splitlines(), start=1):
        for call in _CALL.findall(line):
            for _, function, messages, comments in extract_python(
                BytesIO(call.encode()), keywords, comment_tags, options
            ):
                yield number, function, messages, comments
