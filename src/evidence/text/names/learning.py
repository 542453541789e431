"""Learning to find names: a lexicon from open lists, and weights from open comments with names planted in them.

The method is a logistic regression over the signs of each word. Lists of names are Faker's, of every language that it
writes in Latin letters; how common words are comes from symspellpy's dictionary of 82,765 English words.
"""

import random
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

from evidence.text.folding import folded
from evidence.text.names.comments import TAKEN_OUT, Comment, comments_in, names_left_in
from evidence.text.names.lexicon import FIRST, LAST, Lexicon, NameModel, make_lexicon
from evidence.text.names.planting import NamePool, as_people_type, marked, planted, unmarked
from evidence.text.names.signs import needs_judging, signs_of, tokens_of
from evidence.text.names.words import TITLES

SEED = 7
THRESHOLD = -2.5
FEWEST_PEOPLE = 5
"""A word of the comments is kept only where so many of them use it."""
FEWEST_SIGNS = 4
UNLISTED_SHARE = 0.35
WAYS = ("pronoun", "role", "end", "start", "none", "none", "none")
PLANTED_FROM = ("en_US", "en_IN", "en_PK", "en_IE", "pl_PL", "yo_NG", "en_NG", "ro_RO", "it_IT", "es_ES", "pt_PT", "en",
                "en_KE", "tr_TR", "zu_ZA")  # fmt: skip
_CARE_CLASSES = (5, 15, 60, 300)
_WORD_CLASSES = (0, 1e6, 1e7, 1e8)
_NAME = re.compile(r"[a-z][a-z'\-]+")
_SMALL_WORD = re.compile(r"\b[a-z]+(?:['’\-][a-z]+)*\b")


@dataclass(frozen=True, kw_only=True)
class Example:
    """The signs of one word, and whether it is a name."""

    signs: tuple[str, ...]
    is_name: bool


def learn_names(*, data: Path, version: str, leave_out: Collection[int] = (), of: int = 5) -> NameModel:
    """Return a model learnt from the comments in `data`, but for those of the parts (of `of`) that are left out.

    The same files and versions give the same model. Needs faker, symspellpy and scikit-learn.
    """
    comments = [each for each in comments_in(data) if part_of(each, of=of) not in leave_out]
    lexicon = lexicon_from(data=data, comments=comments)
    chance = random.Random(SEED)  # noqa: S311  # nosec B311
    chance.shuffle(comments)
    examples = list(_examples(comments, lexicon=lexicon, pool=pool_to_learn_from(), chance=chance))
    return NameModel(version=version, lexicon=lexicon, weights=_weights(examples), threshold=THRESHOLD)


def part_of(comment: Comment, *, of: int) -> int:
    """Return the part, from 0, that a comment belongs to: one writer's comments are all in one."""
    return crc32(comment.group.encode()) % of


def lexicon_from(*, data: Path, comments: Sequence[Comment]) -> Lexicon:
    """Return the lexicon of names, web words, words of care and places."""
    used: Counter[str] = Counter()
    for comment in comments:
        used.update({folded(word) for word in _SMALL_WORD.findall(comment.text)})
    return make_lexicon(
        names=listed_names(),
        words={word: _class(count, _WORD_CLASSES) for word, count in _web_words().items()},
        care={word: _class(count, _CARE_CLASSES) for word, count in used.items() if count >= FEWEST_PEOPLE},
        places=_places(data),
    )


def listed_names() -> dict[str, int]:
    """Return each word of Faker's lists of names with FIRST, LAST or both."""
    names: dict[str, int] = {}
    for locale in sorted(_locales()):
        for kind, words in _lists_of(locale):
            for word in words:
                for part in folded(word).split():
                    if _NAME.fullmatch(part):
                        names[part] = names.get(part, 0) | kind
    return names


def pool_to_learn_from() -> NamePool:
    """Return the names that are planted to learn from: those of Britain most often."""
    first, last = _pool("en_GB")
    pools = [_pool(locale) for locale in PLANTED_FROM]
    return NamePool(
        first=first * 8 + [name for names, _ in pools for name in names],
        last=last * 6 + [name for _, names in pools for name in names],
    )


