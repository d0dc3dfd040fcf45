"""The standard texts of mails in English; the programme team can change them."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "mail_invite_subject": "{city}: please answer “{questionnaire}” by {deadline}",
    "mail_invite_body": "Dear {name},\n\n"
    "{city} is invited to take part in “{study}”. Please answer the questionnaire “{questionnaire}” by {deadline}. "
    "Several colleagues can answer it together; everything is saved as you go.\n\n"
    "This is your personal link:\n\n"
    "{link}\n\n"
    "It is for you alone. On every new device we send a code to this address, so you need no password.\n"
    "\n"
    "How we handle your data: {privacy}\n\n{team}\n",
    "mail_remind_subject": "Reminder: “{questionnaire}” for {city}, by {deadline}",
    "mail_remind_body": "Dear {name},\n\n"
    "the answers of {city} to “{questionnaire}” have not been handed in yet. They can be until {deadline}. What you "
    "have answered so far is saved.\n\n"
    "Your personal link:\n\n"
    "{link}\n\n"
    "If the questionnaire belongs with someone else, please reply with their name and address.\n\n{team}\n",
    "mail_replaced_subject": "{city}: you now answer “{questionnaire}”",
    "mail_replaced_body": "Dear {name},\n\n"
    "you take over a colleague’s part in the questionnaire “{questionnaire}” of “{study}” for {city}. What was "
    "answered before is there; please complete it by {deadline}.\n\n"
    "This is your personal link:\n\n"
    "{link}\n\n"
    "It is for you alone. On every new device we send a code to this address, so you need no password.\n"
    "\n{team}\n",
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
    "It is for you alone. On every new device we send a code to this address.\n"
    "\n"
    "How we handle your data: {privacy}\n\n{team}\n",
    "mail_signatory_subject": "{lead} asks you to sign “{study}” for {city}",
    "mail_signatory_body": "Dear {name},\n\n"
    "{lead} is answering the questionnaire of “{study}” for {city} and has named you as the person who signs "
    "the answers for the city. Once they are ready, we write to you again; until then there is nothing that "
    "you must do. You can read them at any time.\n\n"
    "This is your personal link:\n\n"
    "{link}\n\n"
    "It is for you alone. On every new device we send a code to this address.\n\n"
    "How we handle your data: {privacy}\n\n"
    "{team}\n",
    "mail_reply_subject": "Your snapshot in “{study}”: please look at it before it is published",
    "mail_reply_body": "Dear {name},\n\n"
    "the answers of {city} to “{study}” are approved. Before they are published, please look at the snapshot of "
    "your city, and tell us whether it is right. You can confirm it, comment on it or ask for a correction until "
    "{deadline}:\n\n"
    "{link}\n\n"
    "Without a reply we take it that the snapshot is right.\n\n{team}\n",
    "mail_changed_subject": "{city}: the questionnaire of “{study}” has changed",
    "mail_changed_body": "Dear {name},\n\nthe questionnaire of “{study}” has changed while you are answering. "
    "Your answers are kept; please look at these questions:\n\n{questions}\n\nThis is "
    "your personal link:\n\n{link}\n\n{team}\n",
}
