"""What a method could not process: listed with its reason, never dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_TEXT = 100_000


@dataclass(frozen=True, kw_only=True)
class Unprocessed:
    """The place of a text in the sequence that was given, and one sentence on why it was not processed."""

    index: int
    reason: str


def readable(texts: Sequence[object], unprocessed: list[Unprocessed]) -> Iterator[tuple[int, str]]:
    """Yield each text that a method can take with its place; add the others to `unprocessed`."""
    for index, text in enumerate(texts):
        if not isinstance(text, str):
            unprocessed.append(Unprocessed(index=index, reason="This is not a text."))
        elif len(text) > LONGEST_TEXT:
            unprocessed.append(
                Unprocessed(index=index, reason=f"This text is longer than {LONGEST_TEXT:,} characters.")
            )
        else:
            yield index, text
