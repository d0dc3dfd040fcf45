"""Problems of a command's arguments and places."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error

ENTRIES: dict[str, Entry] = {
    "study-folder-missing": error(
        "there is no folder {value}", "the folder of a study", "Correct the path, or make a study with civiscope new."
    ),
    "study-yaml-missing": error(
        "the folder {value} is not a study: it has no study.yaml",
        "a folder with study.yaml",
        "Give the folder of a study, or make one with civiscope new.",
    ),
    "wave-unknown": error('there is no wave "{value}"', "one of {waves}", "Correct the name of the wave."),
    "city-unknown": error(
        'there is no answer of a city "{value}"', "the code of a city that answered{similar}", "Correct the code."
    ),
    "part-unknown": error('"{value}" is not a part of a release', "one of {parts}", "Correct the name of the part."),
    "out-not-a-release": error(
        "{value} exists and is not a release of Civiscope; nothing was written",
        "a folder that does not exist yet, or an earlier release, which is replaced",
        "Choose another folder for --out.",
    ),
    "out-not-writable": error(
        "{value} cannot be written: {reason}", "a place that can be written", "Choose another place."
    ),
    "out-is-input": error(
        "{value} is read by this command, and --out would overwrite it",
        "a file of another name",
        "Choose another name.",
    ),
    "out-exists": error(
        "{value} exists, and may have been edited; nothing was written",
        "a file that does not exist yet",
        "Choose another name, or delete the file first.",
    ),
    "out-inside-study": error(
        "{value} lies inside the study folder", "a place outside the study", "Choose another folder for --out."
    ),
    "folder-not-empty": error(
        "{value} exists and is not an empty folder; nothing was written",
        "a folder that does not exist yet, or an empty one",
        "Choose another folder.",
    ),
    "simulate-cities": error(
        "{value} cities cannot be simulated", "a whole number from 1 to {most}", "Correct the number of cities."
    ),
    "simulate-seed": error("{value} cannot be the seed", "a whole number that is not negative", "Correct the seed."),
    "no-closed-wave": error(
        "the study has no closed wave, so there is nothing to build",
        "a wave with the status closed",
        "Set the status of a wave in study.yaml to closed once its answers are there.",
    ),
    "wave-not-closed": error(
        'the wave "{value}" is not closed', "a closed wave: {waves}", "Choose another wave, or close it in study.yaml."
    ),
    "release-damaged": error(
        "{value} of the release {folder} is not as it was released: {reason}",
        "every file as the release lists it; files of a release are never edited",
        "Copy the release again, whole, from where it was built, or build it anew. What is to be corrected goes into "
        "the study, and comes as a new release.",
    ),
    "release-missing": error(
        "{value} is not a release: it has no release.json", "the folder of a release", "Correct the path."
    ),
    "releases-missing": error(
        "{value} holds no release",
        "a release folder, or a folder with release folders in it",
        "Build one into it, e.g. civiscope build STUDY --out {value}/1, or correct the path.",
    ),
    "releases-of-two-studies": error(
        '{value} is a release of "{study}", but others here are of "{first}"',
        "releases of one study in a folder of releases",
        "Move it into a folder of its own.",
    ),
    "release-twice": error(
        'the release {value} stands in two folders, "{first}" and "{second}", and they are not the same',
        "one release of each id",
        "Delete the folder that is not as it was built; compare the two files release.json.",
    ),
    "releases-in-a-circle": error(
        "the releases in {value} supersede or withdraw one another in a circle: {ids}",
        "releases that only name earlier ones",
        "Build a release anew that names the others in `supersedes`, and is named by none.",
    ),
    "release-unreadable": error(
        "{value} was made by Civiscope {made}, whose tables this version cannot read",
        "a release of Civiscope {version}, or of a version with the same tables",
        "Build it anew with this version, or serve it with the one that made it.",
    ),
    "nothing-to-serve": error(
        "{value} is neither a study nor a release",
        "a folder with study.yaml, or one with release.json",
        "Correct the path; make a study with civiscope new, a release with civiscope build.",
    ),
    "database-unreachable": error(
        "the database {value} cannot be opened: {reason}",
        "a database that runs and can be reached, in DATABASE_URL, or a data folder that can be written",
        "Check the address, or start the database.",
    ),
    "database-not-durable": error(
        "the database could lose answers that it has acknowledged: {setting} is {value}",
        "{setting} = {wanted}",
        "Change that setting of the database.",
    ),
    "data-folder-unnamed": error(
        "nothing says which service is meant",
        "a study folder, or --data with the service's own folder",
        "Name the study folder, or give --data.",
    ),
    "nothing-to-back-up": error(
        "{value} holds no data of a service",
        "the folder that serve keeps its data in",
        "Correct the path. Where the service uses PostgreSQL, set DATABASE_URL as it does.",
    ),
    "backup-exists": error(
        "{value} is there already", "the name of a new file", "Choose another name, or move the old file away."
    ),
    "backup-failed": error(
        "{value} could not be copied or read: {reason}",
        "a database that answers, and programs of PostgreSQL that are as new as its server",
        "Mend what the reason names. Newer programs of PostgreSQL are found through CIVISCOPE_POSTGRESQL_BIN, the "
        "folder that they are in.",
    ),
    "backup-unreadable": error(
        "{value} cannot be restored: {reason}",
        "a file that civiscope backup wrote, unchanged",
        "Correct the path, or use another backup.",
    ),
    "restore-not-empty": error(
        "{value} is not empty",
        "a new or empty folder, and an empty database",
        "Choose another folder or database, or move what is there away.",
    ),
    "restore-other-database": error(
        "{value} was made of {wanted}",
        "DATABASE_URL where the backup is of PostgreSQL, and no DATABASE_URL where it is of SQLite",
        "Set DATABASE_URL, or unset it.",
    ),
    "program-missing": error(
        "the program {value} was not found",
        "the programs of PostgreSQL (Debian: postgresql-client)",
        "Install them, or name the folder that they are in with CIVISCOPE_POSTGRESQL_BIN.",
    ),
    "owner-unusable": error(
        "{value} cannot be the owner: {reason}",
        "an e-mail address and a password of twelve characters or more that is not a common one",
        "Correct CIVISCOPE_OWNER_EMAIL and CIVISCOPE_OWNER_PASSWORD, or answer again.",
    ),
    "port-taken": error(
        "nothing can listen at {value}: {reason}",
        "an address and a port of this machine that are free",
        "Choose another port with --port, or end what uses this one.",
    ),
    "wave-not-changeable": error(
        "the entry of the wave {value} cannot be changed alone: it shares {fields} with others",
        "a wave that is written out, without aliases (`*name`)",
        "Write out the wave in study.yaml.",
    ),
    "release-source-missing": error(
        "civiscope release was not told where the answers are",
        "--from-service: those that the service collected",
        "Give --from-service; a release of the answers in the study folder is made by civiscope build.",
    ),
    "service-missing": error(
        "there is no database of the service in {value}",
        "the folder that civiscope serve keeps its data in",
        "Correct --data, or set DATABASE_URL as for the service.",
    ),
    "field-missing": error(
        "the service collects no answers of {value}",
        "a wave that was opened on the programme desk",
        "Correct --wave or --data; open waves are: {waves}.",
    ),
    "field-open": error(
        "the wave {value} is still open: cities can change their answers",
        "a wave that was closed on the programme desk",
        "Close the wave, or give --draft for a release that says on every page that it is a draft.",
    ),
    "field-empty": error(
        "no answers to {value} are {include}",
        "at least one city whose answers are",
        "Approve answers on the programme desk, or give --include submitted. Where nobody has answered it, "
        "take {value} out of the wave's questionnaires in study.yaml.",
    ),
    "field-questionnaire-differs": error(
        "the questionnaire {value} is not the one that cities answered: {items} differ",
        "questionnaires/{value}.yaml as it was brought into the field",
        "Bring the new version into the field on the programme desk, or restore the file.",
    ),
}
