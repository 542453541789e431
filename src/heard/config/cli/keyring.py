"""Commands about the keys that open what people sent: make, list, rotate, seal anew, forget, and hold apart."""

import signal
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import ngettext

from heard.config.cli.terminal import Refused, console, progress, ready

if TYPE_CHECKING:
    from heard.accounts.models import Organisation
    from heard.feedback.queries.keyring import KeyState


@click.group()
def keys() -> None:
    """Look after the keys that open what people sent."""


def _owner(slug: str, *, is_worker: bool) -> "Organisation | None":
    """Return the owner that was named; None is the worker."""
    from heard.feedback.queries.keyring import NoSuchOwner, owner_named

    if bool(slug) == is_worker:
        raise Refused("Name one owner: --worker, or --organisation and its short name.")
    try:
        return owner_named(slug=slug) if slug else None
    except NoSuchOwner as refusal:
        raise Refused(str(refusal)) from refusal


@keys.command()
def new() -> None:
    """Make the worker's key and those of organisations that have none. Running it twice changes nothing."""
    ready()
    from heard.design import clock
    from heard.feedback import keys as keyring
    from heard.feedback.actions import resealing

    if not keyring.store().makes:
        raise Refused("This machine makes no keys. Run it where the worker runs (HEARD_KEY_STORE=files or holder).")
    try:
        made = 0
        while done := resealing.make_missing_keys(limit=200, now=clock.now()):
            made += done
    except (keyring.CannotMake, OSError) as problem:
        raise Refused(f"No key could be made: {problem}") from problem
    console.print(f"Keys made: {made:,}. Back the new ones up: `heard keys backup`.")


@keys.command(name="list")
def list_keys() -> None:
    """Show each key: whose, how old, whether this machine holds the private half, how many submissions need it."""
    ready()
    from heard.design import clock
    from heard.feedback import keys as keyring
    from heard.feedback.queries.keyring import key_states

    try:
        states = key_states()
    except keyring.StoreAway as problem:
        raise Refused(str(problem)) from problem
    _print_states(states, now=clock.now())


def _print_states(states: "tuple[KeyState, ...]", *, now: datetime) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Key", "Owner", "State", "Days old", "Here", "Wrapped to it"):
        table.add_column(
            heading, overflow="fold", justify="right" if heading in {"Days old", "Wrapped to it"} else "left"
        )
    for each in states:
        failed = f" ({each.could_not_open:,} do not open)" if each.could_not_open else ""
        table.add_row(
            each.key_id,
            each.owner,
            each.state,
            f"{(now - each.created_at).days:,}",
            "yes" if each.is_here else "no",
            f"{each.wrapped:,}{failed}",
        )
    console.print(table)


@keys.command()
@click.option("--organisation", "slug", default="", help="Whose key: an organisation's short name.")
@click.option("--worker", "is_worker", is_flag=True, help="The worker's key.")
def rotate(*, slug: str, is_worker: bool) -> None:
    """Give an owner a new key. What was sealed to the one before it is then wrapped anew, by the worker."""
    ready()
    from heard.design import clock
    from heard.feedback import keys as keyring
    from heard.feedback.actions.keyring import rotate_key

    owner = _owner(slug, is_worker=is_worker)
    try:
        made = rotate_key(organisation=owner, now=clock.now())
    except (keyring.CannotMake, OSError) as problem:
        raise Refused(f"The key stays as it is: {problem}") from problem
    console.print(
        f"What arrives now is sealed to {made.key_id}. Back it up (`heard keys backup`); the worker wraps what came "
        "before anew (`heard keys reseal` shows how far it is). Then `heard keys forget` the old one."
    )


