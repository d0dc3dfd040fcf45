"""What results say of themselves, in English and word by word: `civiscope.report.words.remarks` finds it by these."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # notes of estimates and scores
    "remark_complete_lists": "complete lists only",
    "remark_bounds": "the bounds are of all lists",
    "remark_counts_only": "fewer than {least} complete lists: counts and bounds only",
    "remark_ranked": "ranked at any place",
    "remark_ranked_only": "of those that ranked the option",
    "remark_unranked": "an option that was not ranked gets no points",
    "remark_no_interval": "no interval: the method has none at a share of 0 or 1",
    "remark_suppressed_few": "suppressed: too few cities",
    "remark_suppressed": "suppressed: too few cities, here or in a row that this one would give away",
    "remark_suppressed_median": "suppressed: a median is the answer of a single city, and single answers are not "
    "published",
    "remark_suppressed_weighted": "counts only: the weighted share would give a suppressed number away",
    "remark_suppressed_mean": "suppressed: too few cities, or scores that are not published would be given away",
    "remark_ranks_left_out": "ranks left out: they would show where a city stands whose score is not published",
    "remark_one_city": "one city",
    # representativeness
    "remark_r_indicator": "R-indicator",
    "remark_r_indicator_adjusted": "R-indicator adjusted for bias",
    "remark_variation": "coefficient of variation of propensities",
    "remark_maximal_bias": "maximal absolute bias of a share",
    "remark_frame_smaller": "the wave stands for {surveyed} cities, the frame lists {frame}: rates are of the frame",
    "remark_frame_level": "no value in the frame: not in the shares of the other levels",
    "remark_frame_none": "the frame has no values",
    "remark_frame_missing": "no value in the frame: {cities}",
    "remark_indistinct": "no variable tells cities apart",
    "remark_few_answered": "too few: {cities} answered, {needed} are needed",
    "remark_few_unanswered": "too few: {cities} did not answer, {needed} are needed",
    "remark_uncertain": "{coefficients} coefficients, {cities} in the smaller part: the indicators are uncertain",
    "remark_variable_empty": "{variable} has no values and is left out of the model",
    "remark_variable_log": "{variable} as logarithm",
    "remark_left_out": "left out of the model for lack of a value: {cities}",
    "remark_city": "1 city",
    "remark_cities": "{count} cities",
    # printed results beside computed ones
    "remark_not_computed": "no share is computed from the answers at hand",
    "remark_no_share": "the answers at hand give a count, but no share",
    "remark_no_share_why": "the answers at hand give a count, but no share ({why})",
    "remark_computed_no_interval": "the computed share has no interval",
    "remark_few_answers": "fewer than {least} answers are at hand, too few for a comparison",
    "remark_in_words": "printed in words: {words}",
    "remark_no_base": "a count is printed without its base: {count}",
    "remark_simulated_share": "the computed share is of simulated answers",
    "remark_published_real": "the published result is real",
    # outcome models
    "remark_complete_cases": "complete cases: left out {left} of {all} cities, which lack a control",
    "remark_imputed": "numbers of {lacking} of {all} cities imputed {times} times",
    "remark_model_thin": "{outcome}: {count} cities have all that the model {value} needs, for {coefficients} "
    "coefficients",
    "remark_control_constant": "{outcome}: the control {name} has the same value in all {count} cities of the model "
    "{value}",
    "remark_score_constant": "{outcome}: all {count} cities of the model {value} have the same score or answer",
    "remark_outcome_constant": "{outcome}: all {count} cities of the model {value} have the same value",
    "remark_collinear": "{outcome}: in the model {value} {name} follows from the score and the controls before it",
    "remark_city_alone": "{outcome}: in the model {value} {city} alone determines a coefficient, so that it has no "
    "standard error",
    "remark_group_small": "{outcome}: {count} of the cities compared by {name} are {group}",
    "remark_first_group": "in the first group",
    "remark_other_group": "in the other group",
    # rounds of two waves
    "remark_different_rounds": "different rounds",
    "remark_same_round": "same round",
    "remark_round_not_known": "round not known",
    # differences between groups and between waves
    "remark_few_on_a_side": "fewer than {least} cities on one side",
    "remark_not_given": "a number that is needed is not given",
    "remark_no_spread": "the intervals do not tell how certain the numbers are",
    "remark_too_rare": "the answer is too rare, or too common, on one side for a test",
    # what was done about a finding
    "remark_left_missing": "left missing",
    "remark_left_missing_as": "left missing {kind}",
    "remark_kept": "kept as it was answered",
    "remark_counted_once": "counted once",
    "remark_not_read": "not read",
    "remark_withdrawn": "withdrawn",
    "remark_counted_not_known": "counted as not known",
    "remark_no_change": "no change computed",
    "remark_shares_complete": "shares use complete lists only; bounds are shown",
    "remark_percentage_used": "the percentage is used",
    "remark_digit_groups": "read with digit groups",
    "remark_placed": "placed there",
    "remark_no_coordinates": "left without coordinates",
    "remark_coded": "coded as {option}",
    "remark_kind_not_known": "(not known)",
    "remark_kind_not_applicable": "(not applicable)",
    "remark_kind_dont_know": "(don't know)",
    "remark_no_reason": "no reason given",
    # the findings of the catalogue of errors, word by word
    "remark_finding_wave-folder-unknown": "the folder waves/{value} belongs to no wave of study.yaml and is not read",
    "remark_finding_wave-file-unknown": "{value} belongs to no questionnaire of this wave and is not read",
    "remark_finding_option-repeated": 'the list of "{item}" names "{value}" twice',
    "remark_finding_required-missing": 'the required item "{item}" is not answered',
    "remark_finding_constraint-violated": 'the answer "{value}" to "{item}" does not fulfil its constraint',
    "remark_finding_recode-unused": 'no answer to "{item}" reads "{value}": the recode was not needed',
    "remark_finding_recoded": '{count} × "{value}" ({item}) was coded as {target}: {reason}',
    "remark_finding_same-round": '"{city}" is in the waves {before} and {after}, but both answers come from the '
    "same round ({round})",
    "remark_finding_round-not-known": '"{city}" is in the waves {before} and {after}, but it is not known in which '
    "round it answered",
    "remark_finding_lists-incomplete": '{count} of {base} lists of "{item}" are known to be incomplete: what they '
    "name is true, what they do not name is unknown",
    "remark_finding_code-list-unused": 'no item uses the code list "{value}"',
    "remark_finding_population-missing": 'the frame has no population for "{city}"',
    "remark_finding_coordinates-not-found": '"{name}" is not on the map: geonames has no place of that name in {where}',
    "remark_finding_coordinates-refused": '"{name}" is not on the map: of the places of that name in {where} none '
    "is the same for certain; refused: {places}",
    "remark_finding_coordinates-ambiguous": '"{name}" is not on the map: several places of that name in {where} '
    "fit: {places}",
    "remark_finding_coordinates-by-name": '"{name}" was placed by name and country alone, since the frame has no '
    "population to compare: {places}",
    "remark_finding_consent-withdraws-routed": '"{item}" is withdrawn together with "{value}", by which it is '
    "asked: {consent}",
    "remark_finding_consent-aggregate-as-never": '{count} answers to "{item}" may enter estimates only, but could '
    "be worked out from them: they are left out",
    "remark_finding_stratum-without-answers": 'in the wave {wave} no city of the stratum "{value}" answered: '
    "estimates do not speak for it",
    "remark_finding_lost-characters": "the cell has lost characters in an earlier conversion (� stands for them): "
    "{value}{more}",
    "remark_finding_several-sheets": 'the workbook has several sheets with contents; "{value}" was read, {others} not',
    "remark_finding_outcome-digit-groups": 'values with a comma were read with digit groups: "{value}" as '
    "{number}{more}",
    "remark_finding_published-sum": 'the source "{source}" prints percentages of {item} that add up to {value}%, '
    "though a city gives one answer",
    "remark_finding_published-contradiction": "{value} of {base} cities are {share}%, but {percent}% is printed for "
    "them",
    "remark_place": "{name} (population {population})",
    "remark_place_refused": "{name} (population {population} in the frame, {other} in geonames)",
    "remark_place_state": "{name} (in {state}, not {other})",
    "remark_more": "{count} more",
    "remark_and_more": " (and {count} more)",
    "remark_and_more_column": " (and {count} more in this column)",
}
