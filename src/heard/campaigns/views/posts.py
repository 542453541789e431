"""What managers open about posts: writing them, approving them, and when they go out."""

from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import actions, calendars, pictures, queries
from heard.campaigns.forms.posts import PostForm, TextsForm, WhenForm
from heard.campaigns.pages import asking, shown
from heard.campaigns.pages import posts as pages
from heard.campaigns.queries import calendars as going
from heard.campaigns.queries import posts
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.languages import OTHERS, language_of
from heard.design.months import months_after
from heard.design.rendering import render
from heard.design.uploads import takes_files

READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@require_safe
@staff(*READERS)
def post_list(request: StaffRequest, slug: str) -> HttpResponse:
    """A campaign's posts."""
    campaign = queries.campaign_for(user=request.user, slug=slug)
    page = pages.posts_page(
        campaign=campaign,
        posts=posts.posts_of(campaign=campaign),
        can_change=queries.may_manage(user=request.user, campaign=campaign),
    )
    return render(request, page)


@require_safe
@staff(*READERS)
def post(request: StaffRequest, slug: str, post_id: int) -> HttpResponse:
    """One post."""
    campaign = queries.campaign_for(user=request.user, slug=slug)
    found = posts.post_of(campaign=campaign, post_id=post_id)
    can_change = queries.may_manage(user=request.user, campaign=campaign)
    page = pages.post_page(
        post=found,
        links=found.placements.count(),
        can_change=can_change,
        may_approve=can_change and found.changed_by_id != request.user.pk,
    )
    return render(request, page)


@require_safe
@staff(*READERS)
def post_picture(request: StaffRequest, slug: str, post_id: int) -> HttpResponse:
    """A post's picture."""
    campaign = queries.campaign_for(user=request.user, slug=slug)
    found = posts.post_of(campaign=campaign, post_id=post_id)
    if not found.picture:
        raise NotFound
    kind = "image/png" if found.picture_kind == "PNG" else "image/jpeg"
    with found.picture.open("rb") as file:
        return HttpResponse(file.read(), content_type=kind, headers={"Cache-Control": "private, no-cache"})


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
@takes_files(most=pictures.LARGEST_UPLOAD)
def add_post(request: StaffRequest, slug: str) -> HttpResponse:
    """Write a post."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PostForm(*sent)
    if form.is_valid():
        try:
            made = actions.add_post(campaign=campaign, plan=form.plan, by=request.user, now=clock.now())
        except actions.PostExists:
            form.add_error("name", _("The campaign has a post of this name"))
        else:
            return HttpResponseRedirect(pages.post_href(made))
    back_href = reverse("campaigns:posts", args=[campaign.slug])
    page = asking.ask_page(title=_("Write a post"), form=form, button=_("Save the post"), back_href=back_href)
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
@takes_files(most=pictures.LARGEST_UPLOAD)
def edit_post(request: StaffRequest, slug: str, post_id: int) -> HttpResponse:
    """Change a post."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    found = posts.post_of(campaign=campaign, post_id=post_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PostForm(*sent, has_picture=bool(found.picture), initial=PostForm.initial_of_post(found))
    if form.is_valid():
        try:
            actions.change_post(post=found, plan=form.plan, by=request.user, now=clock.now())
        except actions.PostExists:
            form.add_error("name", _("The campaign has a post of this name"))
        else:
            return HttpResponseRedirect(pages.post_href(found))
    page = asking.ask_page(title=_("Change the post"), form=form, button=_("Save"), back_href=pages.post_href(found))
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def translate_post(request: StaffRequest, slug: str, post_id: int, language: str) -> HttpResponse:
    """Write a post's texts in another language."""
    if language not in {other.code for other in OTHERS}:
        raise NotFound
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    found = posts.post_of(campaign=campaign, post_id=post_id)
    form = TextsForm(request.POST or None, initial=TextsForm.initial_of(found, language))
    if form.is_valid():
        actions.translate_post(
            post=found,
            language=language,
            short=form.cleaned_data["short"],
            long=form.cleaned_data["long"],
            by=request.user,
            now=clock.now(),
        )
        return HttpResponseRedirect(pages.post_href(found))
    page = asking.ask_page(
        title=_("%(post)s: %(language)s") % {"post": found.name, "language": language_of(language).name},
        form=form,
        button=_("Save"),
        back_href=pages.post_href(found),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def approve_post(request: StaffRequest, slug: str, post_id: int, version: int) -> HttpResponse:
    """Approve a post in the version that was read, as a second person."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    found = posts.post_of(campaign=campaign, post_id=post_id)
    page = pages.approve_page(post=found)
    if request.method != "POST":
        return render(request, page)
    try:
        actions.approve_post(post=found, version=version, by=request.user, now=clock.now())
    except actions.SamePerson:
        problem = _("You changed this post last. Another campaign manager approves it.")
        return render(request, asking.refused(page, problem))
    except actions.Changed:
        return render(request, asking.refused(page, _("The post was changed since you read it. Read it again.")))
    except actions.AlreadyApproved:
        return render(request, asking.refused(page, _("The post is approved already.")))
    return HttpResponseRedirect(pages.post_href(found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def schedule(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """Say when a link goes out."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    found = queries.placement_for(user=request.user, campaign_slug=campaign.slug, code=code)
    sent = request.POST if request.method == "POST" else None
    form = WhenForm(sent, initial=WhenForm.initial_of(found.goes_out_at))
    if form.is_valid():
        actions.schedule(placement=found, at=form.moment, by=request.user, now=clock.now())
        return HttpResponseRedirect(shown.placement_href(found))
    page = asking.ask_page(
        title=_("When %(code)s goes out") % {"code": found.code},
        form=form,
        button=_("Save"),
        back_href=shown.placement_href(found),
    )
    return render(request, page)


@require_safe
@staff(*READERS)
def calendar(request: StaffRequest, slug: str) -> HttpResponse:
    """A month of what goes out."""
    campaign = queries.campaign_for(user=request.user, slug=slug)
    today = localdate(clock.now())
    month = _month(request.GET.get("month", ""), otherwise=today)
    placements = going.going_out(campaign=campaign, since=_start(month), until=_start(months_after(month, 1)))
    waves = going.running(campaign=campaign, first=month, last=months_after(month, 1) - timedelta(days=1))
    page = pages.calendar_page(campaign=campaign, month=month, today=today, placements=placements, waves=waves)
    return render(request, page)


@require_safe
@staff(*READERS)
def calendar_ics(request: StaffRequest, slug: str) -> HttpResponse:
    """What goes out, for a calendar of one's own."""
    campaign = queries.campaign_for(user=request.user, slug=slug)
    content = calendars.ics_of(
        (pages.entry_of(placement) for placement in going.going_out(campaign=campaign)),
        name=campaign.title,
        host=urlsplit(settings.HEARD_BASE_URL).hostname or "heard",
        now=clock.now(),
    )
    name = f"{campaign.slug}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _month(asked: str, *, otherwise: date) -> date:
    """Return the first day of the month that is asked for, where months stand before and after it."""
    try:
        month = datetime.strptime(asked, "%Y-%m").date()  # noqa: DTZ007 - a month has no time zone
    except ValueError:
        return otherwise.replace(day=1)
    return month if MINYEAR < month.year < MAXYEAR else otherwise.replace(day=1)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_current_timezone())
