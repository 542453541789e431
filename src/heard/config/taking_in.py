"""Files taken in from the command line: what was done, in lines to print, or one sentence of refusal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from heard.accounts.models import Organisation
from heard.campaigns.models import Campaign
from heard.feedback import actions as feedback_actions
from heard.feedback.imports.mapping import ColumnMapping
from heard.feedback.imports.refusals import FileRefused
from heard.measurement import actions as measurement_actions
from heard.measurement.actions import networks
from heard.measurement.actions.fetching import fetch_next
from heard.places import actions as places_actions
from heard.places import official_areas, official_benchmarks, reading, registers
from heard.places.postcodes import sources

Progress = Callable[[int], None]
MOST_REFUSALS_SHOWN = 100


class Refusal(Exception):
    """Nothing was taken; the message says why and how to mend it."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a file: lines that say what was done, lines that say what was not, and whether it was taken."""

    lines: tuple[str, ...]
    refused: tuple[str, ...] = ()
    is_taken: bool = True


def _organisation(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug, closed_at=None).first()
    if found is None:
        known = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)[:10])
        raise Refusal(f"There is no organisation with the short name {slug}. There are: {known or 'none yet'}.")
    return found


def _campaign(slug: str) -> Campaign | None:
    if not slug:
        return None
    found = Campaign.objects.filter(slug=slug).first()
    if found is None:
        raise Refusal(f"There is no campaign with the short name {slug}.")
    return found


def feedback(
    *,
    path: Path,
    organisation: str,
    campaign: str,
    mapping: Mapping[str, Any] | None,
    dry_run: bool,
    listing: Path | None,
    progress: Progress,
    now: datetime,
    clock: Callable[[], datetime],
) -> Outcome:
    """Take in a file of feedback records, all or nothing. Raises Refusal."""
    try:
        report = feedback_actions.import_feedback(
            path=path,
            organisation=_organisation(organisation),
            campaign=_campaign(campaign),
            mapping=ColumnMapping.from_json(mapping) if mapping else None,
            by=None,
            now=now,
            clock=clock,
            progress=progress,
            dry_run=dry_run,
            listing=listing,
        )
    except FileRefused as error:
        raise Refusal(str(error)) from error
    verb = "would be" if dry_run else "were"
    lines = [
        f"{report.rows:,} rows: {report.taken:,} {verb} taken, {report.kept_out:,} {verb} kept out.",
        f"{report.submissions:,} submissions, {report.pieces:,} pieces; {report.without_words:,} rows have no words.",
        *(f"{count:>9,}  {sentence}" for sentence, count in report.sentences),
    ]
    return Outcome(lines=tuple(lines), is_taken=not dry_run)


def counts(*, path: Path, dry_run: bool, progress: Progress, now: datetime) -> Outcome:
    """Take in a file of daily counts of any organisation, all or nothing. Raises Refusal."""
    try:
        report = measurement_actions.import_counts(
            path=path,
            by=None,
            allowed=Organisation.objects.filter(closed_at=None),
            now=now,
            progress=progress,
            dry_run=dry_run,
        )
    except FileRefused as error:
        raise Refusal(str(error)) from error
    return Outcome(
        lines=tuple(report.lines),
        refused=report.refusals[:MOST_REFUSALS_SHOWN],
        is_taken=report.is_taken or (dry_run and not report.refused),
    )


def network(
    *, path: Path, campaign: str, told: Mapping[str, Any], columns: Sequence[str], dry_run: bool, now: datetime
) -> Outcome:
    """Take in an export of a network for a campaign, all or nothing; remember what `columns` are. Raises Refusal."""
    found = _campaign(campaign)
    if found is None:
        raise Refusal("Name the campaign by its short name.")
    data = path.read_bytes()
    said = networks.Told(**told)
    try:
        if columns:
            source = networks.source_in(data=data, file_name=path.name)
            answers = dict(column.rpartition("=")[::2] for column in columns)
            networks.remember_columns(campaign=found, source=source, columns=answers, by=None, now=now)
        report = networks.import_network(
            data=data, file_name=path.name, campaign=found, told=said, by=None, now=now, dry_run=dry_run
        )
    except ValueError as error:
        raise Refusal(str(error)) from error
    asked = [f"“{name}” is not known. Say what it is: --column “{name}=left out”." for name in report.unknown]
    return Outcome(
        lines=report.lines,
        refused=(*report.problems[:MOST_REFUSALS_SHOWN], *asked),
        is_taken=report.taken is not None or report.was_here or (dry_run and report.can_be_taken),
    )


LISTS: Mapping[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "areas": (places_actions.load_areas, reading.AREA_COLUMNS),
    "contacts": (places_actions.load_contacts, reading.CONTACT_COLUMNS),
    "offices": (places_actions.load_offices, reading.OFFICE_COLUMNS),
}


