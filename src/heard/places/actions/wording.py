"""Keeping the words that services are found by."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction

from heard.places import spelling
from heard.places.actions.chunks import chunks
from heard.places.models import Area, Service, ServiceName, ServiceWord, ServiceWordKey

CHUNK = 900


class WordCount:
    """How many services more or fewer have each word; `keep` writes it down."""

    def __init__(self) -> None:
        self._more: Counter[str] = Counter()

    def change(self, *, before: str, after: str) -> None:
        """Count one service whose line of words was `before` and is `after`."""
        if before == after:
            return
        old, new = spelling.words_and_initials(before), spelling.words_and_initials(after)
        self._more.update(new - old)
        self._more.subtract(old - new)

    def keep(self) -> None:
        """Add the counts to the words that are known, with keys for new ones; forget words that no service has."""
        changed = sorted(word for word, more in self._more.items() if more)
        for words in chunks(changed, CHUNK):
            known = {one.word: one for one in ServiceWord.objects.filter(word__in=words)}
            for one in known.values():
                one.services += self._more[one.word]
            ServiceWord.objects.bulk_update(known.values(), ["services"], batch_size=300)
            ServiceWord.objects.filter(pk__in=[one.pk for one in known.values() if one.services <= 0]).delete()
            self._add([word for word in words if word not in known and self._more[word] > 0])
        self._more.clear()

    def _add(self, words: Sequence[str]) -> None:
        added = ServiceWord.objects.bulk_create(ServiceWord(word=word, services=self._more[word]) for word in words)
        ServiceWordKey.objects.bulk_create(
            ServiceWordKey(key=key, word=word) for word in added for key in sorted(spelling.keys(word.word))
        )


def line_of(service: Service, *, other_names: Iterable[str], area: str) -> str:
    """Return the line of words by which a service is found; the name of its area counts as part of its address."""
    return spelling.searched(
        name=service.name,
        other_names=other_names,
        address=f"{service.address} {area}",
        postcode=service.postcode,
        code=service.code,
    )


@transaction.atomic
def find_by_words(services: Sequence[Service]) -> None:
    """Write down, for these services, the words that they are found by now."""
    count = WordCount()
    others: dict[int, list[str]] = {}
    for name in ServiceName.objects.filter(service__in=services).order_by("pk"):
        others.setdefault(name.service_id, []).append(name.name)
    areas = dict(Area.objects.filter(services__in=services).values_list("pk", "name"))
    for service in services:
        area = areas.get(service.area_id or 0, "")
        line = line_of(service, other_names=others.get(service.pk, ()), area=area)
        count.change(before=service.searched, after=line)
        service.searched = line
    Service.objects.bulk_update(services, ["searched"], batch_size=300)
    count.keep()
