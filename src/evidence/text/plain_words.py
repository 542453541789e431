"""Words that tell nothing by themselves, and the words of a redacted text without what was hidden from it."""

import re

from evidence.text.reading.words import words_of

_HIDDEN = re.compile(r"\[[A-Za-z][A-Za-z -]{2,30}(?: \d{1,3})?\]")
_PLAIN_WORDS = """
a about after again all also always am an and another any anything are aren't as at be because been before being
bit both but by can cannot can't come could couldn't did didn't do does doesn't doing don't done down each even
ever every everything few for from get getting give go going got had has have haven't he her here him his how i
i'd if i'll i'm in into is isn't it it's its i've just keep know less lot make many me more most much my need
never no none not nothing now of off on once one only or other our out over said same see she should so some
something still such than that that's the their them then there these they they're thing things think this those
though through to told too under until up us very want was wasn't way we well were weren't what when where which
while who whole why will with without won't would wouldn't yes yet you your
"""
PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words that tell nothing by themselves."""


def said_in(text: str) -> list[str]:
    """Return the words of a redacted text; what stands for hidden words is none of them."""
    return words_of(_HIDDEN.sub(" ", text))