@keys.command()
@click.option(
    "--batch", type=click.IntRange(min=1), default=100, show_default=True, help="How many to wrap in one transaction."
)
def reseal(*, batch: int) -> None:
    """Wrap what is sealed to retired keys anew, now, and try again what would not open. Stop it at any time."""
    ready()
    from heard.design import clock
    from heard.feedback import keys as keyring
    from heard.feedback.actions import news, resealing
    from heard.feedback.queries.keyring import resealing as how_far

    resealing.try_again()
    done = could_not = 0
    try:
        with progress("Wrapping anew", total=how_far().waiting) as advance:
            while (step := resealing.reseal_some(limit=batch, now=clock.now())).done + step.could_not:
                done, could_not = done + step.done, could_not + step.could_not
                advance(step.done + step.could_not)
            while step_on := resealing.wrap_on(limit=batch, now=clock.now()):
                advance(step_on)
            while news.close_anew(limit=batch, now=clock.now()):
                pass
    except keyring.StoreAway as problem:
        raise Refused(f"{done:,} were wrapped anew, then: {problem}") from problem
    left = how_far()
    console.print(
        f"Wrapped anew: {done:,}. Would not open: {could_not:,}. Left: {left.waiting:,}, for want of their keys here. "
        f"Waiting for an organisation's key: {left.wanted:,}."
    )
    if left.waiting or left.could_not:
        raise SystemExit(1)


@keys.command()
@click.option("--all", "everything", is_flag=True, help="Try everything, instead of 200 submissions by chance.")
def check(*, everything: bool) -> None:
    """Try to open what is sealed, and tell each fault by its kind; never a word of what was opened."""
    ready()
    from heard.feedback import keys as keyring
    from heard.feedback.queries import seals

    try:
        with progress("Trying what is sealed") as advance:
            checked = seals.check_seals(everything=everything, progress=advance)
    except keyring.StoreAway as problem:
        raise Refused(str(problem)) from problem
    for fault in checked.faults:
        console.print(f"FAULT  {fault.kind}: {fault.what}: {seals.SENTENCES[fault.kind]}.")
    untried = f" Could not be tried, for want of keys here: {checked.untried:,}." if checked.untried else ""
    console.print(
        f"Submissions: {checked.submissions:,}. Tried: wrapped keys {checked.wraps:,}, texts {checked.texts:,}, "
        f"contacts {checked.contacts:,}. Faults: {len(checked.faults):,}.{untried}"
    )
    if checked.faults:
        raise SystemExit(1)


@keys.command()
@click.argument("key_id", metavar="KEY")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(*, key_id: str, yes: bool) -> None:
    """Destroy the private half of a retired KEY to which nothing is wrapped any more."""
    ready()
    from heard.design import clock
    from heard.feedback import keys as keyring
    from heard.feedback.actions import keyring as acting

    try:
        acting.may_be_forgotten(key_id=key_id, now=clock.now())
        if not yes:
            click.confirm(
                f"Back-ups of the database from before this moment can then no longer be opened with {key_id}, "
                "by anybody. Destroy it?",
                abort=True,
            )
        acting.forget_key(key_id=key_id, now=clock.now())
    except acting.NoSuchKeyHere as refusal:
        raise Refused(f"There is no key {key_id}. `heard keys list` shows them.") from refusal
    except acting.StillCurrent as refusal:
        raise Refused("What arrives is sealed to this key. Rotate it first: `heard keys rotate`.") from refusal
    except acting.StillWrapped as refusal:
        raise Refused(
            ngettext(
                "%(number)s submission or message is still wrapped to it.",
                "%(number)s submissions or messages are still wrapped to it.",
                refusal.wrapped,
            )
            % {"number": f"{refusal.wrapped:,}"}
            + " Run `heard keys reseal`; `heard keys check` explains what does not open."
        ) from refusal
    except acting.NotSettled as refusal:
        raise Refused("It was retired within the hour, and something may still be arriving. Try later.") from refusal
    except keyring.StaysInside as where:
        console.print(f"{key_id} is marked as forgotten. {where}")
        return
    console.print(
        f"{key_id} is destroyed here. Back-ups of the database from before now are unreadable with what is left, and "
        "so should be thrown away; old back-ups of keys still hold it. Restart processes that run since before."
    )


