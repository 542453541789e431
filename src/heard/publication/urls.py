"""Addresses of publication."""

from django.urls import path

from heard.publication.views import embedding, managing, toolkits

app_name = "publication"

fixed_urlpatterns = [
    path("embed/sizer.js", embedding.sizer, name="sizer"),
    path("embed/<slug:code>/", embedding.frame, name="frame"),
    path("embed/<slug:code>/<slug:door>/", embedding.frame_door, name="frame_door"),
    path("partner/<slug:secret>/", toolkits.held_toolkit, name="held_toolkit"),
    path("partner/<slug:secret>/new/", toolkits.held_new_link, name="held_new_link"),
    path("partner/<slug:secret>/links/<slug:code>/", toolkits.held_link, name="held_link"),
    path("partner/<slug:secret>/links/<slug:code>/qr.<slug:kind>", toolkits.held_qr_code, name="held_qr"),
    path(
        "partner/<slug:secret>/links/<slug:code>/posts/<int:post_id>/picture/",
        toolkits.held_post_picture,
        name="held_post_picture",
    ),
    path("partner/<slug:secret>/links/<slug:code>/<slug:size>.<slug:kind>", toolkits.held_picture, name="held_picture"),
]

staff_urlpatterns = [
    path("toolkit/", toolkits.own_toolkits, name="own_toolkits"),
    path("toolkit/<slug:slug>/<slug:organisation>/", toolkits.toolkit, name="toolkit"),
    path("toolkit/<slug:slug>/<slug:organisation>/new/", toolkits.new_link, name="new_link"),
    path("toolkit/<slug:slug>/<slug:organisation>/links/<slug:code>/", toolkits.link, name="link"),
    path("toolkit/<slug:slug>/<slug:organisation>/links/<slug:code>/qr.<slug:kind>", toolkits.qr_code, name="qr"),
    path(
        "toolkit/<slug:slug>/<slug:organisation>/links/<slug:code>/<slug:size>.<slug:kind>",
        toolkits.picture,
        name="picture",
    ),
    path(
        "toolkit/<slug:slug>/<slug:organisation>/links/<slug:code>/posts/<int:post_id>/picture/",
        toolkits.post_picture,
        name="post_picture",
    ),
    path("campaigns/<slug:slug>/toolkits/", managing.toolkits, name="toolkits"),
    path("campaigns/<slug:slug>/toolkits/<slug:organisation>/", managing.partner, name="partner"),
    path("campaigns/<slug:slug>/toolkits/<slug:organisation>/<int:link_id>/revoke/", managing.revoke, name="revoke"),
]
