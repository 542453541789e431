"""What answers analyses: DuckDB or Spark over the partitions, or PostgreSQL over its tables; one setting chooses."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Collection
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from heard.campaigns.models import Campaign, Visit
from heard.design.clock import day_of
from heard.feedback.models import Submission
from heard.measurement.analysis import installed, manifest, parquet, rows
from heard.measurement.analysis.columns import COLUMNS, LINKS, Table
from heard.measurement.analysis.expressions import Tables

ROWS_OF_A_DAY = 160_000
"""How many rows a day is taken for where they are not known: some thirty such days are read at once."""


class Stopped(Exception):
    """The engine was told to stop."""


class CannotAnswer(Exception):
    """The engine cannot answer; the sentence says why."""


class Engine(ABC):
    """One connection to whatever answers; not for two threads at once, but for `interrupt`."""

    def __init__(self) -> None:
        self._is_stopped = threading.Event()

    @abstractmethod
    def tables(self, *, campaign: Campaign, since: date, until: date, only: Collection[Table]) -> Tables:
        """Return the wanted tables of some local days of a campaign, and its links."""

    @abstractmethod
    def days(self, *, campaign: Campaign) -> list[tuple[date, int]]:
        """Return the days of which there is anything, in order, each with about how many rows."""

    @abstractmethod
    def as_of(self) -> datetime | None:
        """Return how late the records are that it reads; None where they are those of this moment."""

    def run(self, expression: Any, *, most: int) -> list[tuple[Any, ...]]:
        """Return the rows of an expression, at most so many. Raises Stopped and CannotAnswer."""
        try:
            found = self._backend().to_pyarrow(expression, limit=most)
        except Exception as error:
            if self._is_stopped.is_set():
                raise Stopped from error
            if type(error).__name__ == "OutOfMemoryException":
                raise CannotAnswer(
                    _("This needs more memory than one analysis may have. Ask for fewer days or a coarser breakdown.")
                ) from error
            raise
        return [tuple(row.values()) for row in found.to_pylist()]

    def interrupt(self) -> None:
        """Stop what runs, from another thread; what is run afterwards stops too."""
        self._is_stopped.set()
        self._interrupt()

    @abstractmethod
    def _backend(self) -> Any: ...

    @abstractmethod
    def _interrupt(self) -> None: ...

    @abstractmethod
    def close(self) -> None:
        """Let the connection go."""


class _OverPartitions(Engine):
    """Reads the files that a campaign's manifest names."""

    def tables(self, *, campaign: Campaign, since: date, until: date, only: Collection[Table]) -> Tables:
        """Return the wanted tables of some local days of a campaign, and its links."""
        held, folder = manifest.manifest_of(campaign.pk), manifest.folder_of(campaign.pk)
        files = {
            table.value: [folder / part.file for day, part in sorted(days.items()) if since <= day <= until]
            for table, days in held.days.items()
            if table in only
        }
        files[LINKS] = [folder / held.links.file] if held.links else []
        empty = manifest.root() / "empty"
        read = {
            name: self._read(name, [parquet.empty_file(folder=empty, table=name), *found])
            for name, found in files.items()
        }
        return Tables(**read)

    def days(self, *, campaign: Campaign) -> list[tuple[date, int]]:
        """Return the days of which there is a file, in order, each with the rows of its largest."""
        held = manifest.manifest_of(campaign.pk)
        return [
            (day, max(found[day].rows for found in held.days.values() if day in found)) for day in sorted(held.known())
        ]

    def as_of(self) -> datetime | None:
        """Return when the records were last copied."""
        return manifest.marks().through_at

    @abstractmethod
    def _read(self, name: str, files: list[Path]) -> Any: ...


class DuckDB(_OverPartitions):
    """DuckDB within this process, in bounded memory; what does not fit goes to a folder on disk."""

    def __init__(self) -> None:
        super().__init__()
        import ibis

        spill = Path(settings.HEARD_HOME) / "analysis"
        spill.mkdir(parents=True, exist_ok=True)
        self._ibis = ibis.duckdb.connect(
            memory_limit=f"{settings.HEARD_ANALYSIS_MEMORY}MB",
            temp_directory=str(spill),
            preserve_insertion_order=False,
            autoinstall_known_extensions=False,
        )

    def _read(self, name: str, files: list[Path]) -> Any:
        return self._ibis.read_parquet([str(file) for file in files], table_name=name)

    def _backend(self) -> Any:
        return self._ibis

    def _interrupt(self) -> None:
        self._ibis.con.interrupt()

    def close(self) -> None:
        """Let the connection go."""
        self._ibis.disconnect()


