"""English phrases of the explorer's pages of indices: ranking, rank intervals, other weights."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "index_card_none": "No city has a score yet.",
    # key facts
    "index_fact_cities": "cities with a score, of {asked} that answered: {wave}",
    "index_fact_range": "points: the lowest and the highest score{scale}",
    "index_fact_variants": "variants of the method behind every interval",
    # the ranking
    "ranking_title": "Ranking",
    "ranking_list_title": "Scores of the cities",
    "ranking_caption": "Cities by score, the highest first, each with the interval of its rank: {wave}",
    "ranking_caption_unranked": "Cities with a score, in the order of their names: {wave}",
    "ranking_waves": "Ranking of another edition",
    "ranking_pages": "Pages of the ranking",
    "ranking_download": "Download the ranking (CSV)",
    "ranking_unranked": "There is no ranking here, because no intervals of the ranks are published, and a rank without "
    "one says more than is known. The cities stand in the order of their names.",
    "ranking_note": "The line in each row runs from the first rank to the last; its dark part is where {level} of "
    "{runs} variants of the method put the city, and the mark is where the published method puts it. Below a score "
    "stands its interval over the same variants. These intervals show what depends on the choices of the method. They "
    "are not sampling errors, and say nothing of errors in the answers.",
    "ranking_note_scores": "Below a score stands the interval in which {level} of {runs} variants of the method put "
    "it. It is not a sampling error, and says nothing of errors in the answers.",
    "ranking_overlap": "Neighbours whose intervals of ranks overlap cannot be told apart by this table: another choice "
    "of method may put them the other way round.",
    "ranking_known": "{share} known",
    "ranking_known_note": "Known: the share of the indicators that are known, where it is not all of them.",
    # other weights
    "weights_title": "Change the weights",
    "weights_honest": "These are your weights and not the study’s. Scores and ranks are computed anew in your browser, "
    "from the published scores of the parts; intervals and classes are not.",
    "weights_all_parts": "A city has a score only where all parts are known, whatever their weight.",
    "weights_minimum": "A city has a score only where at least {share} of the parts are known; the weights of those "
    "that are missing go to the others in proportion.",
    "weights_rescaled": "Where a part of a city is not known, its weight goes to the others in proportion.",
    "weights_hidden": "Cities whose scores are not published are left out: all ranks here are among the others.",
    "weights_noscript": "Changing the weights needs JavaScript. The published ranking above does without it.",
    "weights_rule": "The parts are put together as in the published method: {rule}. Only the proportions between "
    "weights count.",
    "weights_slider": "{label}: slider",
    "weights_published": "Published weights",
    "weights_equal": "Equal weights",
    "weights_share": "The weights stand in the address of this page: copy it to share what you see.",
    "weights_start": "Move a weight, and see which cities change places.",
    "weights_caption": "Cities by score with your weights",
    "weights_rank": "Your rank",
    "weights_score": "Your score",
    "weights_move": "Against the published ranking",
    "weights_before": "Published rank",
    "weights_more": "Show more",
    "weights_correlation": "Your ranking and the published one have a rank correlation (Spearman) of {value}.",
    "weights_no_correlation": "There is no rank correlation with the published ranking, because scores are all equal.",
    "weights_summary": {
        "one": "{same} of {count} city keeps its rank.",
        "other": "{same} of {count} cities keep their rank.",
    },
    "weights_furthest": "{city} moves furthest: {move}.",
    "weights_up": {"one": "up {count} place", "other": "up {count} places"},
    "weights_down": {"one": "down {count} place", "other": "down {count} places"},
    "weights_same": "same rank",
    "weights_lost": {
        "one": "{count} city has no score by these weights.",
        "other": "{count} cities have no score by these weights.",
    },
    "weights_lost_city": "no score",
    "weights_no_weight": "At least one weight must be above 0.",
    "weights_unknown_part": "The address names parts that this index does not have, or weights that are not numbers "
    "from 0. These are left out: {parts}",
    "weights_found": {"one": "{shown} of {count} city", "other": "{shown} of {count} cities"},
    "weights_failed": "The scores could not be loaded.",
    "weights_fixed_rule": "The parts of this index are not put together by a weighted mean, so that other weights "
    "cannot be tried here.",
    "weights_fixed_computed": "The weights of this index are computed from the answers or read from a file, so that "
    "other weights cannot be tried here.",
    "weights_fixed_single": "This index has one part only, so that there is nothing to weigh.",
    "weights_fixed_unranked": "Other weights cannot be tried where no ranking is published.",
    "weights_fixed_differs": "The published scores of the parts do not give the published scores of the index exactly, "
    "so that other weights cannot be tried here.",
}
