"""Addresses of accounts."""

from django.urls import path

from headwater.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/demonstration", views.sign_in_demo, name="sign-in-demo"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("me", views.account, name="account"),
    path("people", views.people, name="people"),
    path("people/invite", views.invite, name="invite"),
    path("invitation/<str:token>", views.accept, name="accept"),
]
