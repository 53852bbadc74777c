"""Addresses of the hall."""

from django.urls import path

from headwater.web.shell.views import complaints, pages

app_name = "shell"
urlpatterns = [
    path("", pages.home, name="home"),
    path("search", pages.search, name="search"),
    path("help", pages.help_page, name="help"),
    path("accessibility", pages.accessibility, name="accessibility"),
    path("marking.css", pages.marking, name="marking"),
    path("health", pages.health, name="health"),
    path("your-data", complaints.your_data, name="your-data"),
    path("complaints", complaints.complaints, name="complaints"),
    path("complaints/<int:pk>", complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/acknowledge", complaints.acknowledge, name="acknowledge"),
    path("complaints/<int:pk>/answer", complaints.answer, name="answer"),
]
