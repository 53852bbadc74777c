"""Addresses of sharing."""

from django.urls import path

from headwater.web.sharing.views import agreements

app_name = "sharing"
urlpatterns = [
    path("", agreements.agreements, name="agreements"),
    path("draft", agreements.draft, name="draft"),
    path("agreements/<slug:slug>", agreements.agreement, name="agreement"),
    path("agreements/<slug:slug>/edit", agreements.edit, name="edit"),
    path("agreements/<slug:slug>/sign", agreements.sign, name="sign"),
    path("agreements/<slug:slug>/revoke", agreements.revoke, name="revoke"),
]
