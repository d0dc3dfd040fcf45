"""Who may reach what: every address of the service once, by its name. A test walks all of them for every role.

The explorer's addresses are for everyone, since a release holds only what may be published.
"""

from __future__ import annotations

from civiscope.web.common.rules.access import CONTACTS, EDITORS, EVERYONE, STAFF, Access

ACCESS: dict[str, Access] = {
    "asset": EVERYONE,
    "service_asset": EVERYONE,
    "account_login": EVERYONE,
    "account_logout": STAFF,
    "account_reset_password": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "account_reset_password_from_key": EVERYONE,
    "account_reset_password_from_key_done": EVERYONE,
    "account_change_password": STAFF,
    "account_reauthenticate": STAFF,
    "mfa_authenticate": EVERYONE,
    "mfa_reauthenticate": STAFF,
    "mfa_index": STAFF,
    "mfa_activate_totp": STAFF,
    "mfa_deactivate_totp": STAFF,
    "mfa_view_recovery_codes": STAFF,
    "mfa_generate_recovery_codes": STAFF,
    "mfa_download_recovery_codes": STAFF,
    "link": EVERYONE,
    "link_code": EVERYONE,
    "link_lost": EVERYONE,
    "sign_out": CONTACTS,
    "my_cases": CONTACTS,
    "case": CONTACTS,
    "case_section": CONTACTS,
    "case_save": CONTACTS,
    "desk": STAFF,
    "case_offline": CONTACTS,
    "case_questionnaire": CONTACTS,
    "case_questionnaire_pdf": CONTACTS,
    "case_workbook": CONTACTS,
    "case_workbook_check": CONTACTS,
    "case_workbook_save": CONTACTS,
    "case_confirm": CONTACTS,
    "desk_paper": STAFF,
    "desk_paper_pdf": STAFF,
    "desk_prefill": EDITORS,
}
