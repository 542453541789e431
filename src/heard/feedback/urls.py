"""Where the public form is, and, from `staff_urls`, the pages of staff."""

from django.urls import path

from heard.feedback.staff_urls import staff_urlpatterns
from heard.feedback.views import news, paper, public, public_leaving, public_saving, public_services, public_urgent

__all__ = ["app_name", "public_urlpatterns", "staff_urlpatterns"]

app_name = "feedback"

_FORM = "c/<slug:campaign>/<slug:form>/"

public_urlpatterns = [
    path("news/<str:token>/", news.confirm, name="news_confirm"),
    path("news/<str:token>/stop/", news.stop, name="news_stop"),
    path(f"{_FORM}paper-form.pdf", paper.print_form, {"is_large": False}, name="print_form"),
    path(f"{_FORM}paper-form-large-print.pdf", paper.print_form, {"is_large": True}, name="print_form_large"),
    path(f"{_FORM}start/", public.start, name="start"),
    path(f"{_FORM}services/", public_services.service_search, name="service_search"),
    path(f"{_FORM}check-answers/", public.check, name="check"),
    path(f"{_FORM}sent/", public.sent, name="sent"),
    path(f"{_FORM}tell-us-now/", public_urgent.tell_us_now, name="tell_us_now"),
    path(f"{_FORM}tell-us-now/sent/", public_urgent.told_us_now, name="told_us_now"),
    path(f"{_FORM}my-page/", public_saving.my_page, name="my_page"),
    path(f"{_FORM}saved/", public_saving.saved, name="saved"),
    path(f"{_FORM}come-back/", public_saving.come_back, name="come_back"),
    path(f"{_FORM}clear-my-answers/", public_leaving.clear, name="clear"),
    path(f"{_FORM}remove/<slug:piece>/", public_leaving.remove_piece, name="remove_piece"),
    path(f"{_FORM}<slug:page>/", public.page, name="page"),
    path(f"{_FORM}<slug:page>/<slug:piece>/", public.page, name="piece_page"),
]
