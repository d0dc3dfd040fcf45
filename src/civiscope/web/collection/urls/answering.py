"""Addresses of cities: their questionnaires and answers."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import colleagues, overview, saving, sections

urlpatterns: list[URLPattern] = [
    path("", overview.my_cases, name="my_cases"),
    path("<int:number>/", overview.case, name="case"),
    path("<int:number>/section/<slug:section>", sections.section, name="case_section"),
    path("<int:number>/save/<str:item>", saving.save, name="case_save"),
    path("<int:number>/question/<str:item>", sections.question, name="case_question"),
    path("<int:number>/changes/<slug:section>", sections.changes, name="case_changes"),
    path("<int:number>/consent/<str:item>", sections.consent, name="case_consent"),
    path("<int:number>/colleagues", colleagues.invite_colleague, name="case_invite"),
    path("<int:number>/colleagues/<int:contact>/remove", colleagues.remove_colleague, name="case_remove"),
    path("<int:number>/assign/<slug:section>", colleagues.assign_section, name="case_assign"),
    path("<int:number>/done/<slug:section>", colleagues.section_done, name="case_done"),
]
