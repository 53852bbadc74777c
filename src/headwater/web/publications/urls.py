"""Addresses of the documents."""

from django.urls import path

from headwater.web.publications import views

app_name = "publications"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("begin", views.begin, name="begin"),
    path("published", views.public_list, name="public"),
    path("published/<int:pk>.<slug:kind>", views.public_file, name="public-file"),
    path("<int:pk>", views.vintage, name="vintage"),
    path("<int:pk>/submit", views.submit, name="submit"),
    path("<int:pk>/decide", views.decide, name="decide"),
    path("<int:pk>/publish", views.publish, name="publish"),
    path("<int:pk>.<slug:kind>", views.file, name="file"),
]
