"""Which services of open networks may be asked: those that the site's settings name, and no other address."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from heard.measurement.connectors.posts import Allowed, Service
from heard.measurement.models import Network, Watch

_NAMES = {"mastodon": Network.MASTODON, "bluesky": Network.BLUESKY}
JETSTREAM = "jetstream"


class ServiceNotAllowed(Exception):
    """The service is not among those that the settings allow."""


@dataclass(frozen=True, kw_only=True)
class AllowedService:
    """A service that may be asked. `name` is its host, as it is shown."""

    network: Network
    address: str

    @property
    def name(self) -> str:
        """Return the service's host, with its port where it has one."""
        return urlsplit(self.address).netloc


def allowed_services() -> tuple[AllowedService, ...]:
    """Return the services that HEARD_MENTION_SERVICES names, in its order."""
    return tuple(
        AllowedService(network=_NAMES[name], address=address) for name, address in _settings() if name in _NAMES
    )


def service_of(watch: Watch) -> Service:
    """Return what asks a watch's service. Raises ServiceNotAllowed, or NotInstalled where no client is here."""
    if (watch.network, watch.service) not in {(each.network.value, each.address) for each in allowed_services()}:
        raise ServiceNotAllowed
    allowed = Allowed.of(address for _name, address in _settings())
    login = settings.HEARD_MENTION_LOGINS.get(urlsplit(watch.service).netloc, "")
    if watch.network == Network.MASTODON:
        from heard.measurement.connectors.mastodon import MastodonService

        return MastodonService(address=watch.service, allowed=allowed, token=login)
    from heard.measurement.connectors.bluesky import BlueskyService

    stream = next((address for name, address in _settings() if name == JETSTREAM), "")
    return BlueskyService(address=watch.service, allowed=allowed, stream=stream, login=login)


def _settings() -> tuple[tuple[str, str], ...]:
    pairs = (word.partition("=")[::2] for word in settings.HEARD_MENTION_SERVICES)
    return tuple((name.strip().lower(), address.strip().rstrip("/")) for name, address in pairs)
