"""Addresses of measurement. The live stream stands ahead of Django: see heard.measurement.stream."""

from django.urls import path

from heard.measurement.views import (
    agreement,
    alerts,
    awareness,
    compare,
    counts,
    funnel,
    live,
    networks,
    reach,
    themes,
)

app_name = "measurement"

staff_urlpatterns = [
    path("live/", live.campaigns, name="campaigns"),
    path("live/<slug:campaign>/", live.live, name="live"),
    path("live/<slug:campaign>/funnel/", funnel.funnel, name="funnel"),
    path("live/<slug:campaign>/funnel/export/<kind>/", funnel.export, name="funnel_export"),
    path("live/<slug:campaign>/wall/", live.wall, name="wall"),
    path("live/<slug:campaign>/alerts/", alerts.alerts, name="alerts"),
    path("live/<slug:campaign>/alerts/<int:alert>/seen/", alerts.seen, name="alert_seen"),
    path("live/<slug:campaign>/costs/", funnel.costs, name="costs"),
    path("live/<slug:campaign>/compare/", compare.compare, name="compare"),
    path("live/<slug:campaign>/themes/", themes.themes, name="themes"),
    path("live/<slug:campaign>/themes/draw/", themes.draw, name="themes_draw"),
    path("live/<slug:campaign>/themes/export/", themes.export, name="themes_export"),
    path("live/<slug:campaign>/networks/", networks.networks, name="networks"),
    path("live/<slug:campaign>/networks/columns/", networks.columns, name="network_columns"),
    path("live/<slug:campaign>/networks/names/", networks.names, name="network_names"),
    path("live/<slug:campaign>/networks/<int:imported>/", networks.export, name="network_export"),
    path("live/<slug:campaign>/networks/<int:imported>/remove/", networks.remove, name="remove_network"),
    path("live/<slug:campaign>/reach/", reach.reach, name="reach"),
    path("live/<slug:campaign>/reach/population/", reach.population, name="reach_population"),
    path("live/<slug:campaign>/reach/overlap/", reach.overlap, name="reach_overlap"),
    path("live/<slug:campaign>/reach/overlaps/remove/", reach.forget_overlaps, name="reach_overlaps_remove"),
    path("live/<slug:campaign>/awareness/", awareness.awareness, name="awareness"),
    path("live/<slug:campaign>/awareness/<int:imported>/remove/", awareness.remove, name="remove_survey"),
    path("agreement/", agreement.choose, name="agreement"),
    path("agreement/of/<slug:slug>/", agreement.agreement_of, name="agreement_of"),
    path("agreement/of/<slug:slug>/line/", agreement.line, name="agreement_line"),
    path("agreement/notices/<int:notice_id>/seen/", agreement.seen, name="agreement_seen"),
    path("counts/", counts.counts, name="counts"),
    path("counts/example.csv", counts.example, name="counts_example"),
    path("counts/<int:counts>/remove/", counts.remove, name="remove_counts"),
]