class Spark(_OverPartitions):
    """A Spark cluster; its session is kept from one question to the next, as it takes long to begin."""

    def __init__(self) -> None:
        super().__init__()
        installed.require("pyspark")
        import ibis
        from pyspark.sql import SparkSession

        self._session = (
            SparkSession.builder.master(settings.HEARD_SPARK)
            .appName("heard")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        self._ibis = ibis.pyspark.connect(self._session)

    def _read(self, name: str, files: list[Path]) -> Any:
        paths = [file.as_uri() for file in files]
        self._session.read.parquet(*paths).createOrReplaceTempView(name)
        return self._ibis.table(name)

    def _backend(self) -> Any:
        return self._ibis

    def _interrupt(self) -> None:
        self._session.sparkContext.cancelAllJobs()

    def close(self) -> None:
        """Leave the session to the next question."""


class PostgreSQL(Engine):
    """The database itself, where it is PostgreSQL: read with a connection of its own."""

    def __init__(self) -> None:
        super().__init__()
        if connection.vendor != "postgresql":
            raise CannotAnswer(
                _("HEARD_ANALYSIS is “postgresql” and the database is not: set it to “duckdb”, or move the database.")
            )
        import ibis

        given = connection.settings_dict
        self._ibis = ibis.postgres.connect(
            host=given["HOST"] or None,
            port=int(given["PORT"] or 5432),
            user=given["USER"] or None,
            password=given["PASSWORD"] or None,
            database=given["NAME"],
            options="-c default_transaction_read_only=on",
        )

    def tables(self, *, campaign: Campaign, since: date, until: date, only: Collection[Table]) -> Tables:
        """Return the wanted tables of some local days, by the queries from which the partitions are made; and links."""
        scope = rows.Scope(campaign=campaign, since=since, until=until)
        found = {table.value: self._table(table, rows.of(table, scope, with_moment=False)) for table in only}
        return Tables(**found, links=self._table(LINKS, (rows.links(campaign=campaign),)))

    def days(self, *, campaign: Campaign) -> list[tuple[date, int]]:
        """Return each day from the first record to the last."""
        visits = Visit.objects.filter(campaign=campaign).aggregate(first=Min("at"), last=Max("at"))
        sent = Submission.objects.filter(campaign=campaign).aggregate(first=Min("received_at"), last=Max("received_at"))
        moments = [moment for span in (visits, sent) for moment in span.values() if moment is not None]
        if not moments:
            return []
        first, last = day_of(min(moments)), day_of(max(moments))
        return [(first + timedelta(days=number), ROWS_OF_A_DAY) for number in range((last - first).days + 1)]

    def as_of(self) -> datetime | None:
        """Say that it reads the records of this moment."""
        return None

    def _table(self, table: str, queries: tuple[rows.Rows, ...]) -> Any:
        import ibis
        from psycopg import ClientCursor

        kinds = {**COLUMNS[table], **({"visitor": "binary"} if "visitor" in COLUMNS[table] else {})}
        schema = ibis.schema({f"c_{position}": kind for position, kind in enumerate(kinds.values())})
        names = dict(zip(kinds, schema.names, strict=True))
        told = []
        for query in queries:
            sql, params = query.query.sql_with_params()
            columns = ", ".join(f'"{name}"' for name in schema.names)
            written = ClientCursor(self._ibis.con).mogrify(sql, params)
            whole = f"SELECT * FROM ({written}) AS told ({columns})"  # noqa: S608  # nosec B608  # Django's own words
            told.append(self._ibis.sql(whole, schema=schema))
        return (told[0] if len(told) == 1 else ibis.union(*told)).rename(names)

    def _backend(self) -> Any:
        return self._ibis

    def _interrupt(self) -> None:
        self._ibis.con.cancel()

    def close(self) -> None:
        """Let the connection go."""
        self._ibis.disconnect()


def chosen() -> Engine:
    """Return the engine that the setting names. Raises NotInstalled and CannotAnswer."""
    installed.require()
    kinds: dict[str, type[DuckDB | Spark | PostgreSQL]] = {
        "duckdb": DuckDB,
        "spark": Spark,
        "postgresql": PostgreSQL,
    }
    return kinds[settings.HEARD_ANALYSIS]()
