"""Who may reach what: every address of the service once, by its name. A test walks all of them for every role.

The explorer's addresses are for everyone, since a release holds only what may be published.
"""

from __future__ import annotations

from civiscope.web.common.rules.access import CONTACTS, EVERYONE, STAFF, Access

ACCESS: dict[str, Access] = {
    "asset": EVERYONE,
    "health": EVERYONE,
    # The view itself asks where the request comes from, or for a token.
    "metrics": EVERYONE,
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
    "case_question": CONTACTS,
    "case_changes": CONTACTS,
    "case_consent": CONTACTS,
    "case_invite": CONTACTS,
    "case_assign": CONTACTS,
    "case_done": CONTACTS,
    "desk": STAFF,
}
