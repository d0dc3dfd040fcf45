# Outcome models by R and its package sandwich, for tests/unit/outcomes/test_against_r.py.
# Run in this folder: Rscript outcomes.R. Needs the package sandwich (Debian: r-cran-sandwich; 3.0-2 was used); digits
# are full (../estimates/json.R). The data are simulated: 48 made-up cities, of which five lack an income.
suppressPackageStartupMessages(library(sandwich))
source("../estimates/json.R")
set.seed(20261127)

n <- 48
data <- data.frame(city = sprintf("made-up-%02d", 1:n))
data$points <- as.integer(pmin(100, pmax(0, round(rnorm(n, 55, 20)))))
data$team <- ifelse(runif(n) < plogis((data$points - 55) / 25), "yes", "no")
data$population <- as.integer(round(exp(rnorm(n, 12, 1))))
data$region <- sample(c("Coast", "Hills", "Plain"), n, TRUE, c(0.5, 0.3, 0.2))
data$income <- round(exp(rnorm(n, 10.5, 0.3) + 0.002 * data$points))
data$income[c(4, 11, 19, 33, 40)] <- NA
base <- -1 + 0.006 * data$points + 0.1 * (log(data$population) - 12) + 0.3 * (data$region == "Coast")
data$active <- round(100 * plogis(base + rnorm(n, 0, 0.4)), 1)
data$rent <- round(400 + 60 * log(data$population) + 1.5 * data$points + rnorm(n, 0, 40 + data$points), 1)
write.csv(data, "simulated.csv", row.names = FALSE, quote = FALSE, na = "")

known <- data[!is.na(data$income), ]
# The most frequent level is the reference.
level <- function(d) relevel(factor(d$region), names(which.max(table(d$region))))

with_hc3 <- function(fit) {
  b <- coef(fit)
  se <- sqrt(diag(vcovHC(fit, type = "HC3")))
  df <- df.residual(fit)
  reach <- qt(0.975, df) * se
  list(terms = names(b), estimate = unname(b), se = unname(se), low = unname(b - reach), high = unname(b + reach),
       p = unname(2 * pt(-abs(b / se), df)), df = df, n = nobs(fit))
}

linear <- function(formula, d) {
  d$level <- level(d)
  fit <- lm(formula, data = d)
  x <- model.matrix(fit)
  y <- model.response(model.frame(fit))
  others <- x[, colnames(x) != "points", drop = FALSE]
  c(with_hc3(fit), list(
    standardised = unname(coef(fit) * apply(x, 2, sd) / sd(y)),
    r_squared = summary(fit)$r.squared,
    cooks_distance = unname(cooks.distance(fit)),
    dfbetas = unname(dfbetas(fit)[, "points"]),
    without = unname(coef(fit)["points"] - dfbeta(fit)[, "points"]),
    leverage = unname(hatvalues(fit)),
    score_residual = unname(lm.fit(others, x[, "points"])$residuals),
    value_residual = unname(lm.fit(others, y)$residuals)))
}

fractional <- function(formula, d) {
  d$level <- level(d)
  fit <- glm(formula, family = quasibinomial, data = d, control = glm.control(epsilon = 1e-14, maxit = 100))
  x <- model.matrix(fit)
  m <- fitted(fit)
  b <- coef(fit)["points"]
  gradient <- colMeans(b * m * (1 - m) * (1 - 2 * m) * x)
  gradient["points"] <- gradient["points"] + mean(m * (1 - m))
  effect <- unname(b * mean(m * (1 - m)))
  se <- sqrt(drop(t(gradient) %*% vcovHC(fit, type = "HC3") %*% gradient))
  c(with_hc3(fit), list(effect = effect, effect_se = se))
}

two <- function(formula, d) {
  t <- t.test(formula, data = d)
  list(first = unname(t$estimate[1]), other = unname(t$estimate[2]), low = t$conf.int[1], high = t$conf.int[2],
       value = unname(t$statistic), df = unname(t$parameter), p = t$p.value)
}
data$group <- factor(data$team, c("yes", "no"))

# A permutation test on nine of the cities by looking at every way to choose three of them.
few <- data$rent[1:9]
ways <- combn(9, 3)
differ <- function(i) abs(mean(few[i]) - mean(few[-i]))
permuted <- mean(apply(ways, 2, differ) >= differ(1:3) - 1e-9)

results <- list(
  made_by = list(R = as.character(getRversion()), sandwich = as.character(packageVersion("sandwich"))),
  rent = list(
    ols = linear(rent ~ points, data),
    ols_same = linear(rent ~ points, known),
    ols_controls = linear(rent ~ points + log(population) + log(income) + level, known),
    difference = two(rent ~ group, data)),
  active = list(
    ols = linear(active ~ points, data),
    ols_same = linear(active ~ points, known),
    ols_controls = linear(active ~ points + log(population) + log(income) + level, known),
    difference = two(active ~ group, data),
    logit = fractional(active / 100 ~ points, data),
    logit_same = fractional(active / 100 ~ points, known),
    logit_controls = fractional(active / 100 ~ points + log(population) + log(income) + level, known)),
  permutation = list(p = permuted, ways = ncol(ways)))
p <- c(results$rent$difference$p, results$active$difference$p)
results$adjusted <- list(holm = p.adjust(p, "holm"), bh = p.adjust(p, "BH"))
writeLines(json(results, depth = 4), "results.json")
