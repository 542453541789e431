"""Commands for safeguarding leads: what a changed file of risk rules would find, before it is used."""

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

import click

from heard.config.cli.terminal import Refused, console, ready

SHOWN = 50


@click.group()
def risk() -> None:
    """Try rules on signs of harm before they are used."""


@risk.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--list", "lists", is_flag=True, help="Also list the cases that would change, by their addresses.")
def check(*, file: Path, lists: bool) -> None:
    """Say whether FILE can be used, and what it would find: of the labelled examples, and of the site's own words.

    Nothing is changed, and no words of people are printed: the addresses that --list gives open for whoever may see
    the case. Use the file by naming it in HEARD_RISK_RULES and starting the worker again.
    """
    ready()
    from evidence.text.risk import NotRules, load_rules, tally_examples
    from heard.insight.safeguarding import risk_rules
    from heard.insight.trying_rules import try_rules

    try:
        rules = load_rules(file)
    except NotRules as wrong:
        raise Refused("\n".join(wrong.problems)) from wrong
    console.print(
        f"{file} can be used: {len(rules.rules):,} {'phrase' if len(rules.rules) == 1 else 'phrases'},"
        f" {len(rules.harms)} {'harm' if len(rules.harms) == 1 else 'harms'}, version {rules.version}."
    )
    console.print(f"\nLabelled examples that call a person, by today's rules ({risk_rules().version}) and by these:")
    for before, after in zip(tally_examples(rules=risk_rules()), tally_examples(rules=rules), strict=True):
        if before.found != after.found or before.name.startswith("written"):
            console.print(f"  {before.name}: {before.found} and {after.found} of {before.of}")
    change = try_rules(rules=rules)
    console.print(
        f"\nThe site's own words: {change.now:,} of {change.texts:,} texts call a person now, {change.then:,} then."
    )
    _tell("newly", change.more, change.harms_more, lists=lists)
    _tell("no longer", change.fewer, change.harms_fewer, lists=lists)


def _tell(how: str, submissions: Collection[UUID], harms: Counter[str], *, lists: bool) -> None:
    from django.conf import settings
    from django.urls import reverse

    from heard.casework.models import Case

    named = "; ".join(f"{harm} {count}" for harm, count in harms.most_common())
    console.print(f"  {how}: {sum(harms.values()):,}{f' ({named})' if named else ''}")
    if lists:
        cases = Case.objects.filter(piece__submission__in=list(submissions)[:SHOWN]).order_by("pk")
        for pk in cases.values_list("pk", flat=True)[:SHOWN]:
            console.print(f"    {settings.HEARD_BASE_URL}{reverse('casework:case', args=[pk])}")


COMMANDS = (risk,)
