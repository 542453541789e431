"""What a log may hold: a failure's kind and place, never its message, which may hold what a person wrote."""

import logging
import traceback
from pathlib import Path
from types import TracebackType


def kind_and_place(error: BaseException, trace: TracebackType | None = None) -> str:
    """Return a failure's kind, file and line, such as `ValueError at receiving.py:42`."""
    kind, frames = type(error).__name__, traceback.extract_tb(trace or error.__traceback__)
    return f"{kind} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else kind


class DiscreetFormatter(logging.Formatter):
    """Writes each failure as its kind and the places it went through, without any message."""

    def formatException(self, ei: "logging._SysExcInfoType") -> str:  # noqa: N802  logging's own name
        """Return one line for each failure of the chain, the first cause first."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
            lines.append(f"{type(error).__name__} at {places}")
            error = error.__cause__ or error.__context__
        return "\n".join(reversed(lines))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802  logging's own name
        """Return nothing: a stack's source lines may name a value."""
        return ""
