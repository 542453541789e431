"""What managers answer about the film in British Sign Language."""

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from heard.campaigns import films
from heard.campaigns.actions.filming import Upload
from heard.design import fields, forms


class FilmForm(forms.Form):
    """A film with captions to serve, or an address outside to lead to."""

    standing = fields.RadiosField(
        label=_("The film that is there"),
        choices=[("keep", _("Keep it, or change it below")), ("remove", _("Take it away"))],
        initial="keep",
    )
    film = fields.FileField(
        label=_("Film"),
        hint=_("MP4 or WebM, 200 MB at most. It is served from this site."),
        accept=(".mp4", ".webm"),
        max_bytes=films.LARGEST_FILM,
        required=False,
    )
    captions = fields.FileField(
        label=_("Captions"),
        hint=_("WebVTT (.vtt), for people who read as well as watch."),
        accept=(".vtt",),
        max_bytes=films.LARGEST_CAPTIONS,
        required=False,
    )
    address = fields.TextField(
        label=_("Or its address on another website"),
        hint=_("Begins with https://. Pages lead to it, and load nothing from it."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, has_film: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_film = has_film
        if not (has_film or (kwargs.get("initial") or {}).get("address")):
            del self.fields["standing"]

    def clean(self) -> dict[str, Any]:
        """Check that there is one film, that the files are what their names say, and that the address is safe."""
        given = super().clean() or self.cleaned_data
        if self.takes_away:
            return given
        film, captions, address = given.get("film"), given.get("captions"), given.get("address")
        if film and not films.is_film(film.read(16), ending=_ending(film.name)):
            self.add_error("film", _("This file is not an MP4 or WebM film. Export it again and choose it anew"))
        if captions and not films.are_captions(captions.read(16)):
            self.add_error("captions", _("This file is not WebVTT: it must begin with the word WEBVTT"))
        if address and not _is_safe(address):
            self.add_error("address", _("Write the whole address, beginning with https://"))
        if film and address:
            self.add_error("address", _("Choose a film or write an address, not both"))
        if not self.errors and not (film or address or (captions and self.has_film)):
            self.add_error("film", _("Choose a film, or write its address"))
        if not self.errors and captions and address:
            self.add_error("captions", _("Captions belong to a film that is served from this site"))
        return given

    @property
    def takes_away(self) -> bool:
        """Whether the film is to be taken away."""
        return self.cleaned_data.get("standing") == "remove"

    @property
    def film_upload(self) -> Upload | None:
        """The film that was sent."""
        return _upload(self.cleaned_data.get("film"))

    @property
    def captions_upload(self) -> Upload | None:
        """The captions that were sent."""
        return _upload(self.cleaned_data.get("captions"))


def _upload(sent: Any) -> Upload | None:
    return Upload(file=sent, ending=_ending(sent.name)) if sent else None


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _is_safe(address: str) -> bool:
    try:
        URLValidator(schemes=["https"])(address)
    except ValidationError:
        return False
    return True
