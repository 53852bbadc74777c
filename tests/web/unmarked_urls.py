"""One address whose view somebody forgot to mark."""

from django.http import HttpResponse
from django.urls import path

from headwater.web.urls import handler403, handler404, handler500
from headwater.web.urls import urlpatterns as real


def unmarked(request):
    return HttpResponse("nobody may read this")


urlpatterns = [*real, path("unmarked", unmarked)]
__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]