@keys.command()
@click.argument("bundle", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--custodians", default=5, show_default=True, help="How many people get a share.")
@click.option("--threshold", default=3, show_default=True, help="How many of them open it together.")
@click.option("--sheets", type=click.Path(file_okay=False, path_type=Path), help="Folder of the shares' pages.")
def backup(*, bundle: Path, custodians: int, threshold: int, sheets: Path | None) -> None:
    """Seal all private keys and the receipts' secret in BUNDLE, and split its key into shares, a page for each."""
    ready()
    from heard.config import custody
    from heard.design import clock

    folder = sheets or bundle.with_name(f"{bundle.name}-shares")
    try:
        written = custody.back_up(
            bundle=bundle, folder=folder, custodians=custodians, threshold=threshold, now=clock.now()
        )
    except custody.Refusal as refusal:
        raise Refused(str(refusal)) from refusal
    holds = ngettext(
        "%(bundle)s holds %(number)s key, sealed.", "%(bundle)s holds %(number)s keys, sealed.", written.keys
    )
    said = holds % {"bundle": bundle, "number": f"{written.keys:,}"}
    console.print(f"{said} It may lie with the back-ups of the database.")
    console.print(
        f"{folder} holds {custodians} pages, one for each custodian; any {threshold} of them open it. Print each, hand "
        "it over, and delete the folder. Whoever has the bundle and so many shares can open everything."
    )


@keys.command()
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(bundle: Path) -> None:
    """Bring the keys of BUNDLE back with its custodians' shares, asked for one by one. Keys that are here stay."""
    ready()
    from heard.config import custody
    from heard.feedback.keys.custody import BadShare

    try:
        opening = custody.Restoring(bundle=bundle)
        made_on, needed = opening.bundle.made_at[:10], opening.bundle.threshold
        count = len(opening.bundle.key_ids)
        said = ngettext(
            "A back-up of %(day)s with %(number)s key.", "A back-up of %(day)s with %(number)s keys.", count
        ) % {"day": made_on, "number": f"{count:,}"}
        console.print(f"{said} {needed} shares open it.")
        while len(opening.shares) < needed:
            typed = click.prompt(f"Share {len(opening.shares) + 1} of {needed}, its words on one line", hide_input=True)
            try:
                opening.take(typed)
            except BadShare as problem:
                console.print(str(problem))
        restored = opening.finish()
    except custody.Refusal as refusal:
        raise Refused(str(refusal)) from refusal
    console.print(
        f"Keys brought back: {restored.keys:,}; here already: {restored.here_already:,}. "
        f"The receipts' secret {'is here' if restored.has_secret else 'was not in it'}. Now run `heard keys check`."
    )


@keys.command()
@click.option("--socket", "address", type=click.Path(path_type=Path), help="Where to listen; HEARD_KEY_SOCKET else.")
@click.option("--group", default="", help="A group whose members may ask too.")
def serve(*, address: Path | None, group: str) -> None:
    """Hold the keys in a process apart, and open wrapped keys for others by a local socket."""
    ready()
    from django.conf import settings

    from heard.feedback.keys import FileStore
    from heard.feedback.keys.holder import Holder

    where = address or Path(settings.HEARD_KEY_SOCKET)
    held = FileStore(Path(settings.HEARD_KEYS))
    try:
        holder = Holder(address=where, held=held, group=group)
    except (OSError, LookupError) as problem:
        raise Refused(f"The key holder cannot listen at {where}: {problem}") from problem
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: holder.stop())
    count = len(held.ids())
    said = ngettext(
        "Holding %(number)s key; listening at %(where)s.", "Holding %(number)s keys; listening at %(where)s.", count
    )
    console.print(said % {"number": f"{count:,}", "where": where})
    with holder:
        holder.serve_forever(poll_interval=0.2)


COMMANDS = (keys,)
