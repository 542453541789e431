"""Casework's addresses: those of staff, and the pages of a person who comes back with their code."""

from django.urls import path

from heard.casework.privacy_urls import privacy_urlpatterns
from heard.casework.views import (
    case,
    coding,
    flagging,
    grouping,
    hiding,
    openings,
    own_copies,
    queue,
    returning,
    sitting,
    talking,
    telling,
)

app_name = "casework"

public_urlpatterns = [
    path("my-feedback/", returning.door, name="my_feedback"),
    path("my-feedback/messages/", talking.talk, name="my_feedback_messages"),
    path("my-feedback/tell-me/", telling.tell, name="my_feedback_tell"),
    path("my-feedback/copy/", returning.copy, name="my_feedback_copy"),
    path("my-feedback/own-copy/", own_copies.own_copy, name="my_feedback_own_copy"),
    path("my-feedback/own-copy/file/", own_copies.own_copy_file, name="my_feedback_own_copy_file"),
    path("my-feedback/add/<int:ordinal>/", returning.add, name="my_feedback_add"),
    path("my-feedback/who/<int:consent_id>/", returning.narrow, name="my_feedback_narrow"),
    path("my-feedback/take-back/", returning.withdraw, name="my_feedback_withdraw"),
    path("my-feedback/erase/", returning.erase, name="my_feedback_erase"),
    path("my-feedback/done/", returning.done, name="my_feedback_done"),
    path("my-feedback/leave/", returning.leave, name="my_feedback_leave"),
]

staff_urlpatterns = [
    path("queue/", queue.choose, name="queue"),
    path("queue/<slug:slug>/", queue.queue_of, name="queue_of"),
    path("queue/<slug:slug>/export/", queue.export, name="export"),
    path("groups/", grouping.choose, name="groups"),
    path("groups/of/<slug:slug>/", grouping.groups_of, name="groups_of"),
    path("groups/of/<slug:slug>/find/", grouping.find, name="groups_find"),
    path("groups/<int:group_id>/", grouping.group, name="group"),
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
    path("cases/<int:case_id>/open/contact/", openings.open_contact, name="open_contact"),
    path("cases/<int:case_id>/open/words/<int:text_id>/", openings.open_words, name="open_words"),
    path("decide/", sitting.choose, name="decide"),
    path("decide/<slug:slug>/", sitting.decide_of, name="decide_of"),
    path("cases/<int:case_id>/decide/", sitting.decide_case, name="decide_case"),
    path("coding/", coding.choose, name="coding"),
    path("coding/of/<slug:slug>/", coding.coding_of, name="coding_of"),
    path("coding/of/<slug:slug>/new/", coding.start, name="coding_new"),
    path("coding/<int:set_id>/", coding.coding_set, name="coding_set"),
    path("coding/<int:set_id>/<int:position>/", coding.code, name="code"),
    path("coding/<int:set_id>/<int:position>/settle/", coding.settle, name="settle"),
    path("coding/<int:set_id>/settle/", coding.settle_agreed, name="settle_agreed"),
    path("coding/<int:set_id>/end/", coding.end, name="coding_end"),
    path("cases/<int:case_id>/open/message/<uuid:message_id>/", openings.open_message, name="open_message"),
    path("openings/", openings.choose, name="openings"),
    path("openings/of/<slug:slug>/", openings.openings_of, name="openings_of"),
    path("openings/of/<slug:slug>/rule/", openings.opening_rule, name="opening_rule"),
    path("openings/<int:opening_id>/", openings.opening, name="opening"),
    path("openings/<int:opening_id>/open/", openings.open_agreed, name="open_agreed"),
    path("cases/<int:case_id>/hide/", hiding.hide, name="hide"),
    path("cases/<int:case_id>/flags/<int:flag_id>/dismiss/", flagging.dismiss_flag, name="dismiss_flag"),
    *privacy_urlpatterns,
]
