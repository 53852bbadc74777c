"""Addresses of the directory."""

from django.urls import path

from headwater.web.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.agencies, name="agencies"),
    path("<slug:slug>", views.agency, name="agency"),
]
