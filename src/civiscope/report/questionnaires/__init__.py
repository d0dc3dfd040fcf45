"""Questionnaires as respondents read them: on the screen, on paper, in a workbook."""
