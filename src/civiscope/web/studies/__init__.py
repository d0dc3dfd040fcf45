"""The study that is in the field: its waves, instruments, contacts and the texts of mails."""
