"""Reading, recoding and coding raw answers into an AnswerSet, with a log of all that was found and done."""
