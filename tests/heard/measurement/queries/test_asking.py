"""A query string becomes a frozen query, or one plain sentence."""

import contextlib
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.measurement.queries import BadQuery, By, FigureQuery

WAVES, PARTNERS = {1, 2}, {7}


def parse(**params: str) -> FigureQuery:
    return FigureQuery.parse(params, waves=WAVES, partners=PARTNERS)


@pytest.mark.parametrize(
    ("params", "query"),
    [
        ({}, FigureQuery()),
        ({"by": "day"}, FigureQuery(by=By.DAY)),
        ({"by": " wave "}, FigureQuery(by=By.WAVE)),
        ({"since": "2020-07-08"}, FigureQuery(since=date(2020, 7, 8))),
        (
            {"since": "2020-07-08", "until": "2020-07-08"},
            FigureQuery(since=date(2020, 7, 8), until=date(2020, 7, 8)),
        ),
        ({"wave": "2", "partner": "7"}, FigureQuery(wave=2, partner=7)),
        ({"wave": "", "since": "", "utm_source": "x"}, FigureQuery()),
    ],
)
def test_what_is_asked_is_understood(params: dict[str, str], query: FigureQuery):
    assert parse(**params) == query


@pytest.mark.parametrize(
    ("params", "field", "sentence"),
    [
        (
            {"by": "colour"},
            "by",
            "Figures can be shown by placement, partner, wave, channel, post, language, day, hour or area.",
        ),
        ({"since": "8 July"}, "since", "“8 July” is not a day. Write it as 2020-07-08."),
        ({"until": "2020-02-30"}, "until", "“2020-02-30” is not a day. Write it as 2020-07-08."),
        ({"since": "2020-07-09", "until": "2020-07-08"}, "until", "The last day comes before the first day."),
        ({"wave": "3"}, "wave", "This campaign has no such wave."),
        ({"wave": "one"}, "wave", "This campaign has no such wave."),
        ({"wave": "²"}, "wave", "This campaign has no such wave."),
        ({"wave": "9" * 5000}, "wave", "This campaign has no such wave."),
        ({"partner": "-7"}, "partner", "This campaign has no such partner."),
    ],
)
def test_what_cannot_be_answered_is_said_plainly(params: dict[str, str], field: str, sentence: str):
    with pytest.raises(BadQuery) as refused:
        parse(**params)

    assert refused.value.field == field
    assert str(refused.value) == sentence


@pytest.mark.parametrize("params", [{"by": "day"}, {"since": "2020-07-08"}, {"wave": "1"}])
def test_a_partner_may_not_cut_the_figures(params: dict[str, str]):
    with pytest.raises(BadQuery, match="Partners see"):
        FigureQuery.parse(params, waves=WAVES, partners=PARTNERS, is_limited=True)


@given(
    st.builds(
        FigureQuery,
        by=st.sampled_from(By),
        since=st.none() | st.dates(date(2019, 1, 1), date(2020, 1, 1)),
        until=st.none() | st.dates(date(2020, 1, 2), date(2021, 1, 1)),
        wave=st.none() | st.sampled_from(sorted(WAVES)),
        partner=st.none() | st.sampled_from(sorted(PARTNERS)),
    )
)
def test_an_address_asks_the_query_it_was_made_from(query: FigureQuery):
    assert parse(**dict(parse_qsl(query.address()))) == query


@given(st.dictionaries(st.sampled_from(["by", "since", "until", "wave", "partner"]), st.text(max_size=30)))
def test_nothing_but_a_plain_refusal_comes_of_nonsense(params: dict[str, str]):
    with contextlib.suppress(BadQuery):
        assert isinstance(parse(**params), FigureQuery)
