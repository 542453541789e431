"""What a log may hold: a failure's kind and place, never its message, which may hold what a person wrote."""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from evidence.text.redaction import without_contacts

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_SECRET_STEP = re.compile(r"(?<=/)(?=[^/\s]*[0-9A-Z])[\w-]{20,}(?=[/\s]|$)")
"""A step of a path that is long and no plain words: the secret of an invitation or of a new password."""


LONGEST = 1_000
_EDGE = 100
"""So many signs before a cut are left out as well: of a contact that was cut, what is left may look like none."""


def kind_and_place(error: BaseException, trace: TracebackType | None = None) -> str:
    """Return a failure's kind, file and line, such as `ValueError at receiving.py:42`."""
    kind, frames = type(error).__name__, traceback.extract_tb(trace or error.__traceback__)
    return f"{kind} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else kind


def kinds_and_places(error: BaseException) -> str:
    """Return one line for each failure of a chain, the first cause first, with every place that it went through."""
    return "\n".join(f"{type(each).__name__} at {_places(each)}" for each in reversed(list(_chain(error))))


def discreet(message: str) -> str:
    """Return a message without what may be a contact, a name, a number of a person, or a secret in a path.

    A long one is cut: an address of 60,000 signs would take a second to look through, and fill the log.
    """
    told = without_contacts(_SECRET_STEP.sub("…", message[:LONGEST]))
    return told if len(message) <= LONGEST else f"{told[:-_EDGE]}…"


class DiscreetFormatter(logging.Formatter):
    """Writes each failure as its kind and the places it went through, and its own words without contacts."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's own name
        """Return the line. Beside a failure it is the first line alone: what follows tells of the failure's objects."""
        told = record.message.partition("\n")[0] if record.exc_info else record.message
        if record.exc_info and record.exc_info[1]:
            told = _without_words_of(record.exc_info[1], told)
        record.message = discreet(told)
        return super().formatMessage(record)

    def formatException(self, ei: "logging._SysExcInfoType") -> str:  # noqa: N802  logging's own name
        """Return one line for each failure of the chain, the first cause first."""
        return kinds_and_places(ei[1]) if ei[1] else ""

    def formatStack(self, stack_info: str) -> str:  # noqa: N802  logging's own name
        """Return nothing: a stack's source lines may name a value."""
        return ""


class DiscreetHandler(logging.StreamHandler[TextIO]):
    """Writes lines to standard error; of a line that cannot be made it says so, without its values."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """Say that a line was lost, and of which logger."""
        error = sys.exc_info()[1]
        failed = kind_and_place(error) if error else "something"
        self.stream.write(f"A log line of {record.name} could not be written: {failed}\n")


def be_discreet() -> None:
    """Let what nobody caught end in the same few words, in the main thread, in others, and where objects end."""
    sys.excepthook = _tell_of_failure
    threading.excepthook = _tell_of_thread
    sys.unraisablehook = _tell_of_object


def _tell_of_failure(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    sys.stderr.write(f"Something broke. It is a fault of the program:\n{kinds_and_places(error)}\n")


def _tell_of_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        sys.stderr.write(f"A thread broke:\n{kinds_and_places(told.exc_value)}\n")


def _tell_of_object(told: "UnraisableHookArgs") -> None:
    if told.exc_value is not None:
        sys.stderr.write(f"Something broke at the end of an object: {kind_and_place(told.exc_value)}\n")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or each.__context__


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)) or "no place"


def _without_words_of(error: BaseException, message: str) -> str:
    for each in _chain(error):
        for words in (str(each), *(str(one) for one in each.args)):
            if len(words) > 2:
                message = message.replace(words, "…")
    return message
