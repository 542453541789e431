"""Addresses about campaigns."""

from django.urls import path, re_path

from heard.campaigns.views import (
    budgets,
    campaigns,
    filming,
    grids,
    placements,
    plan,
    posts,
    public,
    questions,
    translating,
)

app_name = "campaigns"

public_urlpatterns = [
    path("", public.front, name="front"),
    path("c/<slug:campaign_slug>/", public.landing, name="landing"),
    path("c/<slug:campaign_slug>/contact/", public.contact, name="contact"),
    path("c/<slug:campaign_slug>/film/", filming.film, name="film"),
]

fixed_urlpatterns = [
    path("c/<slug:campaign_slug>/tap/", public.tap, name="tap"),
    re_path(r"^l/(?P<code>[^/]{1,80})/?$", public.link, name="link"),
]

shared_urlpatterns = [
    re_path(r"^films/(?P<name>[0-9a-f]{24}\.(?:mp4|webm|vtt))$", filming.film_file, name="film_file"),
]

staff_urlpatterns = [
    path("campaigns/", campaigns.campaign_list, name="list"),
    path("campaigns/new/", campaigns.create, name="create"),
    path("campaigns/<slug:slug>/", campaigns.campaign, name="campaign"),
    path("campaigns/<slug:slug>/edit/", campaigns.edit, name="edit"),
    path("campaigns/<slug:slug>/doors/", campaigns.doors, name="doors"),
    path("campaigns/<slug:slug>/forms/new/", campaigns.add_form, name="add_form"),
    path("campaigns/<slug:slug>/forms/<slug:form_slug>/", questions.questions, name="questions"),
    path("campaigns/<slug:slug>/forms/<slug:form_slug>/pages/<slug:page>/", questions.words, name="words"),
    path("campaigns/<slug:slug>/forms/<slug:form_slug>/reading-hours/", campaigns.reading_hours, name="reading_hours"),
    path("campaigns/<slug:slug>/forms/<slug:form_slug>/add/", questions.add, name="add_question"),
    path(
        "campaigns/<slug:slug>/forms/<slug:form_slug>/remove/<slug:question>/",
        questions.remove,
        name="remove_question",
    ),
    path(
        "campaigns/<slug:slug>/forms/<slug:form_slug>/pages/<slug:page>/<slug:language>/",
        translating.translate_page,
        name="translate_page",
    ),
    path("campaigns/<slug:slug>/film/", filming.choose_film, name="choose_film"),
    path("campaigns/<slug:slug>/languages/", translating.languages, name="languages"),
    path("campaigns/<slug:slug>/languages/<slug:language>/", translating.translate, name="translate"),
    path("campaigns/<slug:slug>/waves/new/", campaigns.add_wave, name="add_wave"),
    path("campaigns/<slug:slug>/waves/<int:wave_id>/", campaigns.wave, name="wave"),
    path("campaigns/<slug:slug>/partners/new/", campaigns.add_partner, name="add_partner"),
    path("campaigns/<slug:slug>/steps/<slug:step>/", campaigns.step, name="step"),
    path("campaigns/<slug:slug>/plan/", plan.plan, name="plan"),
    path("campaigns/<slug:slug>/plan/objectives/new/", plan.add_objective, name="add_objective"),
    path("campaigns/<slug:slug>/plan/objectives/<int:objective_id>/", plan.objective, name="objective"),
    path(
        "campaigns/<slug:slug>/plan/objectives/<int:objective_id>/remove/",
        plan.remove_objective,
        name="remove_objective",
    ),
    path("campaigns/<slug:slug>/plan/approve/<int:version>/", budgets.approve_plan, name="approve_plan"),
    path("campaigns/<slug:slug>/plan/budget/", budgets.budget, name="budget"),
    path("campaigns/<slug:slug>/plan/budget/planned/", budgets.add_planned, name="add_planned"),
    path("campaigns/<slug:slug>/plan/budget/spent/", budgets.add_spent, name="add_spent"),
    path("campaigns/<slug:slug>/plan/budget/<int:amount_id>/remove/", budgets.remove_amount, name="remove_amount"),
    path("campaigns/<slug:slug>/copy/", budgets.copy, name="copy"),
    path("campaigns/<slug:slug>/posts/", posts.post_list, name="posts"),
    path("campaigns/<slug:slug>/posts/new/", posts.add_post, name="add_post"),
    path("campaigns/<slug:slug>/posts/<int:post_id>/", posts.post, name="post"),
    path("campaigns/<slug:slug>/posts/<int:post_id>/edit/", posts.edit_post, name="edit_post"),
    path("campaigns/<slug:slug>/posts/<int:post_id>/picture/", posts.post_picture, name="post_picture"),
    path("campaigns/<slug:slug>/posts/<int:post_id>/approve/<int:version>/", posts.approve_post, name="approve_post"),
    path(
        "campaigns/<slug:slug>/posts/<int:post_id>/words/<slug:language>/", posts.translate_post, name="translate_post"
    ),
    path("campaigns/<slug:slug>/calendar/", posts.calendar, name="calendar"),
    path("campaigns/<slug:slug>/calendar.ics", posts.calendar_ics, name="calendar_ics"),
    path("campaigns/<slug:slug>/links/<slug:code>/when/", posts.schedule, name="schedule"),
    path("campaigns/<slug:slug>/place/", placements.place, name="place"),
    path("campaigns/<slug:slug>/grid/", grids.grid, name="grid"),
    path("campaigns/<slug:slug>/links/", grids.links, name="links"),
    path("campaigns/<slug:slug>/links.csv", grids.links_csv, name="links_csv"),
    path("campaigns/<slug:slug>/links.xlsx", grids.links_xlsx, name="links_xlsx"),
    path("campaigns/<slug:slug>/qr-codes.zip", grids.links_codes, name="links_codes"),
    path("campaigns/<slug:slug>/links/<slug:code>/", placements.placement, name="placement"),
    path("campaigns/<slug:slug>/links/<slug:code>/qr.svg", placements.qr_image, name="qr_image"),
    path("campaigns/<slug:slug>/links/<slug:code>/qr/", placements.qr_download, name="qr_download"),
    path("campaigns/<slug:slug>/links/<slug:code>/code/", placements.code, name="code"),
    path("campaigns/<slug:slug>/links/<slug:code>/withdraw/", placements.withdraw, name="withdraw"),
]
