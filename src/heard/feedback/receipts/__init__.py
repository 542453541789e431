"""Receipts: the return code of an unnamed person, as nine plain words or thirty digits, both always good.

Eight words carry 80 bits of chance and the ninth is a check; the digits carry the same 80 bits and a check of their
own. Only a keyed hash is stored: who holds the database cannot find the code, and without the secret on the keyring
cannot even test a guess.
"""

from heard.feedback.receipts.code import (
    DIGIT_COUNT,
    GROUP,
    WORD_COUNT,
    derived,
    digits_of,
    new_receipt,
    new_reference,
    receipt_hash,
    receipt_of_draft,
    secret_of,
    spoken,
    word_list,
)
from heard.feedback.receipts.typed import NotAReceipt, Wrong, parse

__all__ = [
    "DIGIT_COUNT",
    "GROUP",
    "WORD_COUNT",
    "NotAReceipt",
    "Wrong",
    "derived",
    "digits_of",
    "new_receipt",
    "new_reference",
    "parse",
    "receipt_hash",
    "receipt_of_draft",
    "secret_of",
    "spoken",
    "word_list",
]
