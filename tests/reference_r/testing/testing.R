# Tests of hypotheses by R and its package survey, for tests/unit/tabulation/testing/test_against_r.py.
# Run in this folder: Rscript testing.R. Needs the package survey (4.1 was used); digits are full (../estimates/json.R).
# The data are simulated: 120 rows in 24 clusters and 3 strata of a made-up population, of which no row is both "low"
# and "west"; and a made-up panel of 40 cities, with ties and empty cells.
suppressPackageStartupMessages(library(survey))
source("../estimates/json.R")
set.seed(20261126)

n <- 120
data <- data.frame(cluster = rep(1:24, each = 5), stratum = rep(1:3, each = 40))
data$population <- c(60, 90, 50)[data$stratum]
data$weight <- round(runif(n, 8, 24) * c(0.8, 1.2, 1)[data$stratum], 3)
data$area <- sample(c("north", "east", "south", "west"), n, TRUE, c(0.3, 0.3, 0.2, 0.2))
lean <- rnorm(24, 0, 0.8)[data$cluster]
data$answer <- ifelse(runif(n) < plogis(lean), "high", ifelse(runif(n) < 0.5, "middle", "low"))
data$answer[data$answer == "low" & data$area == "west"] <- "middle"
data$named <- as.integer(runif(n) < plogis(-0.5 + lean + (data$area == "east")))
data$y <- round(20 + 2 * (data$area == "south") + rnorm(24, 0, 2)[data$cluster] + rnorm(n, 0, 5), 2)
write.csv(data, "sample.csv", row.names = FALSE, quote = FALSE)

m <- 40
panel <- data.frame(before = as.integer(runif(m) < 0.4))
panel$after <- ifelse(runif(m) < 0.6, panel$before, as.integer(runif(m) < 0.5))
panel$budget <- round(exp(rnorm(m, 3, 0.8)), 2)
panel$later <- round(panel$budget * exp(rnorm(m, 0.1, 0.3)), 2)
panel$grade <- pmin(5, pmax(1, round(2 + log(panel$budget) / 2 + rnorm(m, 0, 1))))
panel$later[c(3, 17)] <- NA
write.csv(panel, "panel.csv", row.names = FALSE, quote = FALSE, na = "")

design <- svydesign(~cluster, strata = ~stratum, weights = ~weight, fpc = ~population, data = data)
independence <- function(formula) {
  of <- function(statistic) {
    t <- suppressWarnings(svychisq(formula, design, statistic = statistic))
    list(value = as.numeric(t$statistic), parameter = as.numeric(t$parameter), p = as.numeric(t$p.value))
  }
  kinds <- c("F", "Chisq", "Wald", "adjWald", "saddlepoint")
  setNames(lapply(kinds, of), kinds)
}

fitted <- svyglm(y ~ area, design)
plain <- regTermTest(fitted, ~area)
working <- regTermTest(fitted, ~area, method = "WorkingWald")
two <- svyttest(y ~ named, design)

htest <- function(t) list(value = as.numeric(t$statistic), p = as.numeric(t$p.value))
changes <- table(factor(panel$before, 0:1), factor(panel$after, 0:1))
added <- changes[1, 2]
dropped <- changes[2, 1]
paired <- t.test(panel$later, panel$budget, paired = TRUE)
untied <- !duplicated(panel$budget) & !duplicated(panel$later) & !is.na(panel$later)
correlation <- function(x, y, ...) {
  t <- suppressWarnings(cor.test(x, y, ...))
  list(estimate = as.numeric(t$estimate), value = as.numeric(t$statistic), p = as.numeric(t$p.value))
}
p <- c(0.011, 0.2, NA, 0.04, 0.04, 0.0003, 0.9, 0.051, NA, 0.012, 1, 0)

results <- list(
  made_by = list(R = as.character(getRversion()), survey = as.character(packageVersion("survey"))),
  svychisq = list(answer_area = independence(~answer + area), named_area = independence(~named + area)),
  regTermTest = list(
    Wald = list(f = as.numeric(plain$Ftest), df = plain$df, ddf = plain$ddf, p = as.numeric(plain$p)),
    WorkingWald = list(chisq = as.numeric(working$chisq), lambda = sort(Re(working$lambda), decreasing = TRUE),
                       ddf = working$ddf, p = as.numeric(working$p))),
  svyttest = list(difference = as.numeric(two$estimate), t = as.numeric(two$statistic), df = as.numeric(two$parameter),
                  p = as.numeric(two$p.value), interval = as.numeric(two$conf.int)),
  mcnemar = list(added = added, dropped = dropped, plain = htest(mcnemar.test(changes, correct = FALSE)),
                 corrected = htest(mcnemar.test(changes)), exact = binom.test(added, added + dropped)$p.value,
                 exact_pairs = lapply(list(c(0, 5), c(5, 5), c(11, 2), c(130, 171), c(900, 1000)),
                   function(x) c(x, binom.test(x[1], sum(x))$p.value))),
  paired_t = list(mean = as.numeric(paired$estimate), t = as.numeric(paired$statistic),
                  df = as.numeric(paired$parameter), p = paired$p.value, interval = as.numeric(paired$conf.int)),
  p.adjust = list(raw = p, holm = p.adjust(p, "holm"), BH = p.adjust(p, "BH")),
  cor.test = list(
    spearman = correlation(panel$budget, panel$grade, method = "spearman", exact = FALSE),
    kendall_ties = correlation(panel$budget, panel$grade, method = "kendall", exact = FALSE),
    kendall_exact = correlation(panel$budget[untied], panel$later[untied], method = "kendall"),
    kendall_normal = correlation(panel$budget[untied], panel$later[untied], method = "kendall", exact = FALSE)))
# Missing numbers become null, of which R warns.
writeLines(suppressWarnings(json(results, depth = 4)), "results.json")
