"""The words that stories are told in: given, when, then, over one page of a real browser."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page, Request

    from tests.journeys.conftest import Site

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Story:
    """One person at one browser. Each step fails on a request to another host and on an error in the console."""

    def __init__(self, *, site: "Site", context: "BrowserContext", axe: str, has_script: bool) -> None:
        self.site = site
        self.context = context
        self.has_script = has_script
        self._axe = axe
        self.strange_requests: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", self._note)

    def _note(self, request: "Request") -> None:
        if not request.url.startswith((self.site.address, "data:", "about:")):
            self.strange_requests.append(request.url)

    def end(self) -> None:
        """Close the browser's window; nothing may have been asked of anybody else."""
        self.context.close()
        assert self.strange_requests == []

    # given

    def given_i_am_signed_in_as(self, role: str) -> None:
        email, password = self.site.sign_ins[role]
        self.page.goto("/accounts/login/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/staff/**")

    # when

    def when_i_go_to(self, path: str) -> None:
        self.page.goto(path)

    def when_i_choose(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def when_i_fill(self, label: str | re.Pattern[str], words: str) -> None:
        self.page.get_by_label(label).fill(words)

    def when_i_press(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=name).click()

    def when_i_follow(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def when_i_continue(self) -> None:
        self.when_i_press(re.compile("^Continue$"))

    # then

    def then_i_see(self, words: str | re.Pattern[str]) -> None:
        """The words stand on the page, and the page is accessible."""
        from playwright.sync_api import expect

        expect(self.page.get_by_text(words).first).to_be_visible()
        self.then_the_page_is_accessible()

    def then_the_heading_is(self, words: str | re.Pattern[str]) -> None:
        from playwright.sync_api import expect

        expect(self.page.get_by_role("heading", level=1, name=words)).to_be_visible()
        self.then_the_page_is_accessible()

    def then_i_am_told_what_is_wrong(self, words: str | re.Pattern[str]) -> None:
        """The title begins with "Error: ", and the summary at the top links to the field."""
        assert self.page.title().startswith("Error: "), self.page.title()
        summary: Locator = self.page.locator(".nhsuk-error-summary")
        link = summary.get_by_role("link", name=words)
        assert link.count() == 1, summary.inner_text()
        target = (link.get_attribute("href") or "").lstrip("#")
        assert self.page.locator(f"[id='{target}']").count() == 1
        self.then_the_page_is_accessible()

    def then_the_page_is_accessible(self) -> None:
        """axe finds nothing, and nothing has to be scrolled sideways."""
        if not self.has_script:
            return
        self.page.evaluate(self._axe)
        found: dict[str, Any] = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
        )
        violations = [
            f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']][:3]}"
            for each in found["violations"]
        ]
        assert violations == [], f"{self.page.url}: {violations}"
        overflow: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{self.page.url} is {overflow} pixels too wide"
