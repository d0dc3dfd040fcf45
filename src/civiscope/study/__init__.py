"""What a study is: definition, frame, questionnaires and groups, with checks that name file and line."""
