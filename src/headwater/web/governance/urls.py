"""Addresses of the boards."""

from django.urls import path

from headwater.web.governance.views import agenda, boards, duties, meetings, seats

app_name = "governance"
urlpatterns = [
    path("", boards.boards, name="boards"),
    path("add", boards.add, name="add"),
    path("overlap", seats.overlap, name="overlap"),
    path("actions", meetings.actions, name="actions"),
    path("actions/<int:pk>/close", meetings.close, name="close"),
    path("lines/<int:pk>/end", boards.end_line, name="end-line"),
    path("seats/<int:pk>/end", seats.end_seat, name="end-seat"),
    path("meetings/<int:pk>", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/pack", meetings.pack, name="pack"),
    path("meetings/<int:pk>/change", meetings.change_meeting, name="change-meeting"),
    path("meetings/<int:pk>/minutes", meetings.minutes, name="minutes"),
    path("meetings/<int:pk>/action", meetings.add_action, name="add-action"),
    path("agenda/<int:pk>", agenda.item, name="item"),
    path("agenda/<int:pk>/place", agenda.place, name="place"),
    path("agenda/<int:pk>/withdraw", agenda.withdraw, name="withdraw"),
    path("agenda/<int:pk>/paper", agenda.add_paper, name="add-paper"),
    path("agenda/<int:pk>/decide", agenda.decide, name="decide"),
    path("papers/<int:pk>", agenda.paper, name="paper"),
    path("papers/<int:pk>/earlier", agenda.add_prior, name="add-prior"),
    path("papers/<int:pk>/send", agenda.route, name="route"),
    path("advice/<int:pk>", duties.receive, name="receive"),
    path("products/<int:pk>", duties.deliver, name="deliver"),
    path("<slug:slug>", boards.board, name="board"),
    path("<slug:slug>.ics", meetings.calendar, name="calendar"),
    path("<slug:slug>/change", boards.change, name="change"),
    path("<slug:slug>/reporting-line", boards.line, name="line"),
    path("<slug:slug>/replace", boards.replace, name="replace"),
    path("<slug:slug>/seats", seats.seats, name="seats"),
    path("<slug:slug>/seats/add", seats.add_seat, name="add-seat"),
    path("<slug:slug>/meetings", meetings.plan, name="plan"),
    path("<slug:slug>/agenda", agenda.add_item, name="add-item"),
    path("<slug:slug>/compliance", duties.compliance, name="compliance"),
    path("<slug:slug>/compliance/advice", duties.seek, name="seek"),
    path("<slug:slug>/compliance/product", duties.owe, name="owe"),
    path("<slug:slug>/work-plan", duties.work_plan, name="work-plan"),
    path("<slug:slug>/work-plan/<int:number>", duties.step, name="step"),
    path("<slug:slug>/briefings", duties.briefings, name="briefings"),
    path("<slug:slug>/briefings/add", duties.brief, name="brief"),
]
