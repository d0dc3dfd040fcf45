"""The fixed phrases of the service in English: signing in, and requests that cannot be answered."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "service_nothing_published_title": "Nothing has been published yet",
    "service_nothing_published_text": "The study is collecting answers. Its results will stand here once they are "
    "released.",
    "service_not_found_title": "There is no such page",
    "service_not_found_text": "The address may be wrong, or you may not have access to what stands there.",
    "service_bad_request_title": "The request cannot be read",
    "service_bad_request_text": "Go back and try again.",
    "service_host_title": "This is not the name of this service",
    "service_host_text": "Use the address in your invitation.",
    "service_defect_title": "Something went wrong here",
    "service_defect_text": "This is our mistake, and it has been noted. What was marked as saved is saved.",
    "service_disk_full_title": "The disk of the service is full",
    "service_disk_full_text": "This could not be saved: the disk is full. What was marked as saved before is safe. "
    "Keep this page open and try again in a while; the programme team has to make room.",
    "service_disk_failed_title": "The disk of the service does not take what is written",
    "service_disk_failed_text": "This could not be saved. What was marked as saved before is safe. Keep this page open "
    "and try again in a while; the programme team has to look at the disk.",
    "service_database_away_title": "The service cannot reach its data at the moment",
    "service_database_away_text": "This could not be saved or shown. What was marked as saved before is safe. Keep "
    "this page open and try again in a minute.",
    "service_form_title": "The form has expired",
    "service_form_text": "Nothing was changed. Go back, load the page anew and send it again; cookies must be allowed.",
    "service_role_title": "You may not do this",
    "service_role_text": "Your role in the programme team does not include this page. An owner can change that.",
    "service_sign_in_title": "Please open your personal link",
    "service_sign_in_text": "This device is not signed in. Open the link in your invitation, or have it sent again.",
    "service_too_often_title": "That was asked for too often",
    "service_too_often_text": "Please wait an hour, or use the latest code that was sent to you.",
    "service_link_hello": "Welcome, {name}",
    "service_link_text": "To open the questionnaire on this device, we send a code of six digits to {email}.",
    "service_link_send": "Send me a code",
    "service_link_why": "There is no password. A code is needed once on every device, so that a forwarded link opens "
    "nothing.",
    "service_code_title": "Enter your code",
    "service_ask": "Questions about the study:",
    "service_code_text": "We have sent a code to {email}. It may take a minute to arrive.",
    "service_code_label": "Code of six digits",
    "service_code_enter": "Continue",
    "service_code_again": "Send a new code",
    "service_code_wrong": "This code is wrong, used or older than 15 minutes. Check the latest mail, or have a new "
    "code sent.",
    "service_link_lost_title": "Have your link sent again",
    "service_link_lost_text": "Enter the address to which your invitation was sent.",
    "service_link_lost_email": "E-mail address",
    "service_link_lost_send": "Send my link",
    "service_link_lost_sent": "If this address belongs to a contact of the study, the link is on its way.",
    "service_out_title": "You are signed out",
    "service_out_text": "This device has been forgotten. Your link opens the questionnaire again.",
    "service_dead_link_title": "This link does not work",
    "service_dead_link_text": "It is not whole, or it was replaced by a newer one. Have your link sent again, or ask "
    "the programme team.",
    "service_link_title": "Open the questionnaire",
    "service_pilot": "This is a test of the questionnaire. Answers given here count for nothing; comments on the "
    "questions help to make them better.",
}
