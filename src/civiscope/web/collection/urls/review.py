"""Addresses of the programme team: queries, corrections, approval, versions of the questionnaire."""

from __future__ import annotations

from django.urls import URLPattern, path

from civiscope.web.collection.views import corrections, review, versions

_CASE = "review/<int:number>"

urlpatterns: list[URLPattern] = [
    path("review/", review.review_list, name="review_list"),
    path("review/approve", review.approve_cases, name="review_approve_many"),
    path("review/verify", corrections.verify, name="review_verify"),
    path("review/versions/", versions.versions, name="review_versions"),
    path("review/versions/<int:instrument>", versions.version, name="review_version"),
    path("review/versions/<int:instrument>/publish", versions.publish, name="review_version_publish"),
    path(_CASE, review.review_case, name="review_case"),
    path(f"{_CASE}/approve", review.approve_case, name="review_approve"),
    path(f"{_CASE}/query", review.query, name="review_query"),
    path(f"{_CASE}/query/<int:query>/settle", review.query_step, {"what": "settle"}, name="review_query_settle"),
    path(f"{_CASE}/query/<int:query>/drop", review.query_step, {"what": "drop"}, name="review_query_drop"),
    path(f"{_CASE}/send", review.send, name="review_send"),
    path(f"{_CASE}/reopening/<int:reopening>", review.reopening, name="review_reopening"),
    path(f"{_CASE}/correct/<str:item>", corrections.correct_answer, name="review_correct"),
    path(f"{_CASE}/history/<str:item>", corrections.history, name="review_history"),
    path(f"{_CASE}/signed/<int:sign_off>", corrections.signed, name="review_signed"),
    path(f"{_CASE}/signed/<int:sign_off>/receipt.pdf", corrections.receipt, name="review_receipt"),
    path(f"{_CASE}/signed/<int:sign_off>/answers.json", corrections.signed_content, name="review_signed_content"),
]
