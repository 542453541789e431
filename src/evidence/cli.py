"""The command line of the evidence library: methods over files, no site needed."""

import csv
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import click

from evidence.comparing import compare as compare_groups
from evidence.files import BadInput, opened, reader_of
from evidence.networks import networks
from evidence.reaching import reach
from evidence.safeguarding import measure, rules_option
from evidence.screen import show
from evidence.stats import Period, Window, describe
from evidence.stats import uplift as compare
from evidence.text import Rules, find_risk
from evidence.text import read as read_texts
from evidence.text import redact as redact_texts
from evidence.text.reading import shipped
from evidence.text.reading.accurate import accurate
from evidence.text.reading.model import Model
from evidence.training import train

BATCH = 2_000
"""So many texts are redacted at a time, so that a file of any length runs in bounded memory."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="heard", prog_name="evidence")
def main() -> None:
    """Analyse feedback and counts in files.

    Exit codes: 0 done; 2 the command was written wrongly; 3 the file cannot be used; 4 some texts were left out.
    """


main.add_command(train)
main.add_command(measure)
main.add_command(reach)
main.add_command(compare_groups)
main.add_command(networks)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--this", "this", required=True, metavar="DAY:DAY", help="The period, as 2020-07-08:2020-09-29.")
@click.option(
    "--before", metavar="DAY:DAY", help="The period to compare with. Left out: the same days 52 weeks before."
)
@click.option("--day-column", default="day", show_default=True, help="The column that holds days, as 2020-07-08.")
@click.option("--count-column", default="count", show_default=True, help="The column that holds whole counts.")
@click.option("--who", default="The file", show_default=True, help="Who had the counts, for the sentence.")
@click.option("--what", default="forms", show_default=True, help="What was counted, for the sentence.")
@click.option("--level", default=95.0, show_default=True, type=click.FloatRange(50, 99.9), help="Interval level in %.")
@click.option("--missing-is-zero", is_flag=True, help="Count days that are not in the file as zero, not as unknown.")
@click.option("--json", "as_json", is_flag=True, help="Write the finding as JSON.")
def uplift(
    *,
    file: Path,
    this: str,
    before: str | None,
    day_column: str,
    count_column: str,
    who: str,
    what: str,
    level: float,
    missing_is_zero: bool,
    as_json: bool,
) -> None:
    """Compare the count of a period with the same period before.

    FILE is a CSV file of daily counts with a header row; several rows of one day are added up. All its days are used
    to see how much counts vary from day to day. Formula and limits: docs/methods/uplift.md.
    """
    now = _period(this, "--this")
    then = _period(before, "--before") if before else now.shifted(-364 * (1 + (len(now) - 1) // 364))
    counts = _daily_counts(file, day_column, count_column)
    if missing_is_zero and counts:
        counts = {day: counts.get(day, 0) for day in Period(min(counts), max(counts))}
    try:
        result = compare(
            this=Window(period=now, counts=counts),
            before=Window(period=then, counts=counts),
            history=counts,
            level=level / 100,
        )
    except ValueError as wrong:
        raise BadInput(str(wrong)) from wrong
    show(describe(result, who=who, what=what), as_json=as_json)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--column", "columns", multiple=True, required=True, help="A column of free text; may be given again.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write. Left out: standard output."
)
def redact(*, file: Path, columns: tuple[str, ...], output: Path | None) -> None:
    """Take out of free text what identifies a person: names, numbers, addresses, dates, small places.

    FILE is a CSV file with a header row. It is written again with the named columns redacted. Unusual names are missed
    most, so read the result before you share it: docs/methods/redaction.md. Texts that could not be processed are left
    empty; their lines are named, and the exit code is 4.
    """
    with opened(file) as source:
        reader = reader_of(source, file, columns)
        try:
            if output is None:
                unprocessed = _redact_rows(reader, columns, sys.stdout)
            else:
                with output.open("w", encoding="utf-8", newline="") as target:
                    unprocessed = _redact_rows(reader, columns, target)
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise BadInput(f"{file} is not a CSV file in UTF-8.") from wrong
        except OSError as wrong:
            raise BadInput(f"{output} cannot be written: {(wrong.strerror or 'unknown reason').lower()}.") from wrong
    for line, reason in unprocessed:
        click.echo(f"Line {line} was left empty. {reason}", err=True)
    if unprocessed:
        raise SystemExit(4)


FOUND = ("themes", "theme_probabilities", "tone", "tone_probability", "why")
"""The columns that reading adds to a file."""


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--column", required=True, help="The column of free text.")
@click.option("--question-column", help="The column that holds what was asked, where there is one.")
@click.option("--service-column", help="The column that holds the kind of service, where there is one.")
@click.option("--accurate", "is_accurate", is_flag=True, help="Read by the accurate model: surer, and far slower.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write. Left out: standard output."
)
def read(
    *,
    file: Path,
    column: str,
    question_column: str | None,
    service_column: str | None,
    is_accurate: bool,
    output: Path | None,
) -> None:
    """Read what comments speak of and in which tone, with how sure that is and the words that told it.

    FILE is a CSV file with a header row. It is written again with five more columns: themes, theme_probabilities,
    tone, tone_probability and why. Themes are codes, the surest first, with a blank between them. Texts that could not
    be read have nothing in these columns; their lines are named, and the exit code is 4. How often it is right:
    docs/methods/reading.md.
    """
    columns = (column, *(name for name in (question_column, service_column) if name))
    model = accurate() if is_accurate else shipped()
    with opened(file) as source:
        reader = reader_of(source, file, columns)
        taken = sorted(set(FOUND) & set(reader.fieldnames or ()))
        if taken:
            raise BadInput(f"{file} already has a column “{taken[0]}”.")
        try:
            if output is None:
                unread = _read_rows(reader, columns, question_column, service_column, sys.stdout, model)
            else:
                with output.open("w", encoding="utf-8", newline="") as target:
                    unread = _read_rows(reader, columns, question_column, service_column, target, model)
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise BadInput(f"{file} is not a CSV file in UTF-8.") from wrong
        except OSError as wrong:
            raise BadInput(f"{output} cannot be written: {(wrong.strerror or 'unknown reason').lower()}.") from wrong
    for line, reason in unread:
        click.echo(f"Line {line} was not read. {reason}", err=True)
    if unread:
        raise SystemExit(4)


RISK = ("risk", "risk_harms", "risk_words", "risk_why")
"""The columns that the search for signs of harm adds to a file."""


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--column", required=True, help="The column of free text.")
@click.option("--rules", "rules_file", type=click.Path(path_type=Path, dir_okay=False), help="A rule file of your own.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write. Left out: standard output."
)
def risk(*, file: Path, column: str, rules_file: Path | None, output: Path | None) -> None:
    """Find which comments speak of harm, so that a person reads them first. It closes and hides nothing.

    FILE is a CSV file with a header row. It is written again with four more columns: risk (0 to 1; from 0.3 on it calls
    a person), risk_harms, risk_words (the words that told it) and risk_why. Texts that could not be searched have
    nothing there; their lines are named, and the exit code is 4. What it misses: docs/methods/risk.md.
    """
    rules = rules_option(rules_file)
    with opened(file) as source:
        reader = reader_of(source, file, (column,))
        taken = sorted(set(RISK) & set(reader.fieldnames or ()))
        if taken:
            raise BadInput(f"{file} already has a column “{taken[0]}”.")
        try:
            with output.open("w", encoding="utf-8", newline="") if output else nullcontext(sys.stdout) as target:
                left = _risk_rows(reader, column, rules, target)
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise BadInput(f"{file} is not a CSV file in UTF-8.") from wrong
        except OSError as wrong:
            raise BadInput(f"{output} cannot be written: {(wrong.strerror or 'unknown reason').lower()}.") from wrong
    for line, reason in left:
        click.echo(f"Line {line} was not searched. {reason}", err=True)
    if left:
        raise SystemExit(4)


Batch = list[tuple[int, dict[str, Any]]]
"""Rows, each with the line on which it ends."""


def _redact_rows(reader: "csv.DictReader[str]", columns: tuple[str, ...], target: TextIO) -> list[tuple[int, str]]:
    writer = csv.DictWriter(target, fieldnames=list(reader.fieldnames or ()), extrasaction="ignore")
    writer.writeheader()
    unprocessed: list[tuple[int, str]] = []
    for batch in _batches(reader):
        for column in columns:
            redacted, left = redact_texts([row[column] or "" for _line, row in batch])
            for _line, row in batch:
                row[column] = ""
            for redaction in redacted:
                batch[redaction.index][1][column] = redaction.text
            unprocessed += [(batch[each.index][0], each.reason) for each in left]
        writer.writerows(row for _line, row in batch)
    return sorted(unprocessed)


def _read_rows(
    reader: "csv.DictReader[str]",
    columns: tuple[str, ...],
    question_column: str | None,
    service_column: str | None,
    target: TextIO,
    model: Model,
) -> list[tuple[int, str]]:
    writer = csv.DictWriter(target, fieldnames=[*(reader.fieldnames or ()), *FOUND], extrasaction="ignore")
    writer.writeheader()
    unread: list[tuple[int, str]] = []
    for batch in _batches(reader):
        rows = [row for _line, row in batch]
        found, left = read_texts(
            [row[columns[0]] or "" for row in rows],
            questions=[row[question_column] for row in rows] if question_column else None,
            services=[row[service_column] for row in rows] if service_column else None,
            model=model,
        )
        for one in found:
            rows[one.index].update(
                themes=" ".join(theme.code for theme in one.themes),
                theme_probabilities=" ".join(f"{theme.probability:.2f}" for theme in one.themes),
                tone=one.tone.code,
                tone_probability=f"{one.tone.probability:.2f}",
                why=" ".join(f"{theme.code}: {', '.join(theme.words)}." for theme in one.themes if theme.words),
            )
        unread += [(batch[each.index][0], each.reason) for each in left]
        writer.writerows(rows)
    return sorted(unread)


def _risk_rows(
    reader: "csv.DictReader[str]", column: str, rules: Rules | None, target: TextIO
) -> list[tuple[int, str]]:
    writer = csv.DictWriter(target, fieldnames=[*(reader.fieldnames or ()), *RISK], extrasaction="ignore")
    writer.writeheader()
    left: list[tuple[int, str]] = []
    for batch in _batches(reader):
        texts = [row[column] or "" for _line, row in batch]
        risks, unprocessed = find_risk(texts, rules=rules)
        for one in risks:
            text = texts[one.index]
            batch[one.index][1].update(
                risk=f"{one.score:.2f}",
                risk_harms="; ".join(dict.fromkeys(sign.harm for sign in one.signs)),
                risk_words="; ".join(dict.fromkeys(text[sign.start : sign.end] for sign in one.signs)),
                risk_why=one.why,
            )
        left += [(batch[each.index][0], each.reason) for each in unprocessed]
        writer.writerows(row for _line, row in batch)
    return sorted(left)


def _batches(reader: "csv.DictReader[str]") -> Iterator[Batch]:
    batch: Batch = []
    for row in reader:
        batch.append((reader.line_num, row))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _period(text: str, option: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint=option) from wrong


def _daily_counts(file: Path, day_column: str, count_column: str) -> dict[date, int]:
    counts: dict[date, int] = {}
    with opened(file) as source:
        reader = reader_of(source, file, (day_column, count_column))
        try:
            for row in reader:
                day, count = _day(row[day_column], reader.line_num), _count(row[count_column], reader.line_num)
                counts[day] = counts.get(day, 0) + count
        except (UnicodeDecodeError, csv.Error) as wrong:
            raise BadInput(f"{file} is not a CSV file in UTF-8.") from wrong
    if not counts:
        raise BadInput(f"{file} has a header but no rows.")
    return counts


def _day(text: str | None, line: int) -> date:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError as wrong:
        raise BadInput(f"Line {line}: “{text or ''}” is not a day. Write it as 2020-07-08.") from wrong


def _count(text: str | None, line: int) -> int:
    written = (text or "").strip()
    if not (written.isascii() and written.isdigit()):
        raise BadInput(f"Line {line}: “{written}” is not a whole count of nought or more.")
    return int(written)


if __name__ == "__main__":  # pragma: no cover
    main()
