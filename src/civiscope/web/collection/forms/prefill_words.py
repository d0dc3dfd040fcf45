"""How the desk tells that answers of earlier waves could not be put in."""

from __future__ import annotations

from civiscope.web.collection.domain.prefill_failures import DEFECT, FILES, PrefillFailure
from civiscope.web.common.outages import DATABASE_AWAY, DISK_FAILED, DISK_FULL

_FILES = (
    "See to it that the answers of earlier waves are there and readable (civiscope check names what is wrong), then "
    "try again."
)
_DEFECT = (
    "This is a defect, and trying again rarely helps. Have whoever runs the service report it with the lines of the "
    "service’s log that follow “prefilling failed”. Invitations need not wait for it: go on without these answers."
)
_OPERATOR = "Tell whoever runs the service; it goes on by itself once that is mended."
WORDS = {
    DISK_FULL: ("The service’s disk is full.", _OPERATOR),
    DISK_FAILED: ("The service’s disk could not be read or written.", _OPERATOR),
    DATABASE_AWAY: ("The service’s database did not answer, or somebody else was writing to it.", _OPERATOR),
    FILES: ("Files of the study folder could not be read", _FILES),
    DEFECT: ("Civiscope met something that it does not know", _DEFECT),
}
"""What failed and what to do, by kind; where there is a detail it follows what failed."""


def failure_words(failure: PrefillFailure) -> tuple[str, str]:
    """What failed, and what to do."""
    what, remedy = WORDS[failure.kind]
    if failure.kind in (FILES, DEFECT):
        what = f"{what}: {failure.detail.rstrip('.')}." if failure.detail else f"{what}."
    return what, remedy
