"""Problems of tables that are tabulated as they are, and of the engines that hold them."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error

ENTRIES: dict[str, Entry] = {
    # files
    "table-file-missing": error(
        "the file does not exist", "a file of this name", "Correct the name, or the folder in which it is looked for."
    ),
    "data-format-unknown": error(
        'a file that ends in "{value}" cannot be read as a table',
        "a table as .csv, .parquet, .sav or .xlsx",
        "Export the table in one of these formats: CSV in UTF-8, or Parquet for the fastest reading.",
    ),
    "table-without-rows": error(
        "the table has columns but no rows",
        "at least one row below the header",
        "Export the table again with its rows.",
    ),
    "no-room-for-copy": error(
        "the disk has no room for a working copy of the table in {value}",
        "free space of about the size of the file",
        "Delete what is not needed, or set the environment variable TMPDIR to a folder on a larger disk.",
    ),
    "query-too-large": error(
        "the table has more groups than can be added up within {value} of memory",
        "groupings with fewer groups",
        "Group by fewer columns at once, or by columns with fewer values.",
    ),
    # tables in memory
    "columns-uneven": error(
        "the columns have different lengths ({value})", "as many values in every column", "Add the missing values."
    ),
    "column-mixed": error(
        "the values are of several kinds: {reason}",
        "numbers only, texts only, or yes and no only; None where a value is missing",
        "Turn all values of this column into one kind.",
    ),
    # engines
    "table-not-named": error(
        "no table is named",
        "a file, a table in memory, or the name of a table in an engine",
        "Say which table to read.",
    ),
    "table-without-engine": error(
        'the table "{value}" is named, but no engine that holds it',
        "the address of a database or of Spark beside the name of a table",
        "Add the engine, such as postgresql://user@host/database, or name a file instead of a table.",
    ),
    "engine-unknown": error(
        '"{value}" is not the address of an engine',
        "postgresql://user:password@host:port/database, spark://local[2] or spark://host:port",
        "Correct the address, or leave it out to compute in this process.",
    ),
    "engine-not-installed": error(
        "the engine needs libraries that are not installed ({value})",
        "an installation of Civiscope with the libraries of this engine",
        'Install them: pip install "civiscope[{extra}]".',
    ),
    "engine-source-unsuitable": error(
        "{value} cannot be read by {engine}",
        "{wanted}",
        "Name such a table, or leave out the engine to compute in this process.",
    ),
    "engine-unreachable": error(
        "the server at {value} does not answer: {reason}",
        "a server that runs and can be reached from here",
        "Check host and port, whether the server runs, and whether a firewall stands between.",
    ),
    "engine-refuses-login": error(
        "the server at {value} refuses the connection: {reason}",
        "a user that may read the table, with the right password, and a database that exists",
        "Correct user, password or database in the address.",
    ),
    "engine-table-missing": error(
        'there is no table "{value}" in {engine}',
        "a table or view that the user may read, as table or schema.table",
        "Correct the name, or ask for the right to read it.",
    ),
    "engine-failed": error(
        "{engine} stopped while it computed: {reason}",
        "an engine that stays within reach, with enough memory and disk",
        "Look into the log of the engine, and try again.",
    ),
    "spark-runs-elsewhere": error(
        "Spark cannot start at {value} while tables at {running} are open",
        "one master at a time",
        "Close those tables first.",
    ),
    "java-missing": error(
        "Spark needs Java, which is not found on this machine",
        "Java 17 or 21",
        "Install it (on Debian as root: apt-get install default-jre-headless), or set JAVA_HOME to where it is.",
    ),
}
