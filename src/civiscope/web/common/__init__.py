"""What all apps of the service share: who may reach what, the record of what was done, mails, the frame of pages."""
