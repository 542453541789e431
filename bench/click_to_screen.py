"""How long after a click its figure is on an open page: from the click's own answer to the stream's event.

Usage: python bench/click_to_screen.py --site http://127.0.0.1:8000 --password WORDS --campaign SLUG --link CODE
[--email manager@good-care.example.org] [--page funnel/] [--clicks 20]. Needs a site that runs, such as the demo.
Prints one JSON line. Each click waits until its event came; drawing it in the browser takes a few milliseconds more.
"""

import argparse
import http.client
import json
import random
import re
import time
from http.cookiejar import CookieJar
from statistics import median
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("site", "password", "campaign", "link"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--email", default="manager@good-care.example.org")
    parser.add_argument("--page", default="", choices=("", "funnel/", "wall/"))
    parser.add_argument("--clicks", type=int, default=20)
    asked = parser.parse_args()
    cookies = _signed_in(asked.site, asked.email, asked.password)
    host = urlsplit(asked.site).netloc
    stream = http.client.HTTPConnection(host, timeout=60)
    stream.request("GET", f"/staff/live/{asked.campaign}/{asked.page}stream/", headers={"Cookie": cookies})
    events = stream.getresponse()
    _until_figures(events)
    waits = []
    for _ in range(asked.clicks):
        time.sleep(random.uniform(0.5, 1.5))
        began = time.perf_counter()
        _click(host, asked.link)
        _until_figures(events)
        waits.append((time.perf_counter() - began) * 1_000)
    waits.sort()
    print(
        json.dumps(
            {
                "bench": "click_to_screen",
                "page": asked.page or "live",
                "clicks": len(waits),
                "median_ms": round(median(waits)),
                "most_ms": round(waits[-1]),
                "under_1_s": sum(wait < 1_000 for wait in waits),
            }
        )
    )


def _click(host: str, link: str) -> None:
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", f"/l/{link}", headers={"User-Agent": BROWSER, "Accept": "text/html"})
    status = connection.getresponse().status
    connection.close()
    if status != 302:
        raise SystemExit(f"The link answered {status}, not 302.")


def _until_figures(events: http.client.HTTPResponse) -> None:
    """Read on until an event of figures has come whole."""
    is_figures = False
    while line := events.readline():
        is_figures = is_figures or line.startswith(b"event: figures")
        if is_figures and line == b"\n":
            return
    raise SystemExit("The stream ended.")


def _signed_in(site: str, email: str, password: str) -> str:
    jar = CookieJar()
    opener: OpenerDirector = build_opener(HTTPCookieProcessor(jar))
    with opener.open(f"{site}/staff/") as page:
        address, html = page.url, page.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    if token is None:
        raise SystemExit("The page to sign in has no token.")
    form = {"login": email, "password": password, "csrfmiddlewaretoken": token.group(1)}
    opener.addheaders = [("Referer", address)]
    opener.open(address, urlencode(form).encode()).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


if __name__ == "__main__":
    main()
