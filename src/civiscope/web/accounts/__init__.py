"""Who may sign in: the programme team with password and second factor, people of cities by personal link and code."""
