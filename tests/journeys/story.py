"""The words that stories are told in: given, when, then, over one page of a real browser."""

import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.journeys.shape import SHAPE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, ViewportSize

    from tests.journeys.conftest import Site

Words = str | re.Pattern[str]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
"""A person's browser: the headless one says what it is, and its visits are set aside as a bot's."""
LOOK = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOST_TABS = 200


class Story:
    """One person at one browser. It fails on a request to another host, an error in the console and a broken answer."""

    def __init__(
        self,
        *,
        site: "Site",
        browser: "Browser",
        axe: str,
        screen: "ViewportSize",
        has_script: bool = True,
        locale: str = "en-GB",
    ) -> None:
        self.site = site
        self.has_script = has_script
        self.troubles: list[str] = []
        self.away = ""
        self.expects_trouble = False
        self._axe = axe
        how: dict[str, Any] = {"viewport": screen, "base_url": site.address, "locale": locale, "user_agent": AGENT}
        self.context = browser.new_context(java_script_enabled=has_script, **how)
        self.context.set_default_timeout(20_000)
        self._glass = None if has_script else browser.new_context(**how).new_page()
        self.page: Page = self.new_tab()

    def new_tab(self) -> "Page":
        """Open another tab of the same browser, watched like the first."""
        page = self.context.new_page()
        page.on("request", self._note_request)
        page.on("response", self._note_response)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.troubles.append(f"script failed: {error}"))
        return page

    def _note_request(self, request: "Request") -> None:
        expected = (self.site.address, "data:", "about:", "blob:", *([self.away] if self.away else []))
        if not request.url.startswith(expected):
            self.troubles.append(f"asked {request.url}")

    def _note_response(self, response: "Response") -> None:
        if response.status >= 500 and not self.expects_trouble:
            self.troubles.append(f"{response.status} from {response.url}")

    def _note_console(self, message: "ConsoleMessage") -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def close(self) -> None:
        """Close the browser's window."""
        self.context.close()
        if self._glass:
            self._glass.context.close()

    def what_is_seen(self) -> str:
        """Return the address and the words of the page, for whoever asks why a story broke off."""
        return f"{self.page.url}\n{self.page.locator('body').inner_text(timeout=5_000)}"

    def nothing_went_wrong(self) -> None:
        """Nothing was asked of anybody else, no script failed and no answer was broken."""
        assert self.troubles == []

    # given

    def given_i_am_signed_in_as(self, who: str) -> None:
        """`who` is the beginning of an address, such as manager@good-care. Each signs in once, for all."""
        kept = self.site.states.get(who)
        if kept:
            self.context.add_cookies(kept)
            self.page.goto("/staff/")
            return
        self.when_i_go_to("/accounts/login/")
        self.then_the_heading_is("Sign in")
        self.when_i_fill("Email address", f"{who}.example.org")
        self.when_i_fill("Password", self.site.password)
        self.when_i_press("Sign in")
        self.then_the_heading_is(re.compile("^Hello"))
        self.site.states[who] = self.context.cookies()

    # when

    def when_i_go_to(self, path: str) -> None:
        self.page.goto(path)

    def when_i_go_back(self) -> None:
        self.page.go_back()

    def when_i_choose(self, label: Words, *, within: "Locator | None" = None) -> None:
        self._field(label, within).check()

    def when_i_fill(self, label: Words, words: str, *, within: "Locator | None" = None) -> None:
        self._field(label, within).fill(words)

    def when_i_pick(self, label: Words, option: Words) -> None:
        if isinstance(option, re.Pattern):
            found = [text for text in self._field(label).locator("option").all_inner_texts() if option.search(text)]
            option = found[0]
        self._field(label).select_option(label=option)

    def when_i_date(self, legend: Words, day: date) -> None:
        """Fill in the three boxes of a date."""
        boxes = self.page.get_by_role("group", name=legend)
        for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.when_i_fill(label, str(number), within=boxes)

    def when_i_press(self, name: Words, *, within: "Locator | None" = None) -> None:
        self._button(name, within).click()

    def when_i_follow(self, name: Words, *, within: "Locator | None" = None) -> None:
        self._link(name, within).click()

    def when_i_look_in_the_queue(self, slug: str, words: str) -> None:
        """Words are sent and stand in no address."""
        self.when_i_go_to(f"/staff/queue/{slug}/")
        self.when_i_fill("Words", words)
        self.when_i_press("Show")
        self.page.wait_for_url(re.compile(r"\?words="))

    def when_i_unfold(self, words: Words) -> None:
        self._summary(words).click()

    def when_i_continue(self) -> None:
        self.when_i_press(re.compile("^Continue$"))

    def _field(self, label: Words, within: "Locator | None" = None) -> "Locator":
        place = within or self.page
        exact = isinstance(label, str)
        return place.get_by_label(label, exact=exact).locator("visible=true").first

    def _button(self, name: Words, within: "Locator | None" = None) -> "Locator":
        return (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str)).first

    def _link(self, name: Words, within: "Locator | None" = None) -> "Locator":
        return (within or self.page).get_by_role("link", name=name, exact=isinstance(name, str)).first

    def _summary(self, words: Words) -> "Locator":
        return self.page.locator("summary").filter(has_text=words).first

    # then

    def then_i_see(self, words: Words) -> None:
        """The words stand on the page, and the page is accessible."""
        self.then_it_says(words)
        self.then_the_page_is_accessible()

    def then_it_says(self, words: Words, *, within: str = "body", times: int | None = None) -> None:
        """The words stand in a part of the page, as often as is said."""
        from playwright.sync_api import expect

        if times is None:
            expect(self.page.locator(within).first).to_contain_text(words)
        else:
            expect(self.page.locator(within).first.get_by_text(words)).to_have_count(times)

    def then_it_does_not_say(self, words: Words, *, within: str = "body") -> None:
        from playwright.sync_api import expect

        expect(self.page.locator(within).first).not_to_contain_text(words)

    def then_the_heading_is(self, words: Words) -> None:
        from playwright.sync_api import expect

        heading = self.page.locator("h1")
        expect(heading).to_have_count(1)
        expect(heading).to_contain_text(words)
        self.then_the_page_is_accessible()

    def then_i_am_told_what_is_wrong(self, words: Words) -> None:
        """The title begins with "Error: ", and the summary at the top links to the field."""
        from playwright.sync_api import expect

        expect(self.page).to_have_title(re.compile("^Error: "))
        summary = self.page.locator(".nhsuk-error-summary")
        link = summary.get_by_role("link", name=words)
        expect(link).to_have_count(1)
        target = (link.get_attribute("href") or "").lstrip("#")
        assert self.page.locator(f"[id='{target}']").count() == 1, f"{self.page.url}: nothing is called {target}"
        self.then_the_page_is_accessible()

    def then_there_is_nothing_at(self, path: str) -> None:
        """A page that says so, and looks the same for what is missing and for what is not theirs."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 404, f"{path}: {answer.status}"

    def then_the_page_is_accessible(self) -> None:
        """axe finds nothing, and nothing has to be scrolled sideways; without script it is read as it came.

        A page of the same shape as one in which axe found nothing is not asked about again: axe takes a second, and
        most stories pass the same pages.
        """
        page = self._as_shown() if self._glass else self.page
        shape = hashlib.sha256(page.evaluate(SHAPE).encode()).hexdigest()
        if shape not in self.site.found_accessible:
            page.evaluate(self._axe)
            found: dict[str, Any] = page.evaluate(LOOK, RULES)
            violations = [
                f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']][:3]}"
                for each in found["violations"]
            ]
            assert violations == [], f"{self.page.url}: {violations}"
            self.site.found_accessible.add(shape)
        overflow: int = page.evaluate(TOO_WIDE)
        assert overflow <= 0, f"{self.page.url} is {overflow} pixels too wide"

    def _as_shown(self) -> "Page":
        """Return a page of a browser with script that shows the same markup, its scripts taken out."""
        assert self._glass
        self.page.wait_for_load_state()
        markup = re.sub(r"<script\b.*?</script>", "", self.page.content(), flags=re.DOTALL)
        address = self.page.url
        self._glass.route(
            lambda url: url == address,
            lambda route: route.fulfill(body=markup, content_type="text/html; charset=utf-8"),
        )
        self._glass.goto(address)
        self._glass.unroute_all()
        return self._glass


class KeyboardStory(Story):
    """The same, told with the keyboard alone: Tab, Enter, Space, the arrows between radio buttons, and letters."""

    def _tab_to(self, target: "Locator") -> None:
        """Press Tab until the target has the focus, as someone does who watches where it goes."""
        target.wait_for()
        handle = target.element_handle()
        for _ in range(MOST_TABS):
            if handle.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: the Tab key never reaches {target}")

    def when_i_choose(self, label: Words, *, within: "Locator | None" = None) -> None:
        target = self._field(label, within)
        target.wait_for()
        handle = target.element_handle()
        if handle.get_attribute("type") != "radio":
            self._tab_to(target)
            self.page.keyboard.press("Space")
            return
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if handle.evaluate("it => it.name === document.activeElement?.name"):
                break
        while not handle.evaluate("it => it === document.activeElement"):
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert target.is_checked()

    def when_i_fill(self, label: Words, words: str, *, within: "Locator | None" = None) -> None:
        self._tab_to(self._field(label, within))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def when_i_press(self, name: Words, *, within: "Locator | None" = None) -> None:
        self._tab_to(self._button(name, within))
        self.page.keyboard.press("Enter")

    def when_i_follow(self, name: Words, *, within: "Locator | None" = None) -> None:
        self._tab_to(self._link(name, within))
        self.page.keyboard.press("Enter")

    def when_i_unfold(self, words: Words) -> None:
        self._tab_to(self._summary(words))
        self.page.keyboard.press("Enter")
