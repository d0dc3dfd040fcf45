"""The standard texts of mails in English; the programme team can change them."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "mail_code_subject": "Your code: {code}",
    "mail_code_body": "{code} is your code for “{study}”. It works once, within {minutes} minutes.\n\n"
    "If you have not asked for it, someone else has opened your link; you need do nothing.\n",
    "mail_link_subject": "Your link to “{study}”",
    "mail_link_body": "Dear {name},\n\n"
    "this is your personal link to the questionnaire of “{study}”:\n\n"
    "{link}\n\n"
    "It is for you alone. Colleagues get links of their own.\n",
    "mail_colleague_subject": "{lead} asks for your help with “{study}”",
    "mail_colleague_body": "Dear {name},\n\n"
    "{lead} is answering the questionnaire of “{study}” for {city} and asks you to answer some of its "
    "questions.\n\n"
    "This is your personal link:\n\n"
    "{link}\n\n"
    "It is for you alone. On every new device we send a code to this address.\n",
}
