"""Addresses of the programme team: fieldwork, contacts, mails, the dashboard, the team itself."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import desk, desk_city, desk_contacts, desk_dashboard, desk_mails, desk_team

urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("waves/<str:wave>/open", desk.open_page, name="desk_open"),
    path("field/<int:number>/", desk_dashboard.dashboard, name="desk_field"),
    path("field/<int:number>/cities", desk_dashboard.cities, name="desk_cities"),
    path("field/<int:number>/tables/<slug:name>.csv", desk_dashboard.table, name="desk_table"),
    path("field/<int:number>/comments", desk_dashboard.comments, name="desk_comments"),
    path("field/<int:number>/settings", desk.settings_page, name="desk_settings"),
    path("field/<int:number>/contacts", desk_contacts.contacts, name="desk_contacts"),
    path("field/<int:number>/contacts/template.<str:kind>", desk_contacts.template, name="desk_contacts_template"),
    path("field/<int:number>/contacts/upload", desk_contacts.upload, name="desk_contacts_upload"),
    path("field/<int:number>/contacts/load", desk_contacts.load_list, name="desk_contacts_load"),
    path("field/<int:number>/contacts/add", desk_contacts.add_contact, name="desk_contact_add"),
    path("field/<int:number>/mails", desk_mails.mails, name="desk_mails"),
    path("field/<int:number>/mails/<slug:kind>", desk_mails.mail, name="desk_mail"),
    path("city/<int:case>/", desk_city.city, name="desk_city"),
    path("city/<int:case>/deadline", desk_city.extension, name="desk_extend"),
    path("city/<int:case>/tester", desk_city.tester, name="desk_pilot"),
    path("contacts/<int:contact>", desk_city.contact, name="desk_contact"),
    path("contacts/<int:contact>/change", desk_city.change, name="desk_contact_change"),
    path("texts", desk_mails.texts, name="desk_texts"),
    path("texts/<slug:kind>/<slug:language>", desk_mails.text, name="desk_text"),
    path("team", desk_team.team, name="desk_team"),
    path("team/add", desk_team.add, name="desk_team_add"),
    path("team/<int:number>", desk_team.member, name="desk_member"),
]
