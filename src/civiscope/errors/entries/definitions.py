"""Problems of a study's definitions: study.yaml, questionnaires, the frame, translations."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error, finding

ENTRIES: dict[str, Entry] = {
    "look-picture": error(
        'the picture "{value}" cannot be used: {reason}',
        "a file in the study folder that ends in {wanted}",
        "Correct the name, or export the picture anew, without scripts and without links to other files.",
    ),
    # study.yaml
    "wave-duplicate": error(
        'the wave "{value}" is defined twice', "each wave once", "Give one of them another id or delete it."
    ),
    "group-duplicate": error(
        'the group "{value}" is defined twice', "each group once", "Give one of them another code or delete it."
    ),
    "group-item-unknown": error(
        'the group "{group}" is by the item "{value}", which no questionnaire has{similar}',
        "the code of an item of kind single",
        "Correct the item's code.",
    ),
    "group-item-kind": error(
        'the group "{group}" is by the item "{value}", which is of kind {kind}',
        "an item of kind single",
        "Choose an item in which each city has one answer.",
    ),
    "group-column-unknown": error(
        'the group "{group}" is by the column "{value}", which cities.csv does not have',
        "one of {columns}",
        "Correct the column's name or add the column to cities.csv.",
    ),
    "group-city-unknown": error(
        'the group "{group}" names the city "{value}", which is not in the frame{similar}',
        "codes of cities.csv",
        "Correct the city's code or add the city to cities.csv.",
    ),
    "group-column-text": error(
        'the group "{group}" has classes of the column "{name}", which holds no number for "{city}" but "{value}"',
        "a column of cities.csv with numbers",
        "Choose another column, or leave out the classes: then each value is a level.",
    ),
    "named-twice": error('"{value}" is named twice in {field}', "each name once", "Delete one of the two."),
    "sentence-words": error(
        'the sentence "{value}" has other words in braces than a snapshot can fill in',
        "{{city}} and {{value}} only",
        "Correct the words in braces; a brace itself is written twice.",
    ),
    "group-classes-order": error(
        'the classes of the group "{group}" are not in rising order, or one that is not the last has no upper limit',
        "upper limits (below) that rise, and none in the last class",
        "Put the classes in order, lowest first.",
    ),
    "domain-unknown": error(
        '"{value}" is named as a domain but is no group', "one of {groups}", "Correct the name or define the group."
    ),
    "peers-group-unknown": error(
        'the peers are to be taken from "{value}", which is no group',
        "one of {groups}",
        "Correct the name or define the group.",
    ),
    "framework-member-unknown": error(
        'the framework has an intersection of "{value}", which is none of its capabilities{similar}',
        "codes of the capabilities that overlap: {capabilities}",
        "Correct the code; the capability that shapes all others is in every intersection without being named.",
    ),
    "framework-intersection-twice": error(
        "the framework has two intersections of the same capabilities: {value}",
        "each combination of capabilities once",
        "Delete one of them, or correct its members.",
    ),
    "wave-questionnaire-missing": error(
        'the wave "{wave}" asks the questionnaire "{value}", but there is no questionnaires/{value}.yaml',
        "a file in questionnaires/ for each questionnaire of a wave",
        "Add the file or correct the name.",
    ),
    "snapshot-item-unknown": error(
        'the snapshot shows the item "{value}", which no questionnaire has',
        "the code of an item",
        "Correct the item's code.",
    ),
    "snapshot-show-kind": error(
        'the snapshot shows the item "{value}" as {show}, which does not fit its kind, {kind}',
        "{fitting}",
        "Choose another way of showing it.",
    ),
    "finding-unknown": error(
        '"{value}" is to be promoted to an error, but no finding has this code',
        "the code of a finding of the catalogue",
        "Correct the code; docs/reference/problems.md lists them all.",
    ),
    "language-malformed": error(
        '"{value}" is not a language code', "a BCP 47 code such as en, fr or pt-BR", "Correct the code."
    ),
    "time-zone-unknown": error(
        '"{value}" is not the name of a time zone{similar}',
        "a name of the IANA time zone database, such as Europe/Paris or America/Bogota; UTC where none is given",
        "Correct the name. Abbreviations and distances such as CEST or UTC+2 are none: they tell no summer time.",
    ),
    "look-contrast": error(
        "the colour {value} ({column}) has a contrast of only {ratio}:1 to white",
        "a contrast of at least {wanted}:1, that of text (WCAG 2.2, level AA)",
        "Choose a darker colour, so that text in it can be read; the nearest darker shade that passes is {darker}.",
    ),
    # questionnaires
    "questionnaire-id": error(
        'the questionnaire calls itself "{value}", but its file is {file}',
        "id: {name}",
        "Make the id and the file's name the same.",
    ),
    "item-duplicate": error(
        'the item "{value}" is defined twice (first in line {first})',
        "each item code once in a questionnaire",
        "Give one of them another code.",
    ),
    "item-code-reserved": error(
        '"{value}" cannot be the code of an item: a column of the answers has this name',
        "a code other than {reserved}",
        "Give the item another code.",
    ),
    "section-duplicate": error(
        'the section "{value}" is defined twice', "each section code once", "Give one of them another code."
    ),
    "option-duplicate": error(
        'the option "{value}" stands twice in {list}',
        "each option code once in a list",
        "Delete or rename one of them.",
    ),
    "option-label-duplicate": error(
        'two options of {list} are called "{value}"',
        "codes and labels, in all languages, that tell the options apart",
        "Change one of them: answers that come by this name could not be told apart.",
    ),
    "code-list-unknown": error(
        'the item "{item}" uses the code list "{value}", which the questionnaire does not have',
        "one of {lists}",
        "Correct the name or add the list under code_lists.",
    ),
    "code-list-unused": finding('no item uses the code list "{value}"', "", "Delete the list, or use it."),
    "options-missing": error(
        'the item "{item}" is of kind {kind} but has no options',
        "options: the name of a code list, or a list",
        "Add the options.",
    ),
    "options-not-fitting": error(
        'the item "{item}" is of kind {kind} and cannot have the field {value}',
        "{value} only for the kinds {kinds}",
        "Delete the field or change the kind.",
    ),
    "option-group-duplicate": error(
        'the group of options "{value}" is defined twice',
        "each of the option_groups once",
        "Give one of them another code or delete it.",
    ),
    "option-group-unknown": error(
        'the option "{option}" belongs to the group "{value}", which is not among the option_groups{similar}',
        "one of {groups}",
        "Correct the group, or define it under option_groups.",
    ),
    "rows-missing": error(
        'the item "{item}" is of kind {kind} but has no rows',
        "rows: the name of a code list, or a list",
        "Add the rows.",
    ),
    "label-missing": error(
        'there is no text in "{language}" for "{value}"',
        "a text in every language of the study ({languages})",
        "Add it beside the other text, or to locale/{language}.yaml.",
    ),
    "concept-missing": error(
        'the item "{item}" has the field {value}, but no concept, so that it is compared with nothing',
        "a concept, which ties the item to the same question elsewhere",
        "Name the concept, or delete the field.",
    ),
    "recode-unknown": error(
        'the item "{item}" recodes "{value}", which is not one of its options{similar}',
        "one of {options}",
        "Correct the code; the item's own option stands before the colon.",
    ),
    "recode-chain": error(
        'the item "{item}" recodes "{own}" to "{value}", which it recodes as well',
        "the option that is compared in the end",
        "Recode both to the same option.",
    ),
    "classes-limit": error(
        'the class "{value}" of the item "{item}" has an upper limit and is the last, or has none and is not the last',
        "an upper limit (below) in every class but the last",
        "Add the limit, or delete that of the last class.",
    ),
    "classes-order": error(
        'a class of the item "{item}" ends below {value}, the one before it below {before}',
        "upper limits (below) that rise",
        "Put the classes in order, lowest first.",
    ),
    "expression-invalid": error(
        'the field {field} of the item "{item}" cannot be read: {reason}',
        "an XLSForm expression such as ${{strategy}} = 'yes'",
        "Correct the expression: {value}",
    ),
    "expression-item-unknown": error(
        'the field {field} of the item "{item}" refers to "{value}", which the questionnaire does not have',
        "codes of items of the same questionnaire",
        "Correct the code.",
    ),
    "expression-option-unknown": error(
        'the field {field} of the item "{item}" compares "{other}" with "{value}", which is not one of its '
        "options{similar}",
        "one of {options}",
        "Correct the code in the expression: {expression}",
    ),
    "relevant-cycle": error(
        "whether these items are asked depends on one another in a circle: {value}",
        "items that depend on earlier ones only",
        "Take one of them out of the circle.",
    ),
    "relevant-later": error(
        'whether the item "{item}" is asked depends on "{value}", which comes after it',
        "items that depend on earlier ones only",
        "Move one of the two.",
    ),
    "consent-routing": error(
        'whether the item "{item}" is asked depends on "{value}", whose consent is {needed}, and its own consent is '
        "{consent}: who was asked, and how many, would tell the answers",
        "a consent at least as strict as that of every item by which it is asked, directly or through others",
        'Give "{item}" the consent {needed}.',
    ),
    # the frame
    "column-missing": error('the column "{column}" is missing', "a header with the column {column}", "Add the column."),
    "frame-empty": error("the frame has no cities", "one row per city", "Add the cities of the study."),
    "city-duplicate": error(
        'the city "{value}" stands twice (first in line {first})',
        "each city once",
        "Delete or rename one of the rows.",
    ),
    "city-code-malformed": error(
        '"{value}" is not a code for a city',
        "lower-case letters and digits joined by single hyphens, e.g. paris-fra; at most 64 characters",
        "Correct the code.",
    ),
    "city-name-empty": error('the city "{city}" has no name', "a name", "Fill in the name."),
    "country-unknown": error(
        '"{value}" is not a country code',
        "an ISO 3166-1 alpha-3 code such as FRA, or XKX for Kosovo",
        "Correct the code.",
    ),
    "coordinates-half": error(
        'the city "{city}" has only one of latitude and longitude', "both, or neither", "Fill in the other one."
    ),
    "number-out-of-range": error("{value} is not a {column}", "a number from {low} to {high}", "Correct the number."),
    "number-negative": error("{value} is negative", "a number that is not negative", "Correct the number."),
    "number-not-whole": error("{value} is not a whole number", "a whole number", "Correct the number."),
    "population-missing": finding('the frame has no population for "{city}"', "", "Fill it in where it is known."),
    "coordinates-not-found": finding(
        '"{name}" is not on the map: geonames has no place of that name in {where}',
        "a place of that name in the same country (and state), with a population within 25% of the frame's",
        "Fill in latitude and longitude in cities.csv, if the city is to stand on the map.",
    ),
    "coordinates-refused": finding(
        '"{name}" is not on the map: of the places of that name in {where} none is the same for certain; '
        "refused: {places}",
        "a place of that name in the same country (and state), with a population within 25% of the frame's",
        "Fill in latitude and longitude in cities.csv, or correct the population.",
    ),
    "coordinates-ambiguous": finding(
        '"{name}" is not on the map: several places of that name in {where} fit: {places}',
        "only one place that fits in name, country (and state) and population",
        "Fill in latitude and longitude in cities.csv, or add the column state.",
    ),
    "coordinates-by-name": finding(
        '"{name}" was placed by name and country alone, since the frame has no population to compare: {places}',
        "a population within 25% of the frame's",
        "Fill in the population, or latitude and longitude, in cities.csv.",
    ),
    # translations
    "locale-undeclared": error(
        'there are translations into "{value}", which is not a language of the study',
        "one of {languages}",
        "Add the language to study.yaml, or delete the file.",
    ),
    "locale-not-mapping": error(
        "the file is not a mapping from source text to translation",
        'lines such as "Yes": "Oui"',
        "Write one translation per line.",
    ),
    "locale-text-empty": error('the translation of "{value}" is empty', "a text", "Translate it, or delete the line."),
    # consent of cities
    "consent-city-unknown": error(
        'the consent is of the city "{value}", which is not in the frame{similar}',
        "a code of cities.csv",
        "Correct the city's code.",
    ),
    "consent-item-unknown": error(
        'the consent is for the item "{value}", which no questionnaire of the wave {wave} has{similar}',
        "the code of an item, or an empty cell for all of them",
        "Correct the item's code.",
    ),
    "consent-unknown": error(
        '"{value}" is not a consent{similar}',
        "public, aggregate or never",
        "Choose aggregate for an answer that may only enter estimates, never for one that may not even do that.",
    ),
    "consent-twice": error(
        'the consent of "{value}" for {asked} is given twice (first in line {first})',
        "one row per city and item",
        "Delete the row that no longer holds.",
    ),
    "consent-withdraws-routed": finding(
        '"{item}" is withdrawn together with "{value}", by which it is asked: {consent}',
        "a row of its own, or that of the item by which it is asked",
        "Nothing needs to be done; a row of its own says the same.",
    ),
    "consent-aggregate-as-never": finding(
        '{count} answers to "{item}" may enter estimates only, but could be worked out from them: they are left out',
        "as many cities that withhold an answer as the minimum base asks, three at least",
        "Say so to the cities, or make the item's own consent aggregate.",
    ),
}
