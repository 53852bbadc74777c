"""Addresses of the boards."""

from django.urls import path

from headwater.web.governance.views import boards, seats

app_name = "governance"
urlpatterns = [
    path("", boards.boards, name="boards"),
    path("add", boards.add, name="add"),
    path("overlap", seats.overlap, name="overlap"),
    path("seats/<int:pk>/end", seats.end_seat, name="end-seat"),
    path("<slug:slug>", boards.board, name="board"),
    path("<slug:slug>/change", boards.change, name="change"),
    path("<slug:slug>/reporting-line", boards.line, name="line"),
    path("<slug:slug>/replace", boards.replace, name="replace"),
    path("<slug:slug>/seats", seats.seats, name="seats"),
    path("<slug:slug>/seats/add", seats.add_seat, name="add-seat"),
]
