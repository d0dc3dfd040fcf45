"""civiscope calibrate: weights that reach known totals, and estimates from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from civiscope.cli import table_options as options
from civiscope.cli.paths import given_path

if TYPE_CHECKING:
    from civiscope.workflows.calibrate import Calibrated
    from civiscope.workflows.calibrate_request import CalibrationRequest


def _text(name: str, metavar: str, text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=text, show_default=False)


def _file(name: str, text: str) -> Any:
    return typer.Option(name, parser=given_path, metavar="FILE", help=text, show_default=False)


Margins = Annotated[
    Path | None,
    _file("--margins", "Table of population totals: variable, level, total. Without a level the total of a number."),
]
FrameMargins = Annotated[
    str | None, _text("--frame-margins", "G,H", "Groups of a study whose totals are counted from its frame.")
]
HowToReach = Annotated[
    str | None,
    typer.Option(
        "--method",
        help="poststratify, rake, linear, raking or logit.",
        show_default="poststratify for one margin, rake for several, linear with numbers or bounds",
    ),
]
BoundsOfRatios = Annotated[
    str | None, _text("--bounds", "L,U", "Bounds of weights after over before, for linear and logit.")
]
Partial = Annotated[bool, typer.Option("--partial", help="Leave out categories that no row has.")]
MissingLevel = Annotated[
    str | None, _text("--missing-level", "NAME", "Level of rows, and of cities of the frame, that have no value.")
]
TrimLimits = Annotated[
    str | None, _text("--trim", "LOW,HIGH", "Limits of the weights; 3x is three times their median.")
]
TrimShare = Annotated[
    str, typer.Option("--trim-share", help="How the others take over what is cut off: equal or proportional.")
]
Respond = Annotated[str | None, _text("--respond", "COLUMN", "Who responded: 1 or 0 in every sampled row.")]
Classes = Annotated[str | None, _text("--classes", "A,B", "Columns whose combinations are classes of response.")]
Propensity = Annotated[str | None, _text("--propensity", "A,B", "Columns that predict response.")]
PropensityClasses = Annotated[
    int, typer.Option("--propensity-classes", help="Classes by the estimated propensity to respond.")
]
TableOut = Annotated[Path | None, _file("--out", "The table with its weights, .csv or .parquet.")]
WeightName = Annotated[str, typer.Option("--weight-name", help="Name of the column of adjusted weights.")]
ReportOut = Annotated[Path | None, _file("--report", "What the adjustment did, as CSV.")]
Replicates = Annotated[
    str | None, _text("--replicates", "METHOD", "Replicate weights: JK1, JKn, BRR, Fay or bootstrap.")
]
ReplicatesOut = Annotated[
    Path | None, _file("--replicates-out", "Their file, .csv or .parquet; each replicate is adjusted again.")
]
ReplicateCount = Annotated[int, typer.Option("--replicate-count", min=2, help="Bootstrap replicates made.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the bootstrap.")]
FayRho = Annotated[float, typer.Option("--fay-rho", help="Fay's factor.")]
Items = Annotated[str | None, _text("--items", "A,B", "Print estimates of these columns from the adjusted weights.")]
By = Annotated[str | None, _text("--by", "G,H", 'Domains: each, and all crossed; "G & H" is their crossing alone.')]
MeasureName = Annotated[
    str, typer.Option("--measure", help="share, mean, total, ratio, quantile or variance.", show_default=True)
]
Quantiles = Annotated[str, typer.Option("--quantiles", help="Which quantiles.")]
IntervalName = Annotated[
    str, typer.Option("--interval", help="Intervals of shares: logit, likelihood, asin, beta, mean, xlogit or wilson.")
]


def command(
    data: options.DataFile,
    margins: Margins = None,
    frame_margins: FrameMargins = None,
    method: HowToReach = None,
    bounds: BoundsOfRatios = None,
    partial: Partial = False,
    missing_level: MissingLevel = None,
    trim: TrimLimits = None,
    trim_share: TrimShare = "equal",
    respond: Respond = None,
    classes: Classes = None,
    propensity: Propensity = None,
    propensity_classes: PropensityClasses = 5,
    weight: options.Weight = None,
    strata: options.Strata = None,
    cluster: options.Cluster = None,
    fpc: options.Fpc = None,
    lonely: options.LonelyRule = "fail",
    wave: options.WaveName = None,
    questionnaire: options.QuestionnaireName = None,
    out: TableOut = None,
    weight_name: WeightName = "weight",
    report: ReportOut = None,
    replicates: Replicates = None,
    replicates_out: ReplicatesOut = None,
    replicate_count: ReplicateCount = 500,
    seed: Seed = 1,
    fay_rho: FayRho = 0.5,
    items: Items = None,
    by: By = None,
    measure: MeasureName = "share",
    quantiles: Quantiles = "0.5",
    interval: IntervalName = "wilson",
    level: options.Level = 0.95,
) -> None:
    """Adjust weights for non-response and to known totals, trim them, and estimate from them.

    The steps are made in this order. Estimates of --items know the adjustment in their standard errors. Without --out
    and --items the table with its weights is printed as CSV.
    """
    _run(**locals())


def _run(**given: Any) -> None:
    """Turn the words of the command into a request, do it, and print."""
    from civiscope.workflows.calibrate import calibrate_weights

    job = _request(given)
    found = calibrate_weights(job)
    _show(job, found)


def _request(given: dict[str, Any]) -> CalibrationRequest:
    from civiscope.workflows.calibrate_request import (
        CalibrationRequest,
        Outputs,
        response_from,
        totals_from,
        trimming_from,
    )
    from civiscope.workflows.table_request import design_from, replicates_from, request_from
    from civiscope.workflows.tabulate import TableSource

    def words(name: str) -> tuple[str, ...]:
        return options.listed(given[name])

    estimates = None
    if given["items"] is not None:
        quantiles = options.numbers(given["quantiles"], "--quantiles")
        interval, level = given["interval"], given["level"]
        estimates = request_from(words("items"), words("by"), given["measure"], quantiles, interval, level)
    return CalibrationRequest(
        TableSource(given["data"], wave=given["wave"], questionnaire=given["questionnaire"]),
        design_from(given["weight"], given["strata"], words("cluster"), words("fpc"), given["lonely"]),
        totals_from(
            given["margins"],
            words("frame_margins"),
            given["method"],
            given["bounds"],
            given["partial"],
            given["missing_level"],
        ),
        response_from(given["respond"], words("classes"), words("propensity"), given["propensity_classes"]),
        trimming_from(given["trim"], given["trim_share"]),
        estimates,
        Outputs(given["out"], given["weight_name"], given["report"], given["replicates_out"]),
        replicates_from(
            given["replicates"], None, None, None, given["fay_rho"], given["replicate_count"], given["seed"]
        ),
    )


def _show(job: CalibrationRequest, found: Calibrated) -> None:
    """Estimates or the table on stdout; the report beside them on stderr, or on stdout where the table is a file."""
    from civiscope.cli.table_output import write_table
    from civiscope.results.estimates import Estimate
    from civiscope.workflows.calibrate_files import csv_text
    from civiscope.workflows.calibrate_report import readable, replicates_note

    if job.estimates is not None:
        write_table(Estimate, found.estimates, None)
    elif job.outputs.table is None:
        typer.echo(csv_text(found.table), nl=False)
    as_result = job.estimates is None and job.outputs.table is not None
    typer.echo(readable(found.report), err=not as_result)
    if job.replicates is not None and found.replicates is not None:
        typer.echo(replicates_note(job.replicates, found.replicates), err=not as_result)
