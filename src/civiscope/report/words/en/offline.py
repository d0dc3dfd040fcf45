"""The fixed phrases of collection in English: print, workbook, answers of the last wave."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # the page of ways to answer offline
    "offline_title": "Answer offline",
    "offline_lead": "Read or print the whole questionnaire, or fill it in without a connection and send it in here.",
    "offline_back": "Back to the questionnaire",
    "offline_read_title": "Read and print",
    "offline_read_text": (
        "All questions with their options, and room to write by hand. Answers on paper are not sent in: "
        "someone has to enter them here."
    ),
    "offline_read_html": "Read on the screen",
    "offline_read_pdf": "Questionnaire as PDF",
    "offline_workbook_heading": "Fill in a workbook",
    "offline_workbook_text": (
        "The workbook (Excel, LibreOffice) holds the answers as they stand now. Colleagues can go on "
        "answering here meanwhile: where both changed the same answer, you choose when you send the workbook "
        "in."
    ),
    "offline_download": "Download the workbook",
    "offline_upload_heading": "Send a workbook in",
    "offline_upload_label": "The workbook that you filled in (.xlsx, at most 5 MB)",
    "offline_upload_text": "Nothing is saved yet: first you see what would change.",
    "offline_upload_button": "Check the workbook",
    "offline_closed": "This questionnaire takes no answers now, so that no workbook can be sent in.",
    # what stands in the workbook
    "offline_workbook_title": "{study}: answers of {city}",
    "offline_guide_sheet": "Guide",
    "offline_deadline": "answers are wanted by {day}",
    "offline_step_1": (
        "Each further sheet is a section of the questionnaire. Write into the yellow cells only; all others "
        "are locked, and a workbook in which they were changed cannot be read."
    ),
    "offline_step_2": (
        "Where a cell offers a list, choose from it. Where several options may be chosen, say yes or no to "
        "each of them; to rank options, write 1, 2, 3 and so on."
    ),
    "offline_step_3": (
        "Where you cannot answer, choose the reason in the column “Or”. Where a question does not concern you "
        "because of an earlier answer, leave it open."
    ),
    "offline_step_4": "Write values, not formulas. Keep the file as .xlsx and without macros.",
    "offline_step_5": (
        "Send the file in on the page from which you downloaded it. You see what changes before anything is "
        "saved. An empty cell takes away the answer that stood there."
    ),
    "offline_sheet_lead": "Write into the yellow cells. Questions end where the next number begins.",
    "offline_column_number": "No.",
    "offline_column_question": "Question, row, option",
    "offline_column_answer": "Answer",
    "offline_column_otherwise": "Or",
    "offline_column_help": "Help",
    "offline_yes": "Yes",
    "offline_no": "No",
    "offline_other": "Other",
    "offline_own_words": "Other, in your own words",
    "offline_dont_know": "Don’t know",
    "offline_not_applicable": "Not applicable",
    "offline_none": "None of these",
    "offline_rule_title": "This cannot stand here",
    "offline_rule_list": "Please choose an entry of the list.",
    "offline_rule_rank": "Please write a whole number from 1 (first) to {last} (last).",
    "offline_rule_integer": "Please write a whole number, in digits only.",
    "offline_rule_decimal": "Please write a number.",
    "offline_rule_date": "Please write a date, such as 2024-05-31.",
    # what is said of a question
    "offline_kind_single": "Choose one option",
    "offline_kind_multiple": "Choose all options that apply",
    "offline_kind_ranking": "Number the options in order of importance: 1 for the first",
    "offline_kind_grid": "Choose one option in each row",
    "offline_kind_grid_multiple": "In each row, choose all options that apply",
    "offline_kind_integer": "A whole number",
    "offline_kind_decimal": "A number",
    "offline_kind_text": "A short text",
    "offline_kind_longtext": "A text",
    "offline_kind_date": "A date (year-month-day)",
    "offline_kind_url": "An address on the web, beginning with https",
    "offline_unit": "unit: {unit}",
    "offline_most": {
        "one": "at most one option",
        "other": "at most {most} options",
    },
    "offline_required": "required",
    "offline_asked_when": "Asked only if {condition}.",
    "offline_asked_depending": "Whether this is asked depends on earlier answers.",
    "offline_use_public": "The answer may be published with the name of the city.",
    "offline_use_aggregate": "The answer itself is not published; it only enters results on many cities.",
    "offline_use_never": "The answer is not published, not even within results on many cities.",
    "offline_use_but": (
        "Use of the answers: unless a question says otherwise, they may be published with the name of the city."
    ),
    # the questionnaire to read and print
    "offline_paper_subtitle": "The whole questionnaire, to read and to prepare answers",
    "offline_paper_counts": {
        "one": "{count} question in {sections}",
        "other": "{count} questions in {sections}",
    },
    "offline_paper_sections": {
        "one": "{count} section",
        "other": "{count} sections",
    },
    "offline_paper_how": (
        "Answers are given in the service, where several colleagues can write together. This paper helps to "
        "prepare them."
    ),
    "offline_paper_version": "Version {version} of the questionnaire, of {day}.",
    "offline_paper_row": "Row",
    # what is wrong with a workbook
    "offline_problem_title": "The workbook was not taken",
    "offline_problem_count": {
        "one": "There is a problem in one cell. Nothing was saved. Mend it in the workbook and send it in again.",
        "other": (
            "There are problems in {count} cells. Nothing was saved. Mend them in the workbook and send it in again."
        ),
    },
    "offline_problem_cell": "Cell",
    "offline_problem_question": "Question",
    "offline_problem_problem": "Problem",
    "offline_problem_list": "Problems by cell",
    "offline_error_title": "There is a problem",
    "offline_refused_none": "Choose the workbook that you filled in, then press the button.",
    "offline_refused_large": "The file is larger than {limit} MB. Take pictures and other additions out of it.",
    "offline_refused_unpacked": (
        "Unpacked, the file is larger than {limit} MB. Download the workbook again and fill that one in."
    ),
    "offline_refused_old": (
        "The file is an old workbook (.xls), or it has a password. Save it as .xlsx without a password."
    ),
    "offline_refused_kind": "The file is not an Excel workbook (.xlsx). Send in the workbook that you downloaded here.",
    "offline_refused_opendocument": (
        "The file is an OpenDocument file, such as .ods. Open it, choose “Save as” and the format Excel (.xlsx), and "
        "send that one in."
    ),
    "offline_refused_damaged": (
        "The file is damaged or was written in an unusual way. Open it, save it again as .xlsx, and send that one in."
    ),
    "offline_refused_macros": "The workbook holds macros. Save it as .xlsx without macros.",
    "offline_refused_links": (
        "The workbook is linked to other files or holds embedded ones. Take them out and send it in again."
    ),
    "offline_refused_cells": (
        "The workbook has cells far outside the questionnaire. Copy your answers into a newly downloaded workbook."
    ),
    "offline_refused_seal": (
        "This is not a workbook of this service, or its hidden part was changed. Copy your answers into a "
        "newly downloaded workbook."
    ),
    "offline_refused_case": (
        "This workbook belongs to another city or another questionnaire. Send in the one that you downloaded here."
    ),
    "offline_refused_version": (
        "The questionnaire was changed after this workbook was downloaded. Download a new one, copy your "
        "answers into it and send that one in."
    ),
    "offline_fault_sheet": "The sheet “{sheet}” is missing or has another name.",
    "offline_fault_moved": "The lines of this sheet were moved, deleted or doubled: here should stand “{label}”.",
    "offline_fault_label": "A locked cell was changed: here should stand “{label}”, not “{value}”.",
    "offline_fault_locked": "“{value}” stands in a cell that takes no answer.",
    "offline_fault_further": "“{value}” stands below the last question.",
    "offline_fault_formula": "The cell holds a formula. Write its value instead.",
    "offline_fault_error": "The cell holds an error. Write the answer, or empty the cell.",
    "offline_fault_integer": "“{value}” is not a whole number.",
    "offline_fault_decimal": "“{value}” is not a number.",
    "offline_fault_percent": (
        "The cell shows {shown}%, which is kept as {value}. Give it the format of a number and write the answer "
        "without “%”."
    ),
    "offline_fault_date": "“{value}” is not a date. Write it as 2024-05-31.",
    "offline_fault_option": "“{value}” is not one of the options: {o}.",
    "offline_fault_yes_no": "“{value}” is neither “{yes}” nor “{no}”.",
    "offline_fault_open": "No option is chosen. Say “{no}” here as well, or choose “{none}” beside the question.",
    "offline_fault_rank": "“{value}” is not a place from 1 to {last}.",
    "offline_fault_rank_twice": "The place {value} is already given to “{other}”.",
    "offline_fault_own_without_rank": "Give the own answer a place as well.",
    "offline_fault_own_beside": "There are own words, but “{value}” is chosen. Choose “other”, or empty this cell.",
    "offline_fault_reason": "“{value}” is not one of the reasons: {o}.",
    "offline_fault_both": "The question is answered, and “{value}” is chosen as well. Empty one of them.",
    "offline_fault_reserved": "“{value}” has a fixed meaning here. Write it without parentheses.",
    "offline_fault_url": "“{value}” is not an address on the web. It begins with https or http.",
    "offline_fault_most": {
        "one": "{given} options are chosen; at most one may be.",
        "other": "{given} options are chosen; at most {count} may be.",
    },
    "offline_fault_constraint": "“{value}” cannot be: {reason}",
    "offline_fault_unusable": "“{value}” cannot be used as an answer here.",
    # what will change
    "offline_changes_title": "What the workbook changes",
    "offline_changes_none": "The workbook changes nothing: all its answers stand here already.",
    "offline_changes_count": {
        "one": "One answer will change.",
        "other": "{count} answers will change.",
    },
    "offline_changes_unsaved": "Nothing is saved yet.",
    "offline_change_before": "Now",
    "offline_change_after": "In the workbook",
    "offline_change_empty": "no answer",
    "offline_conflicts_title": "Changed here meanwhile",
    "offline_conflicts_text": (
        "These answers were changed here after the workbook was downloaded, and in the workbook as well. "
        "Choose which one is to stand."
    ),
    "offline_keep_here": "Keep what stands here",
    "offline_take_workbook": "Take the workbook’s answer",
    "offline_choose_missing": "Choose for “{question}” which answer is to stand.",
    "offline_save": "Save these answers",
    "offline_cancel": "Save nothing",
    "offline_saved": {
        "one": "One answer of the workbook was saved.",
        "other": "{count} answers of the workbook were saved.",
    },
    "offline_changed_again": (
        "Answers were changed here while you looked at this page, so nothing was saved. This is how it stands now."
    ),
    # answers of the last wave
    "offline_prefill_mark": "From “{wave}”, please confirm",
    "offline_prefill_in_workbook": "This answer comes from “{wave}”. Please confirm it on the page of the section.",
    "offline_prefill_text": (
        "They are what your city answered then, and count only once someone has confirmed or changed them."
    ),
    "offline_prefill_confirm": "This still holds",
    "offline_prefill_confirm_of": "This still holds: {question}",
    "offline_prefill_section": "Confirm all of them in this section",
    "offline_prefill_waiting": "Answers from “{wave}” wait to be confirmed.",
    "offline_prefill_confirmed": {
        "one": "One answer was confirmed.",
        "other": "{count} answers were confirmed.",
    },
    "offline_prefill_changed": "That answer was changed meanwhile, so it was not confirmed. Look at it again.",
    "offline_prefill_earlier": "an earlier wave",
}
