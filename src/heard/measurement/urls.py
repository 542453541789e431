"""Addresses of measurement. The live stream stands ahead of Django: see heard.measurement.stream."""

from django.urls import path

from heard.measurement.views import counts, live, themes

app_name = "measurement"

staff_urlpatterns = [
    path("live/", live.campaigns, name="campaigns"),
    path("live/<slug:campaign>/", live.live, name="live"),
    path("live/<slug:campaign>/themes/", themes.themes, name="themes"),
    path("live/<slug:campaign>/themes/draw/", themes.draw, name="themes_draw"),
    path("live/<slug:campaign>/themes/export/", themes.export, name="themes_export"),
    path("counts/", counts.counts, name="counts"),
    path("counts/example.csv", counts.example, name="counts_example"),
    path("counts/<int:counts>/remove/", counts.remove, name="remove_counts"),
]
