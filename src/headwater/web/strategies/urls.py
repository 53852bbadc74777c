"""Addresses of strategies."""

from django.urls import path

from headwater.web.strategies import views

app_name = "strategies"
urlpatterns = [
    path("", views.strategies, name="strategies"),
    path("begin", views.begin, name="begin"),
    path("<int:pk>", views.strategy, name="strategy"),
    path("<int:pk>/write", views.write, name="write"),
    path("<int:pk>/add/<slug:kind>", views.add, name="add"),
    path("<int:pk>/drop/<slug:kind>/<int:part>", views.drop, name="drop"),
    path("<int:pk>/use/<int:part>", views.use, name="use"),
    path("<int:pk>/propose", views.propose, name="propose"),
    path("<int:pk>/approve", views.approve, name="approve"),
    path("<int:pk>/send-back", views.send_back, name="send-back"),
]
