"""Brings in what is counted rather than read: visits, and the daily counts of the year before."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from evidence.worlds import NETWORK, DailyCount, World
from evidence.worlds import Visit as MadeUpVisit
from heard.campaigns.models import Visit
from heard.config.demo.stage import Stage, aware
from heard.measurement import actions as measurement
from heard.measurement.actions.importing import COLUMNS

_SOURCE = "Made-up year before"
_DEFINITION = "Counted as in the campaign. Made up for the demonstration."


def keep_visits(*, stage: Stage, visits: Iterable[MadeUpVisit]) -> int:
    """Keep many visits at once; return how many."""
    local = {key: placement.area_id for key, placement in stage.placements.items()}
    areas = {code: area.pk for code, area in stage.areas.items()}
    rows = [
        Visit(
            at=aware(visit.at),
            campaign=stage.campaign,
            placement=stage.placements.get(visit.placement),
            form=stage.forms.get(visit.form),
            area_id=areas.get(visit.area, local.get(visit.placement)),
            kind=visit.kind,
            visitor_class=visit.visitor_class,
            reason=visit.reason,
            visitor_day=visit.visitor_day,
        )
        for visit in visits
    ]
    Visit.objects.bulk_create(rows, batch_size=2_000)
    return len(rows)


def import_year_before(*, stage: Stage, world: World, now: datetime) -> int:
    """Bring in the year before as an imported file of counts; return how many rows."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "year-before.csv"
        _write(path, stage, world.baseline())
        report = measurement.import_counts(
            path=path,
            by=stage.staff["manager@good-care.example.org"],
            allowed=stage.organisations.values(),
            now=now,
        )
    if not report.is_taken:
        raise RuntimeError("The year before was refused: " + " ".join(report.refusals[:3]))
    return report.rows


def _write(path: Path, stage: Stage, counts: Iterable[DailyCount]) -> None:
    names = {key: organisation.name for key, organisation in stage.organisations.items()}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for count in counts:
            office = stage.offices[count.office].name if count.organisation == NETWORK and count.office else ""
            writer.writerow(
                (
                    names[count.organisation],
                    office,
                    count.outcome,
                    count.day.isoformat(),
                    count.count,
                    _SOURCE,
                    _DEFINITION,
                )
            )
