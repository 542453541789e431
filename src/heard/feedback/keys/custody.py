"""Keys in the custody of several people: one sealed bundle, and shares of its key of which any few open it.

The bundle holds every private half and the receipts' secret under one random key. That key is split by Shamir's secret
sharing into shares as words (SLIP-39), one for each custodian: too few of them tell nothing at all. The bundle may lie
with the back-ups; the shares never do.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

FORMAT = 1
MOST_CUSTODIANS = 16
FEWEST_TO_OPEN = 2
_NONCE = 12
_SHORT = 4
"""Letters by which each word of the list is known."""

_BY_LETTERS: dict[str, str] = {word[:_SHORT]: word for word in WORDLIST}


class NotABundle(ValueError):
    """The file is no bundle of keys, or was changed."""


class BadShare(ValueError):
    """A share that cannot be used; the message says why, and how to go on."""


class WrongNumbers(ValueError):
    """So many custodians, or so few who can open it together, are not possible."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a bundle holds: private halves by their key's id, and the receipts' secret where there is one."""

    private: Mapping[str, bytes]
    receipts_secret: bytes

    def __repr__(self) -> str:
        return f"Contents({len(self.private)} keys)"


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A sealed bundle: when it was made, which keys are in it, how many shares there are and how many open it.

    `shares_of` is the number that all shares of one splitting carry, by which a stranger among them is known.
    """

    made_at: str
    key_ids: tuple[str, ...]
    custodians: int
    threshold: int
    shares_of: int
    sealed: bytes

    def as_text(self) -> str:
        """Return the bundle as it is written to a file."""
        return json.dumps({**self._header, "sealed": b64encode(self.sealed).decode()}, indent=1) + "\n"

    @property
    def bound(self) -> bytes:
        """What the sealed part is bound to: all that stands beside it."""
        return json.dumps(self._header, sort_keys=True).encode()

    @property
    def _header(self) -> dict[str, object]:
        return {
            "heard": "keys",
            "format": FORMAT,
            "made_at": self.made_at,
            "keys": list(self.key_ids),
            "custodians": self.custodians,
            "threshold": self.threshold,
            "shares_of": self.shares_of,
        }


def close(*, contents: Contents, custodians: int, threshold: int, now: datetime) -> tuple[Bundle, tuple[str, ...]]:
    """Return the sealed bundle and the shares of its key, in the order of their numbers. Raises WrongNumbers."""
    if not FEWEST_TO_OPEN <= threshold <= custodians <= MOST_CUSTODIANS:
        raise WrongNumbers(
            f"At least {FEWEST_TO_OPEN} people must be needed, and no more than there are custodians; "
            f"of those there can be {MOST_CUSTODIANS}."
        )
    key = AESGCM.generate_key(bit_length=256)
    (shares,) = generate_mnemonics(1, [(threshold, custodians)], key)
    draft = Bundle(
        made_at=now.isoformat(),
        key_ids=tuple(sorted(contents.private)),
        custodians=custodians,
        threshold=threshold,
        shares_of=Share.from_mnemonic(shares[0]).identifier,
        sealed=b"",
    )
    nonce = secrets.token_bytes(_NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, _plain(contents), draft.bound)
    return Bundle(**{**vars(draft), "sealed": sealed}), tuple(shares)


def read_bundle(*, text: str) -> Bundle:
    """Return the bundle that a file holds. Raises NotABundle."""
    try:
        data = json.loads(text)
        bundle = Bundle(
            made_at=str(data["made_at"]),
            key_ids=tuple(data["keys"]),
            custodians=int(data["custodians"]),
            threshold=int(data["threshold"]),
            shares_of=int(data["shares_of"]),
            sealed=b64decode(data["sealed"], validate=True),
        )
        kind = (data["heard"], data["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotABundle("This is no whole bundle of keys.") from error
    if kind != ("keys", FORMAT):
        raise NotABundle("This is no bundle of keys that this version reads.")
    return bundle


def read_share(*, typed: str, bundle: Bundle, before: Sequence[str]) -> str:
    """Return a share as it is printed, from what was typed; the first four letters of a word are enough.

    `before` are the shares given already. Raises BadShare.
    """
    words = [_word(place, each) for place, each in enumerate(_typed_words(typed), start=1)]
    try:
        share = Share.from_mnemonic(" ".join(words))
    except MnemonicError as error:
        raise BadShare(
            f"These {len(words)} words do not fit together. Check each word and their order against the sheet."
        ) from error
    if share.identifier != bundle.shares_of:
        raise BadShare("This share belongs to another back-up. Look for the sheet with this back-up's date.")
    if share.index in {Share.from_mnemonic(each).index for each in before}:
        raise BadShare(f"Share {share.index + 1} was given already. Ask another custodian.")
    return " ".join(words)


def open_bundle(*, bundle: Bundle, shares: Sequence[str]) -> Contents:
    """Return what the bundle holds. Raises BadShare where the shares do not open it, and NotABundle."""
    if len(shares) < bundle.threshold:
        raise BadShare(f"{bundle.threshold} shares are needed; {len(shares)} were given.")
    try:
        key = combine_mnemonics(shares[: bundle.threshold])
    except MnemonicError as error:
        raise BadShare("These shares do not belong together. Begin again, with shares of this back-up.") from error
    try:
        plain = AESGCM(key).decrypt(bundle.sealed[:_NONCE], bundle.sealed[_NONCE:], bundle.bound)
    except (InvalidTag, ValueError) as error:
        raise NotABundle("The shares are good, and the bundle does not open: it was changed or cut off.") from error
    data = json.loads(plain)
    return Contents(
        private={key_id: b64decode(half) for key_id, half in data["private"].items()},
        receipts_secret=b64decode(data["receipts_secret"]),
    )


def sheet(*, bundle: Bundle, share: str, number: int, name: str) -> str:
    """Return the page that one custodian keeps: what it is for, what to do with it, and the words, numbered."""
    words = share.split()
    columns = 3
    rows = -(-len(words) // columns)
    lines = [
        "".join(f"{place + 1:>4}  {words[place]:<12}" for place in range(row, len(words), rows)).rstrip()
        for row in range(rows)
    ]
    return "\n".join(
        (
            f"SHARE {number} OF {bundle.custodians} – the keys of Heard, back-up {name}",
            f"Made on {bundle.made_at[:10]}. Any {bundle.threshold} of the {bundle.custodians} shares open it.",
            "",
            "This page is one part of the key to everything that people told in confidence. Alone it opens nothing.",
            "Keep it on paper, where only you can get at it, away from the site's back-ups. Make no photo of it.",
            "If it is lost, or somebody saw it, tell whoever runs the site: they make a new back-up, and new shares.",
            "Give its words only to `heard keys restore`, in person, with the other custodians.",
            "",
            *lines,
            "",
        )
    )


def note_backed_up(*, folder: Path, key_ids: Sequence[str]) -> None:
    """Note beside the keys which of them are in a back-up, so that `heard health` can name those that are in none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "backed-up.json").write_text(json.dumps(sorted(key_ids)))


def never_backed_up(*, folder: Path, key_ids: frozenset[str]) -> frozenset[str]:
    """Return which of the keys are in no back-up that was made here."""
    try:
        noted = json.loads((folder / "backed-up.json").read_text())
    except (OSError, ValueError):
        return key_ids
    return key_ids - frozenset(noted)


def _plain(contents: Contents) -> bytes:
    private = {key_id: b64encode(half).decode() for key_id, half in contents.private.items()}
    return json.dumps({"private": private, "receipts_secret": b64encode(contents.receipts_secret).decode()}).encode()


def _typed_words(typed: str) -> list[str]:
    """Return the words without the numbers, dots and line ends that a sheet has between them."""
    bare = ("".join(letter for letter in each if letter.isalpha()).lower() for each in typed.split())
    return [each for each in bare if each]


def _word(place: int, typed: str) -> str:
    known = _BY_LETTERS.get(typed[:_SHORT], "")
    if not known or not known.startswith(typed):
        raise BadShare(f"Word {place} is not in the list that shares are made of. Check its spelling.")
    return known