def _list(kind: str, path: Path) -> tuple[Callable[..., Any], Iterable[reading.Row], str]:
    """Return what takes a list in, the list's rows, and what it is."""
    if kind == "services":
        found = registers.read_services(path)
        return partial(places_actions.load_services, register=found.register), found.rows, found.name
    if kind == "benchmarks":
        return places_actions.load_benchmarks, official_benchmarks.read_benchmarks(path), "list of benchmarks"
    action, columns = LISTS[kind]
    if kind == "areas":
        return action, official_areas.read_areas(path), "list of areas"
    return action, reading.read_rows(path, columns=columns), f"list of {kind}"


def load(
    *,
    kind: str,
    path: Path,
    dry_run: bool,
    replaces: bool,
    progress: Progress,
    now: datetime,
    is_strict: bool = False,
) -> Outcome:
    """Take in a list of areas, offices or services; where any row is refused, nothing is kept. Raises Refusal.

    What is in doubt is told and taken all the same, but not where the list is taken strictly.
    """
    mode = places_actions.Mode.REPLACE if replaces else places_actions.Mode.MERGE
    try:
        action, rows, name = _list(kind, path)
        report = places_actions.all_or_nothing(
            lambda: action(rows=rows, by=None, now=now, mode=mode, progress=progress),
            is_dry_run=dry_run,
            is_strict=is_strict,
        )
    except reading.UnreadableList as error:
        raise Refusal(str(error)) from error
    doubts = [f"{len(report.doubts):,} things to look at:", *_by_line(report.doubts)] if report.doubts else []
    if report.stops(is_strict=is_strict):
        refused = _by_line(report.refusals) or ("A strict list is not taken while anything in it is to be looked at.",)
        return Outcome(lines=(f"Read as: {name}.", *doubts, "Nothing was taken."), refused=refused, is_taken=False)
    verb = "would be" if dry_run else "were"
    lines = [
        f"Read as: {name}.",
        f"{report.added:,} {verb} added, {report.changed:,} changed, {report.unchanged:,} are as they were.",
    ]
    if replaces:
        lines.append(f"{report.ended:,} {verb} ended, because the list leaves them out.")
    if report.left_out:
        lines.append(f"{len(report.left_out):,} rows of this official list {verb} left out:")
        lines += _by_line(report.left_out)
    if report.notes:
        lines.append(f"{len(report.notes):,} rows {verb} taken without a part of them:")
        lines += _by_line(report.notes)
    return Outcome(lines=(*lines, *doubts))


def _by_line(refusals: Sequence[places_actions.Refusal]) -> tuple[str, ...]:
    several = sorted(refusals, key=lambda each: each.line)
    shown = tuple(str(each) for each in several[:MOST_REFUSALS_SHOWN])
    rest = len(several) - MOST_REFUSALS_SHOWN
    return (*shown, f"… and {rest:,} more.") if rest > 0 else shown


def postcodes(*, path: Path | None, dry_run: bool, progress: Progress, now: datetime) -> Outcome:
    """Build the table of postcodes anew, from an official directory or the list that is installed. Raises Refusal."""
    source = sources.directory(path) if path else sources.package()
    try:
        report = places_actions.load_postcodes(source=source, by=None, now=now, dry_run=dry_run, progress=progress)
    except reading.UnreadableList as error:
        raise Refusal(str(error)) from error
    if report.faults:
        kept = "Nothing was taken: look-ups go on with the table there was."
        refusals = [places_actions.Refusal(line=each.line, reason=each.reason) for each in report.faults]
        return Outcome(lines=(kept,), refused=_by_line(refusals), is_taken=False)
    verb = "would be" if dry_run else "were"
    by_country = ", ".join(f"{count:,} in {country}" for country, count in report.by_country.most_common())
    lines = [
        f"{source.name} {source.edition}".strip() + f": {report.rows:,} postcodes {verb} taken.",
        f"They lie in {report.districts:,} districts: {by_country}.",
        f"{report.without_district:,} have no district, {report.without_grid:,} no place on the map;"
        f" {report.repeated:,} stood in the list twice.",
    ]
    return Outcome(lines=tuple(lines), is_taken=not dry_run)


@dataclass(frozen=True, kw_only=True)
class TurnLine:
    """What one turn of a followed hashtag brought, or why it could not be taken, in a sentence."""

    text: str
    is_trouble: bool


def mentions(*, seconds: float, now: datetime) -> TurnLine | None:
    """Take the turn of the hashtag that is due first, listening for so many seconds; None where none is due."""
    turn = fetch_next(now=now, seconds=seconds)
    if turn is None:
        return None
    watch = f"#{turn.watch.tag} at {turn.watch.service}"
    if turn.trouble:
        return TurnLine(text=f"{watch}: {turn.trouble.label}. It is asked again later.", is_trouble=True)
    taken = turn.taken
    return TurnLine(
        text=f"{watch}: {taken.new} new posts, {taken.known} known, {taken.deleted} deleted.", is_trouble=False
    )
