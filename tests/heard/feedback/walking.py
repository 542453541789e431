"""Walks the public form as a browser without script does: reads the page, fills in its fields, presses a button."""

import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

Fields = dict[str, str | list[str]]


class _Reader(HTMLParser):
    """Collects the title, the first heading, every form with its fields, and the text of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.links: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self._texts: list[str] = []
        self._textarea: str | None = None
        self._skipping = 0
        self.checked: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id"):
            self.ids.add(str(named["id"]))
        if tag in {"script", "style"}:
            self._skipping += 1
        if tag == "a":
            self.links.append((str(named.get("href")), ""))
        if tag == "form":
            self.forms.append({"action": named.get("action") or "", "fields": {}, "names": set()})
        if tag in {"input", "textarea"} and named.get("name") and self.forms:
            name, form = str(named["name"]), self.forms[-1]
            form["names"].add(name)
            if named.get("type") in {"radio", "checkbox"}:
                form.setdefault("choices", {}).setdefault(name, []).append(named.get("value"))
                if "checked" in named:
                    form["fields"].setdefault(name, []).append(named.get("value") or "")
            elif tag == "textarea":
                self._textarea = name
                form["fields"][name] = [""]
            else:
                form["fields"][name] = [named.get("value") or ""]

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._skipping -= 1
        if tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea and self.forms:
            self.forms[-1]["fields"][self._textarea][0] += data
        if not self._skipping:
            self._texts.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self._texts))


class Walker:
    """One person at one form, in one browser. `page` is what they see; `path` is where they are."""

    def __init__(self, home: str, client: Client | None = None) -> None:
        self.client = client or Client()
        self.home = home
        self.response: HttpResponse
        self.path = ""

    def start(self, query: str = "") -> "Walker":
        return self.open(f"{self.home}start/{query}")

    def open(self, path: str) -> "Walker":
        return self._land(self.client.get(path, follow=True), path)

    def tab(self) -> "Walker":
        """Return another tab of the same browser, on the same page."""
        other = Walker(self.home, self.client)
        other.response, other.path = self.response, self.path
        return other

    def answer(self, form: int = 0, **fields: str | list[str]) -> "Walker":
        """Fill in fields (`_` in a name stands for `-`) and press the button of a form of the page."""
        return self.send({name.replace("_", "-"): value for name, value in fields.items()}, form=form)

    def send(self, fields: Fields, *, form: int = 0) -> "Walker":
        shown = self.read.forms[form]
        data = {**shown["fields"], **fields}
        target = shown["action"] or self.path
        return self._land(self.client.post(target, data, follow=True), target)

    def _land(self, response: Any, asked: str) -> "Walker":
        chain = getattr(response, "redirect_chain", [])
        self.response = response
        self.path = chain[-1][0] if chain else asked
        return self

    @property
    def read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.response.content.decode())
        return reader

    @property
    def text(self) -> str:
        return self.read.text

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def title(self) -> str:
        found = re.search(r"<title[^>]*>\s*(.*?)\s*</title>", self.response.content.decode(), re.DOTALL)
        return found[1] if found else ""

    @property
    def slug(self) -> str:
        """Where the person is: the page's own part of the path."""
        return self.path.partition("?")[0].removeprefix(self.home).strip("/")

    @property
    def fields(self) -> dict[str, list[str]]:
        """What stands in the first form's fields."""
        found: dict[str, list[str]] = self.read.forms[0]["fields"]
        return found
