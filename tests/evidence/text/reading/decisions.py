"""A small shipped model, and what people decided besides: a theme that it does not know, in words of their own."""

from functools import cache

from evidence.text.reading.labelled import Labelled
from evidence.text.reading.model import Model
from evidence.text.reading.training import Settings, learn
from tests.evidence.text.reading.lessons import lessons

SETTINGS = Settings(steps=25, penalty=0.1)


@cache
def base() -> Model:
    taught = lessons()
    return learn(taught, themes=taught.themes(), version="themes-0", card={})


def decided(count: int = 150, *, theme: str = "home-care") -> list[Labelled]:
    """Every third comment is on help at home, every third on waiting; each is another person's."""
    return [
        Labelled(
            text=(
                f"the carer washed dad at home on day{number}",
                "we waited and waited",
                "all as it should be",
            )[number % 3],
            respondent=f"person {number}",
            question="",
            service="",
            labels=frozenset(((theme,), ("timeliness",), ())[number % 3]),
            tone=(1, 4, 2)[number % 3],
        )
        for number in range(count)
    ]
