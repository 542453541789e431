"""Taking in waves of a survey: every row checked, all or nothing, the same file once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design.once import once
from heard.feedback.imports.values import DAY, day_of
from heard.measurement.actions.sheets import MOST_SHOWN, Sheet, cut, opened
from heard.measurement.models import SurveyFigure, SurveyImport

COLUMNS = ("question", "wave", "first_day", "last_day", "base", "percent", "source", "weighting", "design_effect")
OPTIONAL = frozenset({"weighting", "design_effect"})
MOST_ROWS = 10_000
Key = tuple[str, str, str]
"""Source, question and wave."""
_LONGEST = {"question": 300, "wave": 80, "source": 120, "weighting": 200}


@dataclass(frozen=True, kw_only=True)
class SurveyReport:
    """What became of a file of survey waves. Where any row is refused, nothing was taken."""

    rows: int
    questions: int
    problems: tuple[str, ...]
    is_dry_run: bool
    was_here: bool
    taken: SurveyImport | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Return what happened, in sentences."""
        if self.was_here:
            return (_("This very file was brought in before. Nothing was changed."),)
        if self.problems:
            return (_("Nothing was taken: see which rows cannot be used."),)
        said = _("Results that can be taken: %(rows)d.") if self.is_dry_run else _("Results taken: %(rows)d.")
        return (said % {"rows": self.rows},)


class _Here(Exception):
    """The very file was brought in, in the same instant."""


class _Meanwhile(Exception):
    """A wave of one of its questions was brought in by another file, in the same instant."""


class _Bad(Exception):
    """A cell that cannot be used."""


@dataclass(kw_only=True)
class _Reading:
    figures: list[SurveyFigure] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    rows: int = 0

    def refuse(self, row: int, sentence: str) -> None:
        if len(self.problems) < MOST_SHOWN:
            self.problems.append(_("Row %(row)d: %(sentence)s") % {"row": row, "sentence": sentence})

    def refuse_those_in(self, held: set[Key]) -> None:
        """Refuse the rows that another file brought in while this one was read."""
        for figure in self.figures:
            if _key(figure) in held:
                self.refuse(figure.row_number, _is_here())


def import_survey(
    *, path: Path, file_name: str, campaign: Campaign, by: User | None, now: datetime, dry_run: bool = False
) -> SurveyReport:
    """Take in a CSV or XLSX file of survey waves, all or nothing.

    Raises a FileRefused of heard.feedback.imports.refusals where the file as a whole cannot be read.
    """
    sheet = opened(path=path, file_name=file_name, columns=COLUMNS, optional=OPTIONAL)
    was_here = SurveyImport.objects.filter(campaign=campaign, digest=sheet.digest).exists()
    reading = _read(sheet, campaign, held=set() if was_here else _held(campaign), today=localdate(now))
    taken = None
    if not (reading.problems or dry_run or was_here):
        try:
            taken = _keep(reading, campaign, digest=sheet.digest, name=file_name[:200], by=by, now=now)
        except _Here:
            was_here = True
        except _Meanwhile:
            reading.refuse_those_in(_held(campaign))
    return SurveyReport(
        rows=reading.rows,
        questions=len({figure.question for figure in reading.figures}),
        problems=() if was_here else tuple(reading.problems),
        is_dry_run=dry_run,
        was_here=was_here,
        taken=taken,
    )


def _read(sheet: Sheet, campaign: Campaign, *, held: set[Key], today: date) -> _Reading:
    """Read the rows, and refuse each that cannot be used or that is in `held` or in an earlier row already."""
    reading = _Reading()
    for row, cells in sheet.rows:
        reading.rows += 1
        if reading.rows > MOST_ROWS:
            reading.refuse(row, _("A file may hold 10,000 rows."))
            break
        try:
            figure = _figure(cells, campaign, row, today)
        except _Bad as wrong:
            reading.refuse(row, str(wrong))
            continue
        if _key(figure) in held:
            reading.refuse(row, _is_here())
        held.add(_key(figure))
        reading.figures.append(figure)
    if not reading.rows:
        reading.refuse(1, _("There are no rows below the header."))
    return reading


