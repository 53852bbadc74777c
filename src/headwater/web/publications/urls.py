"""Addresses of the documents."""

from django.urls import path

from headwater.web.publications.views import deadlines, public, vintages

app_name = "publications"
urlpatterns = [
    path("", vintages.documents, name="documents"),
    path("begin", vintages.begin, name="begin"),
    path("preview", vintages.preview, name="preview"),
    path("deadlines/set", deadlines.set_deadline, name="set-deadline"),
    path("deadlines/<int:pk>", deadlines.deadline, name="deadline"),
    path("deadlines/<int:pk>/meet", deadlines.meet, name="meet"),
    path("published", public.public_list, name="public"),
    path("published/<int:pk>", public.public_vintage, name="public-vintage"),
    path("published/<int:pk>.<slug:kind>", public.public_file, name="public-file"),
    path("<int:pk>", vintages.vintage, name="vintage"),
    path("<int:pk>/submit", vintages.submit, name="submit"),
    path("<int:pk>/decide", vintages.decide, name="decide"),
    path("<int:pk>/publish", vintages.publish, name="publish"),
    path("<int:pk>/take-down", vintages.take_down, name="take-down"),
    path("<int:pk>.<slug:kind>", vintages.file, name="file"),
]
