"""Addresses of sharing."""

from django.urls import path

from headwater.web.sharing.views import agreements, assessments, deliveries, requests

app_name = "sharing"
urlpatterns = [
    path("", agreements.agreements, name="agreements"),
    path("public", agreements.public_list, name="public"),
    path("draft", agreements.draft, name="draft"),
    path("agreements/<slug:slug>", agreements.agreement, name="agreement"),
    path("agreements/<slug:slug>/edit", agreements.edit, name="edit"),
    path("agreements/<slug:slug>/roles", agreements.roles, name="roles"),
    path("agreements/<slug:slug>/assess", assessments.assess, name="assess"),
    path("agreements/<slug:slug>/sign", agreements.sign, name="sign"),
    path("agreements/<slug:slug>/revoke", agreements.revoke, name="revoke"),
    path("assessments/<int:pk>", assessments.assessment, name="assessment"),
    path("assessments/<int:pk>/edit", assessments.edit_assessment, name="edit-assessment"),
    path("assessments/<int:pk>/risk", assessments.add_risk, name="add-risk"),
    path("assessments/<int:pk>/advise", assessments.advise, name="advise"),
    path("assessments/<int:pk>/accept", assessments.accept, name="accept"),
    path("risks/<int:pk>/drop", assessments.drop_risk, name="drop-risk"),
    path("scoreboard", requests.scoreboard, name="scoreboard"),
    path("requests", requests.requests, name="requests"),
    path("requests/ask", requests.ask, name="ask"),
    path("requests/<int:pk>", requests.one, name="request"),
    path("requests/<int:pk>/received", requests.receive, name="receive"),
    path("deliveries", deliveries.deliveries, name="deliveries"),
    path("deliveries/send", deliveries.send, name="send"),
    path("deliveries/sent/<int:pk>", deliveries.sent, name="sent"),
    path("deliveries/<str:name>", deliveries.delivery, name="delivery"),
    path("deliveries/<str:name>/answer", deliveries.answer, name="answer"),
]
