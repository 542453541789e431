"""The commands on signs of harm: measuring what rules find, and learning the weak sign anew."""

from collections.abc import Sequence
from pathlib import Path

import click

from evidence.files import BadInput
from evidence.findings import Column, Finding, Table
from evidence.screen import show
from evidence.stats.intervals import wilson
from evidence.text.reading.reader import MODELS, PHRASES
from evidence.text.risk import NotRules, Rules, Tally, calls_a_person, load_rules, tally_comments, tally_examples
from evidence.text.risk.labelled import NoComments
from evidence.text.risk.measuring import SET_ASIDE
from evidence.text.risk.weak import METHOD as WEAK
from evidence.text.risk.weak import VERSION
from evidence.training import train

SIMULATED = 1_000
CAVEATS = (
    "One hand wrote the examples and the rules. The two sheets set aside were written before the rules were widened,"
    " but their writer widened them afterwards, so the rules owe them something, and five of their 434 sentences of"
    " harm are said nearly as one that the weak sign learnt from. The other examples say only that nothing broke.",
    "The simulator's sentences of harm are by another hand, forty patterns with many forms each.",
    "The comments are of ambulance, 111, mental health, community and prison health services. One person judged them,"
    " and knew them before the rules were written; those held back were used for no change.",
    "“Perhaps” is neither a miss nor a false alarm. How much is missed elsewhere is not known.",
)


def rules_option(file: Path | None) -> Rules | None:
    """Return the rules of a file that a command names; None where it names none. Raises BadInput."""
    try:
        return load_rules(file) if file else None
    except NotRules as wrong:
        raise BadInput("\n".join(wrong.problems)) from wrong


def describe_risk(tallies: Sequence[Tally]) -> Finding:
    """Say in words how much of what speaks of harm is found: the shares with Wilson's 95 % intervals."""
    rows = []
    for tally in tallies:
        interval = wilson(events=tally.found, of=tally.of)
        shares = (round(100 * tally.found / tally.of, 1), round(100 * interval.low, 1), round(100 * interval.high, 1))
        rows.append((tally.name, "yes" if tally.is_harm else "no", tally.found, tally.of, *shares))
    table = Table(
        title="What calls a person",
        columns=(
            Column("Set"), Column("Should"), Column("Called"), Column("Of"),
            Column("Share", "%"), Column("95 % from", "%"), Column("95 % to", "%"),
        ),
        rows=tuple(rows),
    )  # fmt: skip
    apart = [tally for tally in tallies if tally.name in {f"written, {part.value}" for part in SET_ASIDE}]
    found, of = sum(tally.found for tally in apart), sum(tally.of for tally in apart)
    low = wilson(events=found, of=of)
    sentence = (
        f"Of {of} written examples of harm that were set aside before the rules were widened, {found} call a person"
        f" ({100 * found / of:.0f} %, interval {100 * low.low:.0f} to {100 * low.high:.0f} %)."
    )
    return Finding(table=table, sentence=sentence, caveats=CAVEATS)


def measure_risk(*, data: Path | None, rules: Rules | None = None) -> Finding:
    """Return how much is found of each labelled set; without `data`, of the written examples alone."""
    written = tally_examples(rules=rules)
    comments = tally_comments(data, rules=rules) if data else ()
    return describe_risk((*written, *_made_up(rules), *comments))


def _made_up(rules: Rules | None) -> tuple[Tally, ...]:
    """Return what is found of the simulator's sentences, which another hand wrote, and of its ordinary comments."""
    from evidence.worlds.planted import ordinary_comments, sentences_of_harm

    sets = (
        ("simulated sentences of harm", True, sentences_of_harm(SIMULATED, seed=7)),
        ("simulated comments, no harm planted", False, ordinary_comments(SIMULATED, seed=8)),
    )
    return tuple(
        Tally(name=name, is_harm=is_harm, found=sum(calls_a_person(texts, rules=rules)), of=len(texts))
        for name, is_harm, texts in sets
    )


def learn(*, data: Path, out: Path) -> str:
    """Learn the weak sign anew and write it; return one sentence on it. Raises NoComments."""
    from evidence.text.reading.vectors import Vectors
    from evidence.text.risk.finding import by_rules
    from evidence.text.risk.labelled import NO_HARM, Part, Speaks, examples, judged_comments, open_comments
    from evidence.text.risk.learning import learn_weak
    from evidence.worlds.planted import ordinary_comments

    def quiet(texts: Sequence[str]) -> list[str]:
        return [text for text, risk in zip(texts, by_rules(texts), strict=True) if not risk.signs]

    judged = judged_comments(data)
    apart = {one.text for one in judged if one.part is Part.HELD_BACK or one.speaks is not Speaks.NO}
    written = examples(Part.TUNING)
    learnt = learn_weak(
        speaking=[
            *(one.text for one in written if one.harm != NO_HARM),
            *(one.text for one in judged if one.part is Part.TUNING and one.speaks is Speaks.YES),
        ],
        ordinary=quiet([text for text in open_comments(data) if text not in apart]),
        made_up=[*quiet(ordinary_comments(6000, seed=11)), *(one.text for one in written if one.harm == NO_HARM)],
        vectors=Vectors.load(MODELS / PHRASES),
        version=VERSION,
    )
    learnt.weak.save(out)
    return (
        f"{out}: {learnt.weak.features.width:,} words and parts of words; calls a person from"
        f" {learnt.weak.threshold:.3f} on. Read while left out, {100 * learnt.recall:.1f} % of what speaks of harm"
        f" does so, and {100 * learnt.false_alarms:.1f} % of ordinary comments in which no rule finds a sign."
    )


@train.command("risk")
@click.option(
    "--data", required=True, envvar="HEARD_DATA", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of open data, with comments/ in it.",
)  # fmt: skip
@click.option(
    "--out", default=MODELS / f"{WEAK}-{VERSION}", type=click.Path(path_type=Path, file_okay=False),
    help="Where to write. Left out: over the shipped weights.",
)  # fmt: skip
def train_risk(*, data: Path, out: Path) -> None:
    """Learn the weak sign of harm: three minutes. Method, figures and limits: docs/methods/risk.md."""
    try:
        click.echo(learn(data=data, out=out))
    except NoComments as missing:
        raise click.ClickException(str(missing)) from missing


@click.group()
def measure() -> None:
    """Measure on labelled sets how well a method does."""


@measure.command()
@click.option("--rules", "rules_file", type=click.Path(path_type=Path, dir_okay=False), help="A rule file of your own.")
@click.option(
    "--data", envvar="HEARD_DATA", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of open data, with comments/ in it. Left out: the written examples alone.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Write the finding as JSON.")
def risk(*, rules_file: Path | None, data: Path | None, as_json: bool) -> None:
    """How much of what speaks of harm calls a person, and how often it is cried for nothing (docs/methods/risk.md)."""
    try:
        finding = measure_risk(data=data, rules=rules_option(rules_file))
    except NoComments as missing:
        raise click.ClickException(str(missing)) from missing
    show(finding, as_json=as_json)
