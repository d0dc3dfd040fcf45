"""Addresses of cities: signing off and receipts."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import receipts, signing

urlpatterns: list[URLPattern] = [
    path("<int:number>/step", signing.step, name="case_step"),
    path("<int:number>/sign", signing.sign_page, name="case_sign"),
    path("<int:number>/reopen", signing.reopen, name="case_reopen"),
    path("<int:number>/queries", receipts.queries, name="case_queries"),
    path("<int:number>/history/<str:item>", receipts.history, name="case_history"),
    path("<int:number>/signed/<int:sign_off>", receipts.signed, name="case_signed"),
    path("<int:number>/signed/<int:sign_off>/receipt.pdf", receipts.receipt, name="case_receipt"),
    path("<int:number>/signed/<int:sign_off>/answers.json", receipts.signed_content, name="case_signed_content"),
]
