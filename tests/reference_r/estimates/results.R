# Estimates by R's survey from the simulated samples. Run in this folder: Rscript make_data.R && Rscript results.R
# Needs the package survey (4.1 was used; Debian: r-cran-survey). README.md says which call made which number.
suppressPackageStartupMessages(library(survey))
source("json.R")
source("estimates.R")
set.seed(20261127, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

sample_of <- function(name) read.csv(name, na.strings = "")
srs <- sample_of("srs.csv")
two <- sample_of("two_stage.csv")
three <- sample_of("three_stage.csv")
paired <- sample_of("brr.csv")

designs <- list(
  srs_fpc = svydesign(~1, fpc = ~fpc, data = srs),
  srs_nofpc = svydesign(~1, weights = ~weight, data = srs),
  stratified = svydesign(~1, strata = ~stratum, fpc = ~fpc_units, data = two),
  cluster_fpc = svydesign(~cluster, fpc = ~fpc_clusters, data = two),
  cluster_nofpc = svydesign(~cluster, weights = ~weight_cluster, data = two),
  two_stage_fpc = svydesign(~psu + unit, strata = ~stratum, fpc = ~fpc1 + fpc2, nest = TRUE, data = two),
  two_stage_nofpc = svydesign(~psu + unit, strata = ~stratum, weights = ~weight, nest = TRUE, data = two),
  unequal_fpc = svydesign(~psu + unit, strata = ~stratum, weights = ~unequal, fpc = ~fpc1 + fpc2, nest = TRUE,
    data = two),
  unequal_rows = svydesign(~1, weights = ~unequal, data = two),
  three_stage_fpc = svydesign(~psu + ssu + unit, strata = ~stratum, fpc = ~fpc1 + fpc2 + fpc3, nest = TRUE,
    data = three))
# Domains of few rows are asked for where the design has something to say about them, to keep results.json small.
with_small_domains <- c("srs_fpc", "cluster_fpc", "two_stage_fpc", "unequal_fpc", "three_stage_fpc")

jackknifed <- svydesign(~psu, strata = ~stratum, weights = ~unequal, fpc = ~fpc1, nest = TRUE, data = two)
jackknifed_nofpc <- svydesign(~psu, strata = ~stratum, weights = ~unequal, nest = TRUE, data = two)
pairs <- svydesign(~psu, strata = ~stratum, weights = ~weight, nest = TRUE, data = paired)
replicated <- list(
  jk1_fpc = as.svrepdesign(designs$cluster_fpc, type = "JK1"),
  jkn_fpc = as.svrepdesign(jackknifed, type = "JKn"),
  brr = as.svrepdesign(pairs, type = "BRR"),
  fay = as.svrepdesign(pairs, type = "Fay", fay.rho = 0.3),
  bootstrap = as.svrepdesign(pairs, type = "bootstrap", replicates = 50),
  subbootstrap = as.svrepdesign(pairs, type = "subbootstrap", replicates = 50))
without_fpc <- list(
  jk1_nofpc = as.svrepdesign(designs$cluster_nofpc, type = "JK1"),
  jkn_nofpc = as.svrepdesign(jackknifed_nofpc, type = "JKn"))

# The weights in a file of their own; the file, read again, must give R's own result.
kept_replicates <- function(design, name) {
  file <- paste0("replicates_", name, ".csv")
  combined <- weights(design, "analysis")
  columns <- cbind(weight = weights(design, "sampling"), combined)
  colnames(columns) <- c("weight", paste0("r", seq_len(ncol(combined))))
  rows <- apply(apply(columns, 2, exact), 1, paste, collapse = ",")
  writeLines(c(paste(colnames(columns), collapse = ","), rows), file)
  read <- as.matrix(read.csv(file))
  again <- svrepdesign(design$variables, read[, -1], read[, 1], type = "other", scale = design$scale,
    rscales = design$rscales, combined.weights = TRUE, mse = FALSE)
  of <- function(d) c(coef(svymean(~score, d)), SE(svymean(~score, d)), SE(svytotal(~score, d)), degf(d))
  stopifnot(all(abs(of(again) / of(design) - 1) < 1e-12))
  file
}
scales <- function(design) {
  one <- length(unique(design$rscales)) == 1
  list(replicates = ncol(design$repweights), scale = design$scale,
       rscales = if (one) design$rscales[1] else design$rscales, degf = degf(design))
}

# One design under each rule for lonely clusters; "fail" says what R says. "certainty" gives what "remove" gives.
under_rules <- function(design, estimated) {
  found <- named(c("remove", "adjust", "average", "fail", "certainty"), function(rule) {
    before <- options(survey.lonely.psu = rule)
    on.exit(options(before))
    estimated(design)
  })
  stopifnot(identical(found$remove, found$certainty))
  found[names(found) != "certainty"]
}
lonely <- sample_of("lonely.csv")
lonely_stages <- sample_of("lonely_stages.csv")
lonely_designs <- list(
  fpc = svydesign(~psu, strata = ~stratum, weights = ~weight, fpc = ~fpc1, nest = TRUE, data = lonely),
  nofpc = svydesign(~psu, strata = ~stratum, weights = ~weight, nest = TRUE, data = lonely),
  later_stages = svydesign(~psu + unit, strata = ~stratum, fpc = ~fpc1 + fpc2, nest = TRUE, data = lonely_stages))
lonely_estimates <- function(design) tried(c(basics(design), list(
  by_size = domains(design, "size"),
  ciprop = named(c("some", "half"), function(i) proportion(design, i)),
  glm = regressions(design))))

# A region that lies in one cluster, of a stratum that has more: only two rules look at survey.adjust.domain.lonely.
domain_lonely <- function(design) named(c("TRUE", "FALSE"), function(adjusted) {
  before <- options(survey.adjust.domain.lonely = adjusted == "TRUE")
  on.exit(options(before))
  under_rules(design, function(d) domains(d, "region", effects = FALSE))
})

results <- list(
  R = R.version.string, survey = as.character(packageVersion("survey")), probabilities = probabilities,
  designs = mapply(function(design, name) everything(design, small_domains = name %in% with_small_domains),
    designs, names(designs), SIMPLIFY = FALSE),
  replicate_weights = mapply(function(design, name) c(list(file = kept_replicates(design, name)), scales(design)),
    replicated, names(replicated), SIMPLIFY = FALSE),
  replicate = lapply(replicated[names(replicated) != "subbootstrap"], everything, ciprop = c("rare", "some", "half"),
    small_domains = FALSE),
  replicate_basics = lapply(c(without_fpc, replicated["subbootstrap"]), function(d) c(scales(d), basics(d))),
  lonely = lapply(lonely_designs, under_rules, lonely_estimates),
  domain_lonely = lapply(list(one_stage = jackknifed, two_stage = designs$two_stage_fpc), domain_lonely))
writeLines(json(results), "results.json")
