"""Addresses of cities: print, workbook, last wave's answers; and those of the programme team for the same."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import offline, papers, prefilling

urlpatterns: list[URLPattern] = [
    path("<int:number>/offline", offline.offline, name="case_offline"),
    path("<int:number>/questionnaire.html", papers.questionnaire_page, name="case_questionnaire"),
    path("<int:number>/questionnaire.pdf", papers.questionnaire_pdf, name="case_questionnaire_pdf"),
    path("<int:number>/workbook.xlsx", offline.workbook, name="case_workbook"),
    path("<int:number>/workbook", offline.check_workbook, name="case_workbook_check"),
    path("<int:number>/workbook/save", offline.save_workbook, name="case_workbook_save"),
    path("<int:number>/confirm", offline.confirm_answers, name="case_confirm"),
]
desk_patterns: list[URLPattern] = [
    path("questionnaires/<int:instrument>/questionnaire.html", papers.desk_questionnaire_page, name="desk_paper"),
    path("questionnaires/<int:instrument>/questionnaire.pdf", papers.desk_questionnaire_pdf, name="desk_paper_pdf"),
    path("questionnaires/<int:instrument>/prefill", prefilling.ask, name="desk_prefill"),
    path("prefilling/<int:run>/again", prefilling.again, name="desk_prefill_again"),
    path("prefilling/<int:run>/without", prefilling.without, name="desk_prefill_without"),
]
