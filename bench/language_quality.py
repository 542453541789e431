"""How often a text's language is told rightly, beside the letters alone, in one run.

Usage: HEARD_DATA=<folder> python bench/language_quality.py. Prints one JSON line. English: every comment of the two
labelled sets, and the English words of the public form, which no method has learnt from; none should be taken for
another language. Others: short comments on care that we wrote (bench/languages.csv), and the Welsh, Polish and Urdu
words of the public form. The baseline is py3langid by itself, over all the languages that it knows.
"""

import csv
import json
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from babel.messages.pofile import read_po
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from evidence.text.language import ENGLISH, METHOD, find_languages
from evidence.text.reading.labelled import read_earlier, read_labelled

HERE = Path(__file__).parent
CATALOGUES = HERE.parent / "src" / "heard" / "locale"
Texts = Sequence[str]
Tell = Callable[[Texts], list[str]]


def ours(texts: Texts) -> list[str]:
    return [one.language for one in find_languages(texts)[0]]


def letters_alone(texts: Texts) -> list[str]:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return [str(identifier.classify(text)[0]) for text in texts]


def english(folder: Path) -> list[str]:
    labelled = read_labelled(folder / "comments")
    earlier = read_earlier(folder / "comments", known=labelled)
    return [one.text for one in labelled] + [one.text for one in earlier]


def written() -> list[tuple[str, str]]:
    with (HERE / "languages.csv").open(encoding="utf-8", newline="") as source:
        return [(row["language"], row["words"]) for row in csv.DictReader(source)]


def of_the_form() -> list[tuple[str, str]]:
    """Return the form's words of three or more with no place to fill in."""
    return [(language, words) for language in ("cy", "pl", "ur") for _english, words in catalogue(language)]


def english_of_the_form() -> list[str]:
    return sorted({words for words, _translated in catalogue("cy") if len(words.split()) >= 3})


def catalogue(language: str) -> Iterator[tuple[str, str]]:
    with (CATALOGUES / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        for message in read_po(source):
            asked, words = message.id, message.string
            if isinstance(asked, str) and isinstance(words, str) and len(words.split()) >= 3 and "%(" not in words:
                yield asked, words


def figures(tell: Tell, comments: Texts, others: dict[str, list[tuple[str, str]]]) -> dict[str, object]:
    started = time.process_time()
    told = tell(comments)
    spent = time.process_time() - started
    result: dict[str, object] = {
        "english_taken_for_another": sum(language != ENGLISH for language in told),
        "texts_a_second": round(len(comments) / spent),
        "english_of_the_form_taken_for_another": sum(one != ENGLISH for one in tell(english_of_the_form())),
    }
    for name, pairs in others.items():
        found = tell([words for _language, words in pairs])
        truth = [language for language, _words in pairs]
        result[name] = {
            "texts": len(pairs),
            "told_not_english": round(sum(one != ENGLISH for one in found) / len(pairs), 3),
            "named_rightly": round(sum(one == other for one, other in zip(found, truth, strict=True)) / len(pairs), 3),
        }
    return result


def main() -> None:
    comments = english(Path(os.environ["HEARD_DATA"]))
    others = {"written": written(), "form": of_the_form()}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    find_languages(["Bonjour tout le monde"])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    answer = {
        "bench": "language_quality",
        "method": METHOD,
        "english_comments": len(comments),
        "english_of_the_form": len(english_of_the_form()),
        "loading_mb": round(grown / 1024),
        "ours": figures(ours, comments, others),
        "letters_alone": figures(letters_alone, comments, others),
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
