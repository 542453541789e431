"""Building the models that come with the library anew, from open data. Needs what requirements/train.in lists."""

from pathlib import Path

import click

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
