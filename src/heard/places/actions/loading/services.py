"""Loading lists of services."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from heard.accounts.models import Organisation, User
from heard.places.actions.loading.by_code import load_by_code
from heard.places.actions.loading.cells import choice_of, code_of, known, name_of, postcode_of, text_of
from heard.places.actions.loading.report import LoadReport, Mode, Progress, record_load
from heard.places.models import Area, Service, ServiceKind, ServiceStatus
from heard.places.reading import Row


@transaction.atomic
def load_services(
    *,
    rows: Iterable[Row],
    by: User | None,
    now: datetime,
    mode: Mode = Mode.MERGE,
    is_fictional: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Add and change services by their code. Columns: code, name, kind, and address, postcode, area, provider, status.

    `area` is an official code; `provider` is the short name by which an organisation stands in addresses.
    A full list (`Mode.REPLACE`) closes the services that it leaves out; their history stays.
    """
    report = LoadReport()
    areas = dict(Area.objects.values_list("code", "pk"))
    providers = dict(Organisation.objects.values_list("slug", "pk"))

    def service_of(row: Row) -> Service:
        return Service(
            code=code_of(row, longest=20),
            name=name_of(row, longest=200),
            kind=choice_of(row.get("kind", ""), ServiceKind, what="kind"),
            address=text_of(row, "address", longest=200),
            postcode=postcode_of(row),
            area_id=known(row.get("area", "").upper(), areas, what="area"),
            provider_id=known(row.get("provider", "").lower(), providers, what="provider"),
            status=choice_of(row.get("status", "") or ServiceStatus.ACTIVE, ServiceStatus, what="status"),
            is_fictional=is_fictional,
        )

    fields = ("name", "kind", "address", "postcode", "area_id", "provider_id", "status", "is_fictional")
    taken = load_by_code(Service, rows, make=service_of, fields=fields, report=report, progress=progress)
    if mode is Mode.REPLACE:
        left_out = Service.objects.filter(status=ServiceStatus.ACTIVE).exclude(code__in=taken)
        report.ended = left_out.update(status=ServiceStatus.CLOSED)
    record_load("places.services.loaded", Service(), report, by=by, now=now)
    return report
