"""The fixed phrases of collection in English: data protection and evidence."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "protect_title": "Your personal data",
    "protect_notice_title": "How your personal data are used",
    "protect_notice_lead": "You answer for your city. To make that possible, a few data about you are kept. This "
    "page says which, why and how long.",
    "protect_notice_short": "Your name and address are used only for this study.",
    "protect_banner": "Your name and address, and who gave which answer, are kept so that colleagues can answer "
    "together. None of it is published, and your name and address are erased some time after the study.",
    "protect_banner_more": "What is kept, why and how long",
    "protect_banner_read": "I have read it",
    "protect_who_title": "Who is responsible",
    "protect_who_text": "{publisher} runs the study and is responsible for these data.",
    "protect_who_write": "Write with any question about them to",
    "protect_kinds_title": "What is kept, why and how long",
    "protect_head_what": "Data",
    "protect_head_why": "Purpose",
    "protect_head_until": "Until when",
    "protect_contact_what": "Your name, e-mail address and language, your city and your part in its answer",
    "protect_contact_why": "To invite you, to remind you, and to show your colleagues who works on the answer",
    "protect_contact_until": {
        "one": "Erased one day after the fieldwork was closed, or when you ask for it",
        "other": "Erased {count} days after the fieldwork was closed, or when you ask for it",
    },
    "protect_link_what": "Your personal link, the codes that were sent to you, and the browsers in which you are "
    "signed in, as checksums",
    "protect_link_why": "So that nobody else answers in your place",
    "protect_link_until": "A code works for 15 minutes and a browser stays signed in for 60 days; all are erased "
    "with your name",
    "protect_mail_what": "The mails that were sent to you, and whether they arrived",
    "protect_mail_why": "To see who has not been reached",
    "protect_mail_until": "Erased with your name",
    "protect_answers_what": "Who gave or changed an answer or wrote a comment, and when",
    "protect_answers_why": "So that colleagues can answer together, and the programme team can ask back",
    "protect_answers_until": "The answers are your city’s and are kept; your name is taken from them when it is erased",
    "protect_evidence_what": "Links and files that you add to an answer, and who added them",
    "protect_evidence_why": "To support the answer; only your colleagues and the programme team see them",
    "protect_evidence_until": "Kept with the answer until you or your lead remove them; your name is taken from "
    "them when it is erased",
    "protect_signature_what": "The name and function under which the answer of your city was signed",
    "protect_signature_why": "It shows that someone entitled to do so answered for the city",
    "protect_signature_until": "Kept with the signed answer, as your city’s record",
    "protect_log_what": "A log of what was done: times and numbers, neither names nor answers",
    "protect_log_why": "To find out what happened where something went wrong",
    "protect_log_until": "Kept with the study; once your name is erased, its numbers lead to nobody",
    "protect_address_what": "The address of your computer in the network",
    "protect_address_why": "To slow down attacks",
    "protect_address_until": "Kept in the memory of the service for an hour at most",
    "protect_not_published": "None of these data are published: results show answers of cities, never who gave them.",
    "protect_rights_title": "Your rights",
    "protect_rights_text": "You may see your data, take them with you, correct them and have them erased. You can "
    "do all of this yourself once you are signed in; you may also write to the address above, and object to the use "
    "of your data.",
    "protect_rights_authority": "You may also complain to the data protection authority of your country.",
    "protect_cookies_title": "Cookies",
    "protect_cookies_text": "The service sets cookies that it needs and no others: one that keeps you signed in, "
    "one that protects forms, and one that remembers your language. Nobody follows what you do.",
    "protect_problem": "There is a problem",
    "protect_my_lead": "Here you see what is kept about you, and can correct, download or erase it.",
    "protect_saved": "Your data have been corrected.",
    "protect_correct_title": "Correct your data",
    "protect_name": "Your name, as your colleagues see it",
    "protect_language": "The language in which we write to you",
    "protect_email_fixed": "Your address is {email}. Codes are sent to it, so only the programme team can change it.",
    "protect_correct": "Save",
    "protect_name_missing": "Enter your name.",
    "protect_name_long": "Enter a name of at most 200 characters.",
    "protect_language_unknown": "Choose one of the languages of the list.",
    "protect_kept_title": "What is kept about you",
    "protect_kept_devices": "Browsers in which you are signed in",
    "protect_kept_mails": "Mails to you",
    "protect_kept_answers": "Versions of answers that you saved",
    "protect_kept_comments": "Your comments",
    "protect_kept_evidence": "Links and files that you added",
    "protect_kept_log": "Entries in the log",
    "protect_download": "Download everything (JSON)",
    "protect_delete_title": "Erase your data",
    "protect_delete_lead": "You can have your name and address erased at any time. The answers of your city stay.",
    "protect_delete_go": "Erase my data …",
    "protect_delete_text": "Your name, your address and the mails to you are erased at once. Your link and all "
    "browsers in which you are signed in stop working. Answers and comments stay with your city, without your name. "
    "Nobody can undo this.",
    "protect_delete_lead_of": "You are the lead contact of {cities}. Ask the programme team for a successor first, "
    "or nobody there can invite colleagues and hand in the answer.",
    "protect_delete_sure": "Yes, erase my data",
    "protect_delete_unsure": "Tick the box to confirm that your data are to be erased.",
    "protect_delete_now": "Erase my data now",
    "protect_delete_not": "Keep them",
    "protect_erased_title": "Your data have been erased",
    "protect_erased_text": "Your name and address are no longer kept, and this browser is signed out. Thank you for "
    "what you contributed.",
    "evidence_title": "Evidence",
    "evidence_where": "Where you are",
    "evidence_back": "Back to the question",
    "evidence_problem": "There is a problem",
    "evidence_have": "What supports this answer",
    "evidence_none": "No link or file has been added yet.",
    "evidence_new": "Add a link or a file",
    "evidence_use": "Your colleagues and the programme team can see it. It is never published.",
    "evidence_url": "Address of a page",
    "evidence_file": "Or a file",
    "evidence_name": "What it is (need not be filled in)",
    "evidence_save": "Add it",
    "evidence_add": "Add evidence",
    "evidence_show": "Show evidence",
    "evidence_new_tab": "(opens in a new tab)",
    "evidence_remove": "Remove",
    "evidence_kinds": "PDF, PNG, JPEG, DOCX, XLSX, CSV or TXT, up to {file} MB; all files of a city together up to "
    "{case} MB.",
    "evidence_refused_nothing": "Enter the address of a page, or choose a file.",
    "evidence_refused_both": "Add the link and the file one after the other.",
    "evidence_refused_address": "Enter a whole address with http or https, as your browser shows it, "
    "without a user name in it.",
    "evidence_refused_empty": "The file is empty. Choose another one.",
    "evidence_refused_large": "The file is larger than {file} MB. Make it smaller, or add a link to it.",
    "evidence_refused_kind": "This kind of file is not taken, whatever its name says. Save it as PDF, PNG, JPEG, "
    "DOCX, XLSX, CSV or TXT.",
    "evidence_refused_broken": "The file cannot be read; it may be damaged. Save it anew and choose it again.",
    "evidence_refused_macros": "The file holds macros, which could do harm. Save it without them, as DOCX or XLSX, "
    "or as PDF.",
    "evidence_refused_bomb": "The file would be far larger when it is unpacked. Save it as PDF.",
    "evidence_refused_locked": "The file is in an old format or has a password. Save it as DOCX, XLSX or PDF, "
    "without a password.",
    "evidence_refused_closed": "Evidence can be added and removed only while your city may change its answers.",
    "evidence_refused_many": "Your city has added 200 links and files, which is the most. Remove one first.",
    "evidence_refused_full": "The files of your city would have more than {case} MB together. Remove one first, or "
    "add a link.",
    "evidence_refused_disk": "The file could not be kept, because the service has no room left. Your answers are "
    "safe. Tell the programme team.",
    "service_own_evidence_title": "You may not remove this",
    "service_own_evidence_text": "Whoever added a link or a file can remove it, and so can the lead contact of your "
    "city.",
    "service_too_many_title": "Too many requests from your network",
    "service_too_many_text": "Wait a minute and load the page again. Whoever is signed in can go on working.",
    "service_too_large_title": "That is too large",
    "service_too_large_text": "The service takes at most 12 MB at once. Send a smaller file, or add a link to it.",
    "service_no_length_title": "The size of the request is missing",
    "service_no_length_text": "The service takes data only when their size is told first, as browsers do. Send the "
    "form from a page of the service.",
}
