"""Comparisons with the period before, read together."""

from datetime import date, timedelta

from evidence.findings import Finding
from evidence.stats import Period, Window, describe, uplift
from heard.measurement.pages.before import before

THIS = Period(date(2020, 7, 8), date(2020, 7, 28))
EARLIER = THIS.shifted(-364)


def window(period: Period, counts: dict[int, int]) -> Window:
    return Window(
        period=period,
        counts={period.start + timedelta(days=day): number for day, number in counts.items()},
        definition="Forms",
    )


def every_day(number: int) -> dict[int, int]:
    return dict.fromkeys(range(21), number)


def finding(*, who: str, this: dict[int, int], earlier: dict[int, int], notes: tuple[str, ...] = ()) -> Finding:
    result = uplift(this=window(THIS, this), before=window(EARLIER, earlier))
    return describe(result, who=who, what="forms", notes=notes, previous="the same period before")


def test_each_comparison_is_a_sentence_and_a_row_with_its_change_and_interval() -> None:
    found = finding(who="The network", this=every_day(200), earlier=every_day(100))
    shown = before([found, finding(who="The office", this=every_day(3), earlier=every_day(4))])

    assert shown
    assert shown.sentences[0] == found.sentence
    who, what, this, earlier, change = shown.rows[0]
    assert (who, what, this, earlier) == ("The network", "Forms", "4,200 in 21 days", "2,100 in 21 days")
    assert str(change).startswith("+100% (+")
    assert str(shown.rows[1][4]).startswith("−25% (−")


def test_what_cannot_be_compared_says_so_in_its_row() -> None:
    shown = before([finding(who="The office", this={0: 4}, earlier={})])

    assert shown
    assert shown.rows == (("The office", "Forms", "4 in 1 day", "–", "Cannot be compared"),)


def test_what_had_none_before_is_at_least_so_many_more() -> None:
    shown = before([finding(who="The office", this=every_day(40), earlier=every_day(0))])

    assert shown
    assert str(shown.rows[0][4]).startswith("at least +")


def test_each_caveat_is_said_once_and_names_what_it_is_about_where_that_is_not_all() -> None:
    shown = before(
        [
            finding(who="The network", this=every_day(200), earlier=every_day(100), notes=("It moved house.",)),
            finding(who="The office", this=every_day(30), earlier=every_day(40)),
        ]
    )

    assert shown
    texts = [caveat.text for caveat in shown.caveats]
    assert len(texts) == len(set(texts))
    assert shown.caveats[0].text.startswith("A change from one period to another")
    assert shown.caveats[0].about == ()
    assert {caveat.text: caveat.about for caveat in shown.caveats}["It moved house."] == ("The network, forms",)


def test_without_comparisons_there_is_nothing() -> None:
    assert before([]) is None
