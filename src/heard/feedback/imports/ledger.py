"""Which keys and which people a file has shown so far, on disk and by digest, so that memory stays small."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType


class Ledger:
    """Remembers the keys of rows and the pieces of each group; gone when closed. Holds digests and counts alone."""

    def __init__(self) -> None:
        # An empty name is a database of SQLite's own on disk, kept in memory while it is small, erased when closed.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;"
            "CREATE TABLE keys(digest BLOB PRIMARY KEY) WITHOUT ROWID;"
            "CREATE TABLE groups(digest BLOB PRIMARY KEY, pieces INT, rating INT) WITHOUT ROWID;"
        )

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def is_new(self, digest: bytes) -> bool:
        """Note the key of a row, and return whether no earlier row had it."""
        return self._database.execute("INSERT OR IGNORE INTO keys VALUES (?)", (digest,)).rowcount == 1

    def add(self, group: bytes, *, pieces: int, rating: int) -> "Seen":
        """Note that a row of the group holds pieces and perhaps a rating (0: none), and return what stood before it."""
        rows: Sequence[tuple[int, int]] = self._database.execute(
            "SELECT pieces, rating FROM groups WHERE digest = ?", (group,)
        ).fetchall()
        before = Seen(pieces=rows[0][0], rating=rows[0][1], is_new=False) if rows else Seen()
        self._database.execute(
            "INSERT OR REPLACE INTO groups VALUES (?, ?, ?)",
            (group, before.pieces + pieces, before.rating or rating),
        )
        return before


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a group held before a row: how many pieces, which rating (0: none), and whether it was there at all."""

    pieces: int = 0
    rating: int = 0
    is_new: bool = True
