"""Addresses of the issues log."""

from django.urls import path

from headwater.web.issues.views import issues, rounds

app_name = "issues"
urlpatterns = [
    path("", issues.issues, name="issues"),
    path("log", issues.log, name="log"),
    path("not-heard", issues.silent, name="silent"),
    path("rounds", rounds.rounds, name="rounds"),
    path("rounds/open", rounds.add, name="open-round"),
    path("rounds/<int:pk>", rounds.one, name="round"),
    path("rounds/<int:pk>/issue/<int:issue>", rounds.score, name="score"),
    path("rounds/<int:pk>/close", rounds.close, name="close-round"),
    path("rounds/<int:pk>/leave-out", rounds.leave_out, name="leave-out"),
    path("rounds/<int:pk>/dissent", rounds.dissent, name="dissent"),
    path("<int:pk>", issues.issue, name="issue"),
    path("<int:pk>/test", issues.test, name="test"),
    path("<int:pk>/narrow", issues.narrow, name="narrow"),
    path("<int:pk>/split", issues.split, name="split"),
    path("<int:pk>/merge", issues.merge, name="merge"),
    path("<int:pk>/part", issues.part, name="part"),
    path("<int:pk>/priority", issues.prioritise, name="prioritise"),
    path("<int:pk>/set-aside", issues.set_aside, name="set-aside"),
]
