"""Adding and changing rows of a model whose key is `code`, a chunk at a time."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.db import models

from heard.places.actions.chunks import chunks
from heard.places.actions.loading.report import LoadReport, Progress, Refusal, Refused
from heard.places.reading import Row

CHUNK = 1000
M = TypeVar("M", bound=models.Model)


def load_by_code(
    model: type[M],
    rows: Iterable[Row],
    *,
    make: Callable[[Row], M],
    fields: tuple[str, ...],
    report: LoadReport,
    progress: Progress | None,
) -> set[str]:
    """Add and change rows of a model whose key is `code`, a chunk at a time; return the codes that were taken."""
    seen: set[str] = set()
    for chunk in chunks(enumerate(rows, 2), CHUNK):
        made: dict[str, M] = {}
        for line, row in chunk:
            try:
                one = make(row)
                code = str(one.code)  # type: ignore[attr-defined]
                _once(code, seen)
            except Refused as refused:
                report.refusals.append(Refusal(line=line, reason=str(refused)))
                continue
            seen.add(code)
            made[code] = one
        _write(model, made, fields=fields, report=report)
        if progress:
            progress(len(chunk))
    return seen


def _once(code: str, seen: set[str]) -> None:
    if code in seen:
        raise Refused(f"The code {code} stands in the list twice.")


def _write(model: type[M], made: Mapping[str, M], *, fields: tuple[str, ...], report: LoadReport) -> None:
    existing = {one.code: one for one in model._default_manager.filter(code__in=made)}  # type: ignore[attr-defined]
    changed = []
    for code, old in existing.items():
        if any(getattr(old, name) != getattr(made[code], name) for name in fields):
            for name in fields:
                setattr(old, name, getattr(made[code], name))
            changed.append(old)
    added = [one for code, one in made.items() if code not in existing]
    model._default_manager.bulk_create(added)
    model._default_manager.bulk_update(changed, [name.removesuffix("_id") for name in fields], batch_size=100)
    report.added += len(added)
    report.changed += len(changed)
    report.unchanged += len(existing) - len(changed)