def take_survey_back(*, imported: SurveyImport, by: User, now: datetime) -> None:
    """Take the results of one file back, so that a corrected file can be brought in."""
    with transaction.atomic():
        record(
            code="measurement.survey.taken_back",
            subject=imported,
            by=by,
            now=now,
            organisation=imported.campaign.owner,
            rows=imported.row_count,
        )
        imported.delete()


def _key(figure: SurveyFigure) -> Key:
    return figure.source, figure.question, figure.wave


def _held(campaign: Campaign) -> set[Key]:
    return set(SurveyFigure.objects.filter(campaign=campaign).values_list("source", "question", "wave"))


def _is_here() -> str:
    return _("This wave of the question is here already. Take the earlier file back first.")


def _figure(cells: Mapping[str, str], campaign: Campaign, row: int, today: date) -> SurveyFigure:
    for name, longest in _LONGEST.items():
        if name not in OPTIONAL and not cells[name]:
            raise _Bad(_("The %(column)s is empty.") % {"column": name})
        if len(cells[name]) > longest:
            raise _Bad(
                _("The %(column)s is longer than %(longest)d characters.") % {"column": name, "longest": longest}
            )
    first, last = _day(cells["first_day"], today), _day(cells["last_day"], today)
    if last < first:
        raise _Bad(_("Fieldwork ends on %(last)s, before it starts.") % {"last": last.isoformat()})
    base = cells["base"].replace(",", "")
    if not (base.isascii() and base.isdigit() and len(base) < 9 and 0 < int(base) < 10_000_000):
        raise _Bad(_("“%(text)s” is not how many people were asked.") % {"text": cut(cells["base"])})
    percent = _number(cells["percent"].removesuffix("%").strip())
    if percent is None or not 0 <= percent <= 100:
        raise _Bad(_("“%(text)s” is not a percentage from 0 to 100.") % {"text": cut(cells["percent"])})
    effect = _number(cells["design_effect"]) if cells["design_effect"] else None
    if cells["design_effect"] and (effect is None or not 1 <= effect <= 100):
        raise _Bad(
            _("“%(text)s” is not a design effect: it is 1 or more. Leave it empty where it is not known.")
            % {"text": cut(cells["design_effect"])}
        )
    return SurveyFigure(
        campaign=campaign,
        wave=cells["wave"],
        question=cells["question"],
        source=cells["source"],
        first_day=first,
        last_day=last,
        base=int(base),
        percent=percent,
        weighting=cells["weighting"],
        design_effect=effect,
        row_number=row,
    )


def _day(text: str, today: date) -> date:
    day = day_of(text)
    if day is None or day.precision != DAY:
        raise _Bad(_("“%(text)s” is not a day. Write it as 2020-07-08.") % {"text": cut(text)})
    if day.on > today:
        raise _Bad(_("%(day)s is in the future.") % {"day": day.on.isoformat()})
    return day.on


def _number(text: str) -> float | None:
    plain = text.replace(".", "", 1)
    return float(text) if plain.isascii() and plain.isdigit() else None


def _keep(
    reading: _Reading, campaign: Campaign, *, digest: str, name: str, by: User | None, now: datetime
) -> SurveyImport:
    with transaction.atomic():
        with once(_Here):
            imported = SurveyImport.objects.create(
                campaign=campaign,
                file_name=name,
                digest=digest,
                row_count=len(reading.figures),
                imported_at=now,
                imported_by=by,
            )
        with once(_Meanwhile):
            SurveyFigure.objects.bulk_create(_of(reading, imported))
        record(
            code="measurement.survey.imported",
            subject=imported,
            by=by,
            now=now,
            organisation=campaign.owner,
            rows=imported.row_count,
        )
    return imported


def _of(reading: _Reading, imported: SurveyImport) -> Iterator[SurveyFigure]:
    for figure in reading.figures:
        figure.imported = imported
        yield figure
