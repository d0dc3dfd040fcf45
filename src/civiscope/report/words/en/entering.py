"""The fixed phrases of answers that the programme team enters for a city, in English."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # who gave an answer
    "collect_team": "Programme team ({name})",
    "collect_team_alone": "Programme team",
    "collect_entered_phone": "Entered by the programme team ({name}) from the city’s phone call,",
    "collect_entered_paper": "Entered by the programme team ({name}) from the city’s paper questionnaire,",
    "collect_entered_mailed": "Entered by the programme team ({name}) from the workbook that the city mailed,",
    "history_origin_phone": "Entered by the programme team from the city’s phone call",
    "history_origin_paper": "Entered by the programme team from the city’s paper questionnaire",
    "history_origin_mailed": "Entered by the programme team from the workbook that the city mailed",
    # what the city is told; a time follows
    "entered_phone": {
        "one": "The programme team entered {count} answer from your city’s phone call,",
        "other": "The programme team entered {count} answers from your city’s phone call, the last one",
    },
    "entered_paper": {
        "one": "The programme team entered {count} answer from your city’s paper questionnaire,",
        "other": "The programme team entered {count} answers from your city’s paper questionnaire, the last one",
    },
    "entered_mailed": {
        "one": "The programme team entered {count} answer from the workbook that your city mailed,",
        "other": "The programme team entered {count} answers from the workbook that your city mailed, the last one",
    },
    "entered_check": "Please look through these answers; they are marked. You can change them until your city signs. "
    "Only your city signs.",
    "entered_read": "These answers are marked.",
    # on the pages of staff who enter
    "enter_bar_phone": "You are entering what {city} says on the telephone. The city sees that you entered it.",
    "enter_bar_paper": "You are entering what {city} answered on paper. The city sees that you entered it.",
    "enter_bar_mailed": "You are entering what {city} answered in a workbook that it mailed. The city sees that you "
    "entered it.",
    "enter_back": "Back to the city",
    "enter_closed": "Not saved: the answers have been handed in or the wave is closed.",
    "enter_consent": "What the city chose for this answer; only the city changes it:",
    "enter_workbook_title": "The city’s workbook",
    "enter_workbook_heading": "A workbook for the city",
    "enter_workbook_text": "It holds the answers as they stand now. Give it to the city to fill in, in its language; "
    "other cities’ workbooks are not taken here.",
    "enter_upload_label": "The workbook that the city filled in (.xlsx, at most 5 MB)",
    "enter_js_signed_out": "Not saved: you are no longer signed in here, or your role has changed. Sign in in another "
    "tab, then load this page anew; copy what you typed last.",
}
