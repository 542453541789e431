"""Commands that keep a site well: check, health, back-up and restore."""

from pathlib import Path

import click

from heard.config.cli.terminal import Refused, console, ready


@click.command()
def health() -> None:
    """Say whether the site is well; exit code 1 when something is not."""
    ready()
    from heard.config import health as signs
    from heard.design import clock

    found = signs.look(now=clock.now())
    for line in signs.lines(found):
        console.print(line)
    if not all(sign.is_well for sign in found):
        raise SystemExit(1)


@click.command()
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
def backup(archive: Path) -> None:
    """Write the database and files to ARCHIVE (.tar.gz) while the site goes on.

    Beside it stand its key part (.keys.gz) and the list of what was erased; back-ups there that have had their time are
    deleted. Private keys are kept apart.
    """
    ready()
    from heard.config import backup_keys, backups
    from heard.design import clock

    try:
        backups.back_up(archive=archive, now=clock.now())
    except backups.CannotBackUp as problem:
        raise Refused(str(problem)) from problem
    console.print(
        f"{archive} holds the database and the files, {backup_keys.path_beside(archive)} beside it the wrapped keys, "
        "without which sealed words stay closed: copy both, and erasures.jsonl. Private keys are in neither: "
        "`heard keys backup`."
    )


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace the records that are here.")
@click.option(
    "--keys",
    "key_part",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The key part to give back; else the one beside ARCHIVE, or the newest there.",
)
def restore(*, archive: Path, replace: bool, key_part: Path | None) -> None:
    """Put ARCHIVE in place of this site's database and files. Stop the site first.

    What was withdrawn or erased since is withdrawn and erased again.
    """
    ready()
    from heard.config import backups
    from heard.design import clock

    try:
        restored = backups.restore(archive=archive, replace=replace, key_part=key_part, now=clock.now())
    except backups.CannotRestore as problem:
        raise Refused(str(problem)) from problem
    console.print(
        f"The site is as it was at {restored.manifest.made_at}. Run `heard setup`, then `heard check counts`."
    )
    if restored.erased_again:
        console.print(f"{restored.erased_again:,} that were erased since are erased again.")
    if restored.needs_keys:
        console.print("There was no key part: sealed words stay closed. Restore again and name one with --keys.")


@click.command()
@click.option("--rewrite", is_flag=True, help="PostgreSQL: write the tables anew now, which holds them up meanwhile.")
def erase(*, rewrite: bool) -> None:
    """Erase what waits to be erased, and clean the storage under it, without waiting for the worker."""
    ready()
    from heard.config import erasing_now

    for line in erasing_now.erase_now(rewrite=rewrite):
        console.print(line)


@click.group()
def check() -> None:
    """Check that records add up."""


@check.command()
@click.option("--campaign", default="", help="Only this campaign (its short name).")
@click.option("--mend", is_flag=True, help="First put right the roll-ups of every campaign from the records.")
def counts(*, campaign: str, mend: bool) -> None:
    """Visits, submissions, pieces and roll-ups reconcile to the last unit."""
    ready()
    from heard.config import checking
    from heard.design import clock

    failed = 0
    if mend:
        console.print(f"Counts put right: {checking.mend(now=clock.now()):,}.")
    try:
        checked = list(checking.counts(campaign=campaign))
    except checking.NoSuchCampaign as refusal:
        raise Refused(str(refusal)) from refusal
    for title, results in checked:
        console.print(f"[bold]{title}[/bold]")
        for result in results:
            console.print(f"  {'holds' if result.passed else 'FAILS':<7}{result.name}: {result.sentence}")
            failed += result.passed is False
    if failed:
        raise SystemExit(1)


@check.command()
def retention() -> None:
    """Nothing is kept longer than its time; exit code 1 where something is, by more than a night."""
    ready()
    from heard.design import clock
    from heard.feedback.queries import retaining

    found = retaining.overdue(now=clock.now())
    for kind in retaining.kinds():
        if kind.code in found:
            number = found[kind.code]
            console.print(f"{'FAILS' if number else 'holds':<7}{kind.name}: {number:,} overdue.")
    if any(found.values()):
        raise SystemExit(1)


@check.command()
@click.option("--expect", default="", help="A position and hash noted down before: tells also if the end was cut off.")
@click.option("--head", is_flag=True, help="Only print where the chain stands, to note it down outside.")
def audit(*, expect: str, head: bool) -> None:
    """No line of the audit log was edited, deleted, reordered or inserted.

    Looks at every link from the first one on, and names the first place that does not hold. Exit code 1 where one does
    not, or where the worker runs and leaves lines unlinked for more than a minute.
    """
    ready()
    from heard.config import checking
    from heard.design import clock

    if head:
        console.print(checking.anchor(), soft_wrap=True)
        return
    try:
        verdict = checking.audit(expect=expect, now=clock.now())
    except checking.NotAnAnchor as problem:
        raise Refused(str(problem)) from problem
    for line in verdict.lines:
        console.print(line, soft_wrap=True)
    if not verdict.is_well:
        raise SystemExit(1)


@click.command()
@click.option("--organisation", required=True, help="The organisation's name.")
@click.option("--kind", required=True, help="REGULATOR, NATIONAL_BODY or LOCAL_OFFICE.")
@click.option("--name", "full_name", required=True, help="The administrator's name.")
@click.option("--email", required=True, help="The administrator's e-mail address.")
@click.password_option(help="The administrator's password; asked for when not given.")
def found(*, organisation: str, kind: str, full_name: str, email: str, password: str) -> None:
    """Make the first organisation and its administrator."""
    ready()
    from heard.config import founding
    from heard.design import clock

    try:
        founding.found(
            organisation=organisation,
            kind=kind,
            full_name=full_name,
            email=email,
            password=password,
            now=clock.now(),
        )
    except founding.Refusal as refusal:
        raise Refused(str(refusal)) from refusal
    console.print(f"{organisation} is there. Sign in and set up the second factor.")


COMMANDS = (found, health, check, erase, backup, restore)
