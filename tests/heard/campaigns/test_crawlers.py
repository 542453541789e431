"""Who a visitor seems to be."""

import pytest

from heard.campaigns.crawlers import _class_of, classify, is_visit
from heard.campaigns.models import VisitClass

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"


@pytest.mark.parametrize(
    "user_agent",
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
        f"{PHONE} [FBAN/FBIOS;FBAV/430.0.0.0;FBDV/iPhone14,5;FBLC/en_GB]",
        f"{PHONE} Instagram 301.0.0.0.0 (iPhone14,5; iOS 17_0; en_GB; scale=3.00)",
        f"{PHONE} Twitter for iPhone/9.60",
        f"{PHONE} [LinkedInApp]/9.29",
        f"{PHONE} [Pinterest/iOS]",
        f"{PHONE} Snapchat/12.50",
        "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 BytedanceWebview/d8a21c6",
    ],
)
def test_people_are_people_also_in_the_browsers_inside_apps(user_agent):
    assert classify(method="GET", headers={"user-agent": user_agent}) == (VisitClass.HUMAN, "")


@pytest.mark.parametrize(
    "user_agent",
    [
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
        "Twitterbot/1.0",
        "WhatsApp/2.23.20.0",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
        "TelegramBot (like TwitterBot)",
        "http.rb/5.1.1 (Mastodon/4.2.0; +https://social.example.org/) Bot",
        "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    ],
)
def test_fetchers_of_preview_cards_are_previews(user_agent):
    assert classify(method="GET", headers={"user-agent": user_agent})[0] is VisitClass.PREVIEW


@pytest.mark.parametrize(
    ("user_agent", "reason"),
    [
        ("", "no-user-agent"),
        ("   ", "no-user-agent"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "known-crawler"),
        ("curl/7.88.1", "known-crawler"),
        ("python-requests/2.31", "known-crawler"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36", "known-crawler"),
    ],
)
def test_programs_are_bots_with_a_reason(user_agent, reason):
    assert classify(method="GET", headers={"user-agent": user_agent}) == (VisitClass.BOT, reason)


def test_a_request_without_any_user_agent_is_a_bot():
    assert classify(method="GET", headers={})[0] is VisitClass.BOT


def test_head_is_no_visit():
    assert not is_visit(method="HEAD", headers={"user-agent": PHONE})


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-purpose": "preview"},
        {"x-moz": "prefetch"},
    ],
)
def test_fetching_ahead_is_no_visit(headers):
    assert not is_visit(method="GET", headers={"user-agent": PHONE, **headers})


def test_a_visitor_who_declines_is_no_visit():
    assert not is_visit(method="GET", headers={"user-agent": PHONE}, declined=True)


def test_a_plain_get_is_a_visit():
    assert is_visit(method="GET", headers={"user-agent": PHONE})


def test_of_a_page_of_text_for_a_browsers_name_no_more_is_looked_at_or_kept_than_names_are_long():
    page = f"{PHONE} {'x' * 60_000}"
    first = classify(method="GET", headers={"user-agent": f"{page}1"})
    looked_at = _class_of.cache_info().misses

    again = classify(method="GET", headers={"user-agent": f"{page}2"})

    assert (first, again) == ((VisitClass.HUMAN, ""), (VisitClass.HUMAN, ""))
    assert _class_of.cache_info().misses == looked_at
