"""Every address, room by room."""

from __future__ import annotations

from django.urls import include, path

from headwater.web.accounts.urls import allauth_patterns

urlpatterns = [
    path("", include("headwater.web.shell.urls")),
    path("accounts/", include("headwater.web.accounts.urls")),
    path("accounts/", include(allauth_patterns)),
    path("audit/", include("headwater.web.audit.urls")),
    path("boards/", include("headwater.web.governance.urls")),
    path("directory/", include("headwater.web.directory.urls")),
    path("documents/", include("headwater.web.publications.urls")),
    path("sharing/", include("headwater.web.sharing.urls")),
    path("issues/", include("headwater.web.issues.urls")),
    path("strategies/", include("headwater.web.strategies.urls")),
    path("indicators/", include("headwater.web.insight.urls")),
]
handler400 = "headwater.web.shell.views.errors.bad_request"
handler403 = "headwater.web.shell.views.errors.forbidden"
handler404 = "headwater.web.shell.views.errors.not_found"
handler500 = "headwater.web.shell.views.errors.server_error"
