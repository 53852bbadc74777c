"""Addresses of the record."""

from django.urls import path

from headwater.web.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.record, name="record"),
    path("check", views.check, name="check"),
]
