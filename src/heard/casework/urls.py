"""Casework's addresses, all of them for staff."""

from django.urls import path

from heard.casework.views import case, queue

app_name = "casework"

staff_urlpatterns = [
    path("queue/", queue.choose, name="queue"),
    path("queue/<slug:slug>/", queue.queue_of, name="queue_of"),
    path("queue/<slug:slug>/export/", queue.export, name="export"),
    path("cases/<int:case_id>/", case.case, name="case"),
    path("cases/<int:case_id>/assign/", case.assign, name="assign"),
    path("cases/<int:case_id>/status/", case.status, name="status"),
    path("cases/<int:case_id>/raise-risk/", case.raise_risk, name="raise_risk"),
    path("cases/<int:case_id>/close-risk/", case.close_risk, name="close_risk"),
    path("cases/<int:case_id>/note/", case.note, name="note"),
    path("cases/<int:case_id>/message/", case.message, name="message"),
    path("cases/<int:case_id>/messages-read/", case.messages_read, name="messages_read"),
    path("cases/<int:case_id>/themes/", case.themes, name="themes"),
    path("cases/<int:case_id>/tone/", case.tone, name="tone"),
    path("cases/<int:case_id>/narrow/", case.narrow, name="narrow"),
]
