"""The fixed phrases of collection in English: previews of snapshots and the right of reply."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "preview_title": "Preview of your snapshot",
    "preview_where": "Where you are",
    "draft_wave": "{wave} (draft)",
    "draft_short": "Draft",
    "draft_mark": "Draft for your city – not published, and not to be passed on.",
    "preview_lead": "This is how the study would show your city with the answers that are saved now, made in the "
    "same way as the later publication.",
    "preview_busy": "Your preview is being prepared.",
    "preview_busy_text": "This takes a few seconds, longer where other cities wait as well. The page renews "
    "itself; you can also leave it and come back.",
    "preview_failed": "The preview could not be made.",
    "preview_failed_nothing": "Nothing has been answered yet that a snapshot could show. Answer a few questions, "
    "then try again.",
    "preview_failed_time": "It took too long. Your answers are safe; try again later, and tell the programme team "
    "if it happens again.",
    "preview_failed_problem": "Your answers are safe. The programme team finds the reason in the log of the "
    "service; please tell them.",
    "preview_documents": "Your preview",
    "preview_made": "Made on",
    "preview_older": "Your city has saved answers since.",
    "preview_read": "Read it",
    "preview_pdf": "PDF to print",
    "preview_make": "Make a preview",
    "preview_again": "Make a new preview",
    "preview_what": "What the preview shows",
    "preview_what_own": "Your own answers, as they stand when it is made. Questions that you have not answered are "
    "missing.",
    "preview_what_others": "The other cities that have submitted their answers so far, and earlier waves. The "
    "numbers will change as more cities answer.",
    "preview_what_rules": "Only what may be published: the rules of disclosure and the wishes of every city hold "
    "here as well.",
    "preview_what_wrong": "Answers with an error are left out until they are corrected.",
    "reply_title": "Your reply before publication",
    "reply_lead": "Please look at your snapshot before it is published, and tell us whether it is right.",
    "reply_until": "Replies are possible until",
    "reply_go": "Reply now",
    "reply_see": "Your replies before publication",
    "reply_not_yet": "Replies are not open yet. You will get a mail when your snapshot is ready to be looked at.",
    "reply_closed": "Replies are closed: the last day is over, or your answers are being changed or are published. "
    "If something is wrong, write to the programme team.",
    "reply_preview": "See your snapshot",
    "reply_question": "What would you like to tell us?",
    "reply_kind_confirmed": "The snapshot is right and can be published",
    "reply_kind_comment": "I have a comment",
    "reply_kind_correction": "Something is wrong: please send our answers back, so that we can correct them",
    "reply_text": "Your words",
    "reply_text_note": "Needed for comments and corrections; name the question, please. The programme team reads "
    "them, they are not published.",
    "reply_send": "Send the reply",
    "reply_kept": "Thank you, your reply is saved.",
    "reply_problem": "There is a problem",
    "reply_kind_missing": "Choose what you would like to tell us.",
    "reply_text_missing": "Say in words what you mean.",
    "reply_text_too_long": "Use at most 5,000 characters.",
    "reply_earlier": "What your city has said",
    "reply_said_confirmed": "Confirmed",
    "reply_said_comment": "Comment",
    "reply_said_correction": "Correction asked for",
    "reply_was_led_back": "the programme team has sent the answers back",
}
