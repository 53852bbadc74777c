"""Addresses of the directory."""

from django.urls import path

from headwater.web.directory.views import agencies, communities, team

app_name = "directory"
urlpatterns = [
    path("", agencies.agencies, name="agencies"),
    path("add", agencies.add, name="add"),
    path("people/<int:pk>", agencies.change_contact, name="change-contact"),
    path("team", team.team, name="team"),
    path("team/add", team.add, name="add-post"),
    path("team/<int:pk>", team.change, name="change-post"),
    path("team/<int:pk>/leave", team.leave, name="leave-post"),
    path("communities", communities.communities, name="communities"),
    path("communities/add", communities.add, name="add-community"),
    path("communities/<int:pk>", communities.change, name="change-community"),
    path("places", communities.places, name="places"),
    path("<slug:slug>", agencies.agency, name="agency"),
    path("<slug:slug>/change", agencies.change, name="change"),
    path("<slug:slug>/people/add", agencies.add_contact, name="add-contact"),
]