def _pool(locale: str) -> tuple[list[str], list[str]]:
    lists = list(_lists_of(locale))
    return (
        [word for kind, words in lists if kind == FIRST for word in words],
        [word for kind, words in lists if kind == LAST for word in words],
    )


def _locales() -> Iterator[str]:
    return (each.name for each in iter_modules(import_module("faker.providers.person").__path__))


def _lists_of(locale: str) -> Iterator[tuple[int, list[str]]]:
    provider = import_module(f"faker.providers.person.{locale}").Provider
    for attribute in sorted(dir(provider)):
        kind = FIRST if attribute.startswith("first_name") else LAST if attribute.startswith("last_name") else 0
        words = getattr(provider, attribute)
        if kind and isinstance(words, list | tuple | dict):
            yield kind, sorted({word for word in words if isinstance(word, str)})


def _web_words() -> dict[str, int]:
    folder = Path(str(import_module("symspellpy").__file__)).parent
    with (folder / "frequency_dictionary_en_82_765.txt").open(encoding="utf-8-sig") as file:
        return {word: int(count) for word, count in (line.split() for line in file)}


def _places(data: Path) -> frozenset[str]:
    text = (data / "geography" / "england_ltla25_utla25_region.csv").read_text(encoding="utf-8")
    return frozenset(folded(word) for word in re.findall(r"[A-Za-z]{4,}", text))


def _class(count: int, bounds: Sequence[float]) -> int:
    return sum(count >= bound for bound in bounds)


def _examples(
    comments: Sequence[Comment], *, lexicon: Lexicon, pool: NamePool, chance: random.Random
) -> Iterator[Example]:
    for comment in comments:
        left_in = names_left_in(comment.text)
        times = 6 if TAKEN_OUT.search(comment.text) else 3 if left_in else 1
        for _ in range(times):
            text = planted(comment.text, pool, chance, WAYS)
            if text == comment.text and left_in:
                text = marked(text, left_in)
            text, spans = unmarked(as_people_type(text, chance))
            spans += [span for span in names_left_in(text) if span not in spans]
            yield from examples_of(text, spans, lexicon=lexicon, unlisted=chance.random() < UNLISTED_SHARE)


def examples_of(
    text: str, spans: Sequence[tuple[int, int]], *, lexicon: Lexicon, unlisted: bool = False
) -> Iterator[Example]:
    """Yield the words of a text that need judging; with `unlisted`, names as if no list had them."""
    tokens, after_name = tokens_of(text), False
    for place, match in enumerate(tokens.matches):
        is_name = any(start <= match.start() < end for start, end in spans) and tokens.plain[place] not in TITLES
        if not needs_judging(tokens, place, after_name=after_name, lexicon=lexicon):
            after_name = False
            continue
        signs = signs_of(tokens, place, after_name=after_name, lexicon=lexicon, unlisted=unlisted and is_name)
        yield Example(signs=tuple(signs), is_name=is_name)
        after_name = is_name


def _weights(examples: Sequence[Example]) -> Mapping[str, float]:
    from sklearn.linear_model import LogisticRegression

    counts = Counter(sign for example in examples for sign in example.signs)
    columns = {sign: column for column, sign in enumerate(sorted(s for s, n in counts.items() if n >= FEWEST_SIGNS))}
    rows = [[columns[sign] for sign in example.signs if sign in columns] for example in examples]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    matrix = csr_matrix(
        (np.ones(int(ends[-1])), np.array([column for row in rows for column in row]), ends),
        shape=(len(rows), len(columns)),
    )
    fitted = LogisticRegression(  # type: ignore[no-untyped-call]
        C=0.5, solver="liblinear", max_iter=300, random_state=0
    )
    fitted.fit(matrix, np.array([example.is_name for example in examples]))
    weights = {sign: float(fitted.coef_[0][column]) for sign, column in columns.items()}
    weights["b"] = weights.get("b", 0.0) + float(fitted.intercept_[0])
    return {sign: weight for sign, weight in weights.items() if abs(weight) >= 0.02}
