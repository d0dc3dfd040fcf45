"""The fixed phrases of collection in English: sign-off, receipts and queries."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "sign_title": "Sign off",
    "sign_title_amendment": "Sign the amendment",
    "sign_read": "Read all answers",
    "sign_lead": "These are the answers as they will be handed in. Whoever is entitled to speaks for "
    "the city by signing them.",
    "sign_not_yet": "The answers cannot be signed yet",
    "sign_changed": "An answer was changed after you opened this page. Please read the answers again before you sign.",
    "sign_by": "For your city signs:",
    "sign_not_now": "The answers can be signed once the lead has started the review, by whoever is entitled to.",
    "sign_waiting": {
        "one": "{count} question of the programme team has no reply yet.",
        "other": "{count} questions of the programme team have no reply yet.",
    },
    "sign_changes": "What changes from what was signed",
    "sign_before": "Signed before",
    "sign_after": "Now",
    "sign_changes_none": "No answer differs from what was signed.",
    "sign_answers": "All answers",
    "sign_explained": "Outside of what the question expects, with an explanation",
    "sign_aside": "Left out",
    "sign_aside_text": "These questions have an answer, but your other answers mean that they are not "
    "asked. Their answers are kept aside and are not handed in.",
    "sign_signature": "Signature",
    "sign_name": "Your name",
    "sign_function": "Your function",
    "sign_statement": "I have read these answers and am entitled to hand them in for {city}.",
    "sign_button": "Sign and hand in",
    "sign_back": "Back to the overview",
    "sign_name_wrong": "Enter your name.",
    "sign_function_wrong": "Enter your function, e.g. head of the statistics office.",
    "sign_agreed_wrong": "Tick the box to confirm that you may sign.",
    "sign_missing": "This question must be answered.",
    "sign_unconfirmed": "This answer comes from the last wave. Look at it and save it to confirm it.",
    "sign_unexplained": "Correct it, or say in a comment at the question why it is so.",
    "step_review": "Start the review",
    "step_contribute": "Our sections are done",
    "step_return": "Back to draft",
    "service_step_title": "This cannot be done now",
    "service_step_text": "The answers are at another stage by now, or someone else of your city is to do "
    "this. Open the overview to see what is next.",
    "reopen_title": "Ask for reopening",
    "reopen_asked": "You have asked for the answers to be reopened; the programme team decides. Asked:",
    "reopen_declined": "The programme team did not reopen the answers. It says:",
    "reopen_lead": "What you have signed stands. If the programme team reopens your answers, you change "
    "them and sign an amendment, which is kept beside what was signed.",
    "reopen_reason": "What do you want to change, and why?",
    "reopen_reason_wrong": "Say what you want to change, in at most 5000 characters.",
    "reopen_button": "Send the request",
    "query_open": {
        "one": "The programme team has {count} question on your answers",
        "other": "The programme team has {count} questions on your answers",
    },
    "query_of_team": "The programme team asks:",
    "query_your_reply": "Your reply:",
    "query_reply": "Reply",
    "query_reply_change": "Change the reply",
    "query_title": "Questions of the programme team",
    "query_lead": "Reply to each question, change the answer where it needs changing, then sign the amendment.",
    "query_lead_closed": "These questions can be read. Your answers are not open for changes now.",
    "query_settled": "settled",
    "query_reply_by": "Reply of {name}:",
    "query_reply_label": "Your reply",
    "query_reply_wrong": "Write a reply of at most 5000 characters.",
    "query_reply_send": "Save the reply",
    "query_to_answer": "Change the answer",
    "query_none": "There are no questions of the programme team.",
    "query_to_sign": "Go on to the signature",
    "query_whole_case": "On all answers",
    "history_title": "How this answer came about",
    "history_show": "Earlier versions",
    "history_version": "Version",
    "history_answer": "Answer",
    "history_how": "How",
    "history_reason": "Reason:",
    "history_origin_city": "Answered by the city",
    "history_origin_workbook": "From the uploaded workbook",
    "history_origin_prefill": "From the last wave",
    "history_origin_correction": "Corrected by the programme team",
    "history_origin_mapped": "Carried over, because the questionnaire has changed",
    "change_note_new": "This question is new since you began.",
    "change_note_mapped": "The questionnaire has changed, and your answer was carried over. Please check it.",
    "change_note_again": "The questionnaire has changed, and your earlier answer does not fit any more. "
    "Please answer again.",
    "change_note_words": "This question has changed since you answered it. Please check your answer.",
    "change_more": {
        "one": "… and {count} more",
        "other": "… and {count} more",
    },
    "signed_thanks": "These answers were signed and handed in. Keep the receipt.",
    "signed_content": "The signed answers as a file",
    "signed_others": "Also signed:",
    "signed_corrections": "Corrections of the programme team since",
    "receipt_title": "Receipt",
    "receipt_title_amendment": "Receipt of amendment {number}",
    "receipt_of": "{city}: {questionnaire}",
    "receipt_signed_by": "Signed by",
    "receipt_function": "Function",
    "receipt_at": "Signed on",
    "receipt_version": "Version of the questionnaire",
    "receipt_before": "Signed before this amendment:",
    "receipt_amends": "Amends: {receipt}, signed by {name}, {at}, checksum {digest}. What was signed then is kept.",
    "receipt_checksum": "Checksum",
    "receipt_checksum_what": "This is the SHA-256 checksum of all answers above. If a single character of them "
    "were changed, it would be another one.",
    "receipt_checksum_how": "To check it, download the signed answers as a file from the page below and compute "
    "its SHA-256, for example with sha256sum; or send the checksum to the programme "
    "team, which compares it with what it holds.",
    "receipt_foot": "Checksum (SHA-256): {digest}",
    "receipt_source": "{city} · checksum {digest}…",
    "mail_contributed_subject": "{city}: the sections are done",
    "mail_contributed_body": "Dear {name},\n\n{by} says that the sections of “{study}” are done. Please check the "
    "answers of {city} and start the review.\n\nThis is your personal link:\n\n{link}\n\n{team}\n",
    "mail_to_sign_subject": "{city}: please sign the answers to “{study}”",
    "mail_to_sign_body": "Dear {name},\n\n{by} has reviewed the answers of {city} to “{study}”. Please read "
    "them and sign them for the city.\n\nThis is your personal link:\n\n{link}\n\n{team}\n",
    "mail_returned_subject": "{city}: the answers are open again",
    "mail_returned_body": "Dear {name},\n\n{by} has put the answers of {city} to “{study}” back to draft. They "
    "can be changed again.\n\nThis is your personal link:\n\n{link}\n\n{team}\n",
    "mail_signed_subject": "{city}: your answers to “{study}” were handed in",
    "mail_signed_body": "Dear {name},\n\n{signed_as} has signed the answers of {city} to “{study}”, and they "
    "were handed in. The receipt with all answers is on the pages of your "
    "city.\n\nChecksum (SHA-256): {digest}\n\nThis is your personal link:\n\n{link}\n\n{team}\n",
    "mail_queries_subject": "{city}: questions on your answers to “{study}”",
    "mail_queries_body": "Dear {name},\n\nthe programme team has read the answers of {city} to “{study}” and "
    "asks:\n\n{queries}\n\nPlease reply, change the answers where they need changing, "
    "and sign them again.\n\nThis is your personal link:\n\n{link}\n\n{team}\n",
    "mail_corrected_subject": "{city}: an answer to “{study}” was corrected",
    "mail_corrected_body": "Dear {name},\n\nthe programme team has corrected an answer of "
    "{city}:\n\n{question}\n\nReason: {reason}\n\nYour own answer is kept beside it. If "
    "you do not agree, write to the team or ask for reopening.\n\nThis is your personal "
    "link:\n\n{link}\n\n{team}\n",
    "mail_approved_subject": "{city}: your answers to “{study}” are approved",
    "mail_approved_body": "Dear {name},\n\nthe programme team has approved the answers of {city} to “{study}”. "
    "Thank you. You will see your results before they are published.\n\nThis is your "
    "personal link:\n\n{link}\n\n{team}\n",
    "mail_reopened_subject": "{city}: your answers to “{study}” are reopened",
    "mail_reopened_body": "Dear {name},\n\nthe programme team has reopened the answers of {city} to “{study}”, "
    "as you asked. Change what needs changing and sign the amendment; what was signed "
    "before is kept.\n\nThis is your personal link:\n\n{link}\n\n{team}\n",
    "mail_not_reopened_subject": "{city}: your answers to “{study}” were not reopened",
    "mail_not_reopened_body": "Dear {name},\n\nthe programme team has not reopened the answers of {city} to "
    "“{study}”. It says:\n\n{reason}\n\nThis is your personal link:\n\n{link}\n\n{team}\n",
    "mail_handed_in_subject": "{city}: answers to “{study}” handed in",
    "mail_handed_in_body": "Dear {name},\n\n{city} has signed its answers to “{study}”. They wait for "
    "review:\n\n{link}\n",
    "mail_amended_subject": "{city}: answers to “{study}” amended",
    "mail_amended_body": "Dear {name},\n\n{city} has signed an amendment of its answers to “{study}”:\n\n{link}\n",
    "mail_reopening_asked_subject": "{city}: asks for reopening of “{study}”",
    "mail_reopening_asked_body": "Dear {name},\n\n{city} asks for its answers to “{study}” to be "
    "reopened:\n\n{reason}\n\nPlease decide:\n\n{link}\n",
}
