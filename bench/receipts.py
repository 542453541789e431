"""What guessing codes comes to, and how many slips of the pen are put right.

Usage: python bench/receipts.py [--guesses 100000] [--timed 2000] [--each 2000]. Prints one JSON line. Guesses are codes
made by chance whose check is right: each is read and hashed as the door does it, and looked for among the codes that
were given out, fifty at a time; `timed` of them go the door's own way, one by one, and are what the times
are of. `opened` is how many opened anything. `slips` says, for each kind of slip, how many typed codes were read as
what was meant, how many were asked about or refused, and how many as another code than was meant (which opens nothing
but by the same chance as a guess). `work_ms` is what a browser must work for each try, measured in one process here.
"""

import argparse
import hashlib
import json
import os
import random
import string
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

STATE = Path(tempfile.mkdtemp(prefix="heard-bench-"))
os.environ.update(HEARD_HOME=str(STATE), HEARD_SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="heard.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from heard.accounts.models import Organisation, OrganisationKind  # noqa: E402
from heard.feedback import receipts  # noqa: E402
from heard.feedback.actions import PieceIn, SubmissionIn, TextIn, receive_submission  # noqa: E402
from heard.feedback.models import Submission, TextField  # noqa: E402
from heard.feedback.proof_of_work import ALGORITHM, COST, TRIES, Work  # noqa: E402
from heard.feedback.queries.receipts import submission_of  # noqa: E402
from heard.feedback.receipts.code import spoken  # noqa: E402

NOW = datetime(2026, 7, 8, tzinfo=UTC)
LETTERS = string.ascii_lowercase
Slip = Callable[[str, random.Random], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guesses", type=int, default=100_000)
    parser.add_argument("--timed", type=int, default=2000)
    parser.add_argument("--each", type=int, default=2000)
    parser.add_argument("--held", type=int, default=2000, help="submissions that the guesses are tried against")
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    codes = _received(asked.held)
    chance = random.Random(2020)
    print(json.dumps({**_guessed(asked.guesses, asked.timed, codes), "slips": _slips(asked.each, chance), **_work()}))


def _received(count: int) -> list[str]:
    """Receive a few submissions in full, and as many rows as asked for with the hashes of codes of their own."""
    receiver = Organisation.objects.create(name="Bench", slug="bench", kind=OrganisationKind.REGULATOR, created_at=NOW)
    piece = PieceIn(texts=(TextIn(field=TextField.WORDS, slug="words", words="A long wait."),))
    sent = SubmissionIn(organisation=receiver, pieces=(piece,))
    codes = [receive_submission(submission=sent, now=NOW).receipt for _ in range(min(count, 20))]
    more = [receipts.new_receipt() for _ in range(count - len(codes))]
    Submission.objects.bulk_create(
        Submission(
            reference=receipts.new_reference(),
            receipt_hash=receipts.receipt_hash(receipt=code),
            organisation=receiver,
            channel="WEB",
            received_at=NOW,
        )
        for code in more
    )
    return [*codes, *more]


def _guessed(count: int, timed: int, codes: list[str]) -> dict[str, object]:
    wrong_took, opened = _looked_up([receipts.new_receipt() for _ in range(timed)])
    right_took, right = _looked_up(codes[:timed])
    hashes = [receipts.receipt_hash(receipt=receipts.parse(receipts.new_receipt())) for _ in range(count - timed)]
    for start in range(0, len(hashes), 50):
        opened += Submission.objects.filter(receipt_hash__in=hashes[start : start + 50]).count()
    return {
        "guesses": count,
        "held": len(codes),
        "opened": opened,
        "right_codes_opened": right,
        "right_codes_tried": len(codes[:timed]),
        "tries_per_second": round(1 / wrong_took),
        "wrong_ms": round(wrong_took * 1000, 3),
        "right_ms": round(right_took * 1000, 3),
    }


def _looked_up(codes: list[str]) -> tuple[float, int]:
    """Return how long one look-up took in the middle, in seconds, and how many found something."""
    times, found = [], 0
    for code in codes:
        begun = time.perf_counter()
        found += submission_of(receipt=receipts.parse(code)) is not None
        times.append(time.perf_counter() - begun)
    return median(times), found


def _slips(each: int, chance: random.Random) -> dict[str, dict[str, float]]:
    found = {}
    for name, slip in SLIPS.items():
        outcomes: Counter[str] = Counter()
        for _ in range(each):
            code = spoken(chance.randbytes(10))
            try:
                outcomes["right" if receipts.parse(slip(code, chance)) == code else "another"] += 1
            except receipts.NotAReceipt as refusal:
                outcomes["asked" if refusal.wrong is receipts.Wrong.BETWEEN else "refused"] += 1
        found[name] = {outcome: round(count / each, 4) for outcome, count in sorted(outcomes.items())}
    return found


def _work() -> dict[str, object]:
    if ALGORITHM != "PBKDF2/SHA-256":
        raise NotImplementedError(ALGORITHM)
    begun = time.perf_counter()
    for number in range(200):
        hashlib.pbkdf2_hmac("sha256", number.to_bytes(4, "big"), b"salt", COST)
    one = (time.perf_counter() - begun) / 200
    return {"work_ms": {str(work): round(one * sum(TRIES[work]) / 2 * 1000) for work in Work}}


def _misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    letter = chance.choice(LETTERS)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        )
    )


def _in_words(count: int) -> Slip:
    def slip(code: str, chance: random.Random) -> str:
        words = code.split()
        for place in chance.sample(range(len(words)), count):
            words[place] = _misspelt(words[place], chance)
        return " ".join(words)

    return slip


def _twice_in_one(code: str, chance: random.Random) -> str:
    words = code.split()
    place = chance.randrange(len(words))
    words[place] = _misspelt(_misspelt(words[place], chance), chance)
    return " ".join(words)


def _exchanged(code: str, chance: random.Random) -> str:
    words = code.split()
    at = chance.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _spaced_anew(code: str, chance: random.Random) -> str:
    letters = code.replace(" ", "")
    cuts = sorted(chance.sample(range(1, len(letters)), 8))
    return " ".join(letters[a:b] for a, b in zip([0, *cuts], [*cuts, len(letters)], strict=True))


def _wrong_digit(code: str, chance: random.Random) -> str:
    digits = receipts.digits_of(code).replace(" ", "")
    at = chance.randrange(len(digits))
    return digits[:at] + chance.choice("0123456789".replace(digits[at], "")) + digits[at + 1 :]


def _exchanged_digits(code: str, chance: random.Random) -> str:
    digits = receipts.digits_of(code).replace(" ", "")
    at = chance.randrange(len(digits) - 1)
    return digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]


def _missing_digit(code: str, chance: random.Random) -> str:
    digits = receipts.digits_of(code).replace(" ", "")
    at = chance.randrange(len(digits))
    return digits[:at] + digits[at + 1 :]


SLIPS: dict[str, Slip] = {
    "one word misspelt": _in_words(1),
    "two words misspelt": _in_words(2),
    "three words misspelt": _in_words(3),
    "one word misspelt twice": _twice_in_one,
    "two neighbours exchanged": _exchanged,
    "no spaces": lambda code, _: code.replace(" ", ""),
    "spaces elsewhere": _spaced_anew,
    "one digit wrong": _wrong_digit,
    "two digits exchanged": _exchanged_digits,
    "one digit missing": _missing_digit,
    "nine listed words by chance": lambda _, chance: " ".join(chance.choices(receipts.word_list(), k=9)),
}


if __name__ == "__main__":
    main()
