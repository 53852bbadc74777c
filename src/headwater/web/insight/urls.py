"""Addresses of the numbers."""

from django.urls import path

from headwater.web.insight.views import files, pages

app_name = "insight"
urlpatterns = [
    path("", pages.every, name="indicators"),
    path("places", pages.every_place, name="places"),
    path("places/<slug:code>", pages.place, name="place"),
    path("places/<slug:code>.<slug:kind>", files.place, name="place-file"),
    path("hot-spots", pages.every_hot_spot, name="hot-spots"),
    path("hot-spots.<slug:kind>", files.hot_spot, name="hot-spots-file"),
    path("overlap", pages.overlapping, name="overlap"),
    path("overlap.<slug:kind>", files.overlapping, name="overlap-file"),
    path("<slug:slug>", pages.indicator, name="indicator"),
    path("<slug:slug>/<slug:way>.csv", files.table, name="table"),
    path("<slug:slug>/<slug:way>.xlsx", files.table, {"kind": "xlsx"}, name="workbook"),
]
