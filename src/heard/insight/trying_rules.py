"""What other rules on signs of harm would change: counted over the site's own redacted words, without showing any."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from evidence.text import CALLS_A_PERSON, Risk, Rules
from evidence.text import find_risk as find
from heard.feedback.models import Text
from heard.insight.safeguarding import risk_rules, speaks_of_harm

BATCH = 2_000


@dataclass(kw_only=True)
class Change:
    """Of so many texts, how many call a person now and then; which submissions would newly, and which no longer."""

    texts: int = 0
    now: int = 0
    then: int = 0
    more: set[UUID] = field(default_factory=set)
    fewer: set[UUID] = field(default_factory=set)
    harms_more: Counter[str] = field(default_factory=Counter)
    harms_fewer: Counter[str] = field(default_factory=Counter)


def try_rules(*, rules: Rules) -> Change:
    """Return what these rules would change over all redacted copies, against the rules of today."""
    change = Change()
    for batch in _copies():
        words = [copy for _, _, copy in batch]
        before, after = find(words, rules=risk_rules())[0], find(words, rules=rules)[0]
        change.texts += len(batch)
        for (submission, kind, _), old, new in zip(batch, before, after, strict=True):
            was, would = _calls(old, kind), _calls(new, kind)
            change.now += was
            change.then += would
            if would and not was:
                change.more.add(submission)
                change.harms_more[new.harm] += 1
            elif was and not would:
                change.fewer.add(submission)
                change.harms_fewer[old.harm] += 1
    return change


def _calls(risk: Risk, kind: str) -> bool:
    return risk.score >= CALLS_A_PERSON and speaks_of_harm(risk, field=kind)


def _copies() -> Iterator[list[tuple[UUID, str, str]]]:
    """Yield submission, kind and copy of each English text, in batches; what was erased or not read has none."""
    read = Text.objects.exclude(redacted="").exclude(piece__other_language__gt="")
    texts = read.order_by("pk").values_list("submission_id", "field", "redacted")
    batch: list[tuple[UUID, str, str]] = []
    for one in texts.iterator(chunk_size=BATCH):
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
