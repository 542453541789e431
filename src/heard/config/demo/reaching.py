"""Exports as networks would give them of the made-up campaign, and a made-up survey: simulated, and named so."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from evidence.exports import LEFT_OUT
from evidence.worlds.chance import Chance
from heard.campaigns.links import short_address
from heard.campaigns.models import Channel
from heard.config.demo.stage import Stage
from heard.measurement.actions.networks import Told, import_network, remember_columns, remember_names
from heard.measurement.actions.reaching import set_reach_population
from heard.measurement.actions.surveys import COLUMNS, import_survey
from heard.measurement.queries.networks import named, names

MANAGER = "manager@good-care.example.org"
ADULTS = 2_400_000
_CHANNELS = {Channel.FACEBOOK, Channel.INSTAGRAM}
SHOWN, COST = 4_000, 0.002
"""How often an advertisement is shown on a usual day, and what showing it once costs in pounds."""


class NotTaken(Exception):
    """A simulated file was not taken in: the demonstration and the reading of exports no longer fit."""


def bring_in(*, stage: Stage, seed: int, now: datetime) -> None:
    """Bring in advertisements on Meta and TikTok, posts on X, mentions of the hashtag, and a survey of two waves."""
    chance = Chance(seed, 9, 0)
    first = stage.campaign.starts_on
    last = min(now.date() - timedelta(days=1), stage.campaign.ends_on)
    if last <= first:
        return
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    remember_columns(
        campaign=stage.campaign,
        source="meta-ads",
        columns={"Video plays at 75%": LEFT_OUT},
        by=stage.staff[MANAGER],
        now=now,
    )
    for name, data, told in (
        ("simulated-meta-ads.csv", _advertisements(stage, days, chance), Told(account="Office for Good Care")),
        ("simulated-tiktok-ads.csv", _films(stage, days, chance), Told(first_day=days[0], last_day=days[-1])),
        ("simulated-x-posts.csv", _posts(stage, days, chance), Told()),
        ("simulated-mentions.csv", _mentions(days, chance), Told(network="News and blogs")),
    ):
        report = import_network(
            data=data, file_name=name, campaign=stage.campaign, told=told, by=stage.staff[MANAGER], now=now
        )
        if report.taken is None:
            raise NotTaken(f"{name}: {report.problems or report.unknown}")
    open_names = named(campaign=stage.campaign, rows=names(campaign=stage.campaign, is_open=True))
    remember_names(
        campaign=stage.campaign,
        answers={(one.source, one.subject): one.guess for one in open_names if one.guess},
        by=stage.staff[MANAGER],
        now=now,
    )
    set_reach_population(
        campaign=stage.campaign,
        people=ADULTS,
        who="adults in the shires",
        source="Simulated census",
        by=stage.staff[MANAGER],
        now=now,
    )
    _survey(stage, first, last, now)


def _advertisements(stage: Stage, days: Sequence[date], chance: Chance) -> bytes:
    """Return one row for each advertisement and day, and the row of totals with the reach of the whole window."""
    names = [
        f"{placement.post or 'Film'} {placement.code}"
        for placement in stage.placements.values()
        if placement.channel in _CHANNELS
    ] or ["Film"]
    rows: list[tuple[object, ...]] = []
    for day in days:
        for name in dict.fromkeys(names):
            shown = SHOWN + chance.between(0, SHOWN)
            rows.append(
                (day, day, stage.campaign.title, name, shown * 7 // 10, shown, f"{shown * COST:.2f}", shown // 90)
            )
    shown = sum(int(str(row[5])) for row in rows)
    paid = sum(float(str(row[6])) for row in rows)
    clicks = sum(int(str(row[7])) for row in rows)
    rows.append((days[0], days[-1], "", "", min(shown // 3, ADULTS // 3), shown, f"{paid:.2f}", clicks))
    head = (
        "Reporting starts", "Reporting ends", "Campaign name", "Ad name", "Reach", "Impressions", "Amount spent (GBP)",
        "Link clicks",
    )  # fmt: skip
    return _table(head, rows)


def _films(stage: Stage, days: Sequence[date], chance: Chance) -> bytes:
    """Return one row for the whole window, as TikTok gives it: its reach is without doubles."""
    reached = 90_000 + chance.between(0, 30_000)
    shown = reached * 3 + chance.between(0, 9_000)
    row = (stage.campaign.title, f"{shown * COST:.2f}", "GBP", shown, shown // 120, shown // 80, reached)
    head = ("Campaign name", "Cost", "Currency", "Impressions", "Clicks (destination)", "Clicks (all)", "Reach")
    return _table(head, [row])


def _posts(stage: Stage, days: Sequence[date], chance: Chance) -> bytes:
    """Return the posts on X; each names its short link, by which it is placed."""
    placed = [placement for placement in stage.placements.values() if placement.channel == Channel.X]
    rows = []
    for number, day in enumerate(days[::3], start=1):
        words = "How was your care?"
        if placed:
            words += f" {short_address(placed[number % len(placed)].code)}"
        shown = 900 + chance.between(0, 6_000)
        address = f"https://x.example.org/good-care/{7_000_000 + number}"
        rows.append((7_000_000 + number, f"{day:%a, %b %d, %Y}", words, address, shown, shown // 40, shown // 110))
    return _table(("Post id", "Date", "Post text", "Post Link", "Impressions", "Engagements", "URL Clicks"), rows)


def _mentions(days: Sequence[date], chance: Chance) -> bytes:
    rows = []
    for number in range(120):
        day = days[chance.between(0, len(days) - 1)]
        followers = 200 + chance.between(0, 90_000)
        address = f"https://news.example.org/{number}"
        rows.append(
            (f"{day:%d-%b-%Y} 09:00AM", "A mention", address, "", "", "Made-up outlet", followers, followers // 900)
        )
    return _table(("Date", "Headline", "URL", "Opening Text", "Hit Sentence", "Source", "Reach", "Engagement"), rows)


def _survey(stage: Stage, first: date, last: date, now: datetime) -> None:
    question = "Have you seen anything that asks people how their care was? (yes)"
    rows = [
        (question, "Before", first - timedelta(days=14), first - timedelta(days=7), 1_020, 11.2, "Simulated tracker",
         "By age, sex and region", 1.3),
        (question, "During", max(first, last - timedelta(days=7)), last, 1_004, 17.9, "Simulated tracker",
         "By age, sex and region", 1.3),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        path.write_bytes(_table(COLUMNS, rows))
        report = import_survey(
            path=path, file_name="simulated-tracker.csv", campaign=stage.campaign, by=stage.staff[MANAGER], now=now
        )
    if report.taken is None:
        raise NotTaken(f"simulated-tracker.csv: {report.problems}")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()
