"""Addresses of the numbers."""

from django.urls import path

from headwater.web.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("<slug:slug>", views.indicator, name="indicator"),
    path("<slug:slug>/<slug:way>.csv", views.table, name="table"),
]
