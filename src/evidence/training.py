"""Building the models that come with the library anew, from open data; `names` needs requirements/train.in for it."""

import json
from pathlib import Path

import click

from evidence.text.reading.building import build_phrases, build_themes
from evidence.text.reading.labelled import NotLabelled
from evidence.text.reading.reader import METHOD, MODELS, PHRASES

NAMES = Path(__file__).resolve().parent / "text" / "names" / "data" / "names.json.gz"


@click.group()
def train() -> None:
    """Build the library's models anew from open data; the same data gives the same model."""


@train.command()
@click.option(
    "--data", required=True, envvar="HEARD_DATA", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of open data, with comments/ and geography/ in it.",
)  # fmt: skip
@click.option(
    "--out", default=NAMES, show_default=False, type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the model. Left out: the one that the library ships.",
)  # fmt: skip
@click.option("--version", default="1", show_default=True, help="What the model is called from now on.")
def names(*, data: Path, out: Path, version: str) -> None:
    """Learn to find names of people. Method, figures and limits: docs/methods/redaction.md."""
    from evidence.text.names.learning import learn_names
    from evidence.text.names.lexicon import dump

    try:
        model = learn_names(data=data, version=version)
    except FileNotFoundError as missing:
        raise click.ClickException(f"{missing.filename} is not there: the model is learnt from it.") from missing
    except ModuleNotFoundError as missing:
        raise click.ClickException(
            f"{missing.name} is not installed. Install what requirements/train.txt lists."
        ) from missing
    out.write_bytes(dump(model))
    click.echo(f"{out}: {len(model.lexicon.names):,} listed names, {len(model.weights):,} weights.")


_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_DATA = click.option(
    "--data", required=True, envvar="HEARD_DATA", type=_FOLDER, help="The folder of open data, with comments/ in it."
)
_OUT = click.Path(path_type=Path, file_okay=False)


@train.command()
@_DATA
@click.option(
    "--labels",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Which theme each label means: src/heard/insight/data/labels/pxqdc-6.json.",
)
@click.option("--out", default=MODELS / METHOD, type=_OUT, help="Where to write. Left out: over the shipped model.")
@click.option("--version", default=METHOD, show_default=True, help="What the model is called from now on.")
@click.option("--measure", is_flag=True, help="Measure on held-back folds first, for the card: ten times as long.")
def themes(*, data: Path, labels: Path, out: Path, version: str, measure: bool) -> None:
    """Learn to read themes and tone, and print the model's card. Method, figures, limits: docs/methods/reading.md."""
    try:
        card = build_themes(data=data, labels=labels, output=out, version=version, measure=measure)
    except NotLabelled as missing:
        raise click.ClickException(str(missing)) from missing
    click.echo(json.dumps(card, ensure_ascii=False, indent=2))


@train.command()
@_DATA
@click.option(
    "--encoder", required=True, type=_FOLDER, help="A folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2."
)
@click.option("--out", default=MODELS / PHRASES, type=_OUT, help="Where to write. Left out: over the shipped vectors.")
@click.option("--version", default=PHRASES, show_default=True, help="What the vectors are called from now on.")
def phrases(*, data: Path, encoder: Path, out: Path, version: str) -> None:
    """Give each common word and phrase of the comments a vector by a sentence encoder. Themes are learnt anew after."""
    try:
        count = build_phrases(data=data, encoder=encoder, output=out, version=version)
    except NotLabelled as missing:
        raise click.ClickException(str(missing)) from missing
    click.echo(f"{out}: {count:,} words and phrases.")
