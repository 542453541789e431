"""Where the pages of one public form are."""

from dataclasses import dataclass

from django.urls import reverse

from evidence.journey import CHECK_STEP, Step


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """The addresses of one form's pages, by the slugs of its campaign and of itself."""

    campaign: str
    form: str

    def step(self, step: Step, *, change: bool = False) -> str:
        """Return the address of a step; with `change`, its answer leads back to the check of answers."""
        if step == CHECK_STEP:
            return self.check
        more = "?change=1" if change else ""
        if step.piece:
            return self._at("piece_page", step.page, step.piece) + more
        return self._at("page", step.page) + more

    def remove(self, piece: str) -> str:
        """Return where one piece is taken out."""
        return self._at("remove_piece", piece)

    @property
    def home(self) -> str:
        """What all of the form's addresses in this language begin with, and no other form's."""
        return f"{self.landing}{self.form}/"

    @property
    def start(self) -> str:
        """Where the form begins; the cookie is set there."""
        return self._at("start")

    @property
    def check(self) -> str:
        """Where answers are checked before sending."""
        return self._at("check")

    @property
    def sent(self) -> str:
        """What is shown after sending."""
        return self._at("sent")

    @property
    def saved(self) -> str:
        """Where the form is saved for later, and its code shown."""
        return self._at("saved")

    @property
    def my_page(self) -> str:
        """Where somebody who has just sent the form opens the page behind their code."""
        return self._at("my_page")

    @property
    def come_back(self) -> str:
        """Where the code of a form that was saved is entered."""
        return self._at("come_back")

    @property
    def clear(self) -> str:
        """Where the answers are erased."""
        return self._at("clear")

    @property
    def tell_us_now(self) -> str:
        """Where one line about someone at risk is sent at once."""
        return self._at("tell_us_now")

    @property
    def told_us_now(self) -> str:
        """What is shown after that line was sent."""
        return self._at("told_us_now")

    @property
    def services(self) -> str:
        """Where services are looked up while someone types."""
        return self._at("service_search")

    @property
    def landing(self) -> str:
        """The campaign's own page."""
        return reverse("campaigns:landing", args=[self.campaign])

    @property
    def contact(self) -> str:
        """Where the campaign says who can be called."""
        return reverse("campaigns:contact", args=[self.campaign])

    def _at(self, name: str, *more: str) -> str:
        return reverse(f"feedback:{name}", args=[self.campaign, self.form, *more])
