"""Addresses of the hall."""

from django.urls import path

from headwater.web.shell import views

app_name = "shell"
urlpatterns = [
    path("", views.home, name="home"),
    path("search", views.search, name="search"),
    path("help", views.help_page, name="help"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("your-data", views.your_data, name="your-data"),
    path("health", views.health, name="health"),
]
