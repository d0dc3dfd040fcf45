# Adjusted weights and standard errors by R's survey, for tests/unit/sampling/weighting/test_against_r.py.
# Run in this folder: Rscript weighting.R. Needs the packages survey (4.1 was used), MASS and jsonlite; digits are full.
# The data are simulated: 120 rows in 24 clusters and 3 strata, of a made-up population of 2,000.
suppressPackageStartupMessages({library(survey); library(jsonlite)})
set.seed(20261125)

n <- 120
data <- data.frame(cluster = rep(1:24, each = 5), stratum = rep(1:3, each = 40))
data$population <- c(60, 90, 50)[data$stratum]
data$size <- factor(sample(c("small", "medium", "large"), n, TRUE, c(0.5, 0.3, 0.2)), c("small", "medium", "large"))
data$area <- factor(sample(c("north", "east", "south", "west"), n, TRUE), c("north", "east", "south", "west"))
data$budget <- round(exp(rnorm(n, 3, 0.6) + 0.4 * as.integer(data$size)), 2)
data$y <- round(20 + 6 * as.integer(data$size) + 0.2 * data$budget + rnorm(24, 0, 4)[data$cluster] + rnorm(n, 0, 6), 2)
data$ratio <- round(runif(n, 0.6, 1.6), 3)
data$base <- round(2000 / n * data$ratio * c(0.8, 1.2, 1)[data$stratum], 3)
data$staff <- round(runif(n, 5, 60))
data$responded <- runif(n) < plogis(-0.3 + 0.03 * data$staff + 0.3 * (data$size == "large"))
write.csv(data, "simulated.csv", row.names = FALSE, quote = FALSE)

design <- svydesign(~cluster, strata = ~stratum, weights = ~base, fpc = ~population, data = data)
size <- data.frame(size = c("small", "medium", "large"), Freq = c(980, 640, 380))
area <- data.frame(area = c("north", "east", "south", "west"), Freq = c(520, 480, 560, 440))
totals <- c(`(Intercept)` = 2000, sizemedium = 640, sizelarge = 380, budget = 95000)

# What is kept of a design: weights, means with standard errors, and those of the domain "north".
kept <- function(d) {
  means <- svymean(~y + budget, d)
  total <- svytotal(~y, d)
  north <- svymean(~y, subset(d, area == "north"))
  list(weights = unname(weights(d)), mean = unname(coef(means)), mean_se = unname(SE(means)),
       total = unname(coef(total)), total_se = unname(SE(total)[1]),
       north = unname(coef(north)), north_se = unname(SE(north)[1]))
}
fit <- function(...) calibrate(design, ~size + budget, totals, epsilon = 1e-13, maxit = 200, ...)

post <- postStratify(design, ~size, size)
linear <- fit(calfun = "linear")
# The order of the residuals turned round: the last adjustment first.
post_linear <- calibrate(post, ~area + budget,
  c(`(Intercept)` = 2000, areaeast = 480, areasouth = 560, areawest = 440, budget = 95000), calfun = "linear")
turned <- post_linear
turned$postStrata <- rev(turned$postStrata)

frame_fit <- glm(responded ~ staff + size, binomial, data, control = list(epsilon = 1e-14, maxit = 100))
frame_weighted <- suppressWarnings(glm(responded ~ staff + size, binomial, data, weights = base,
  control = list(epsilon = 1e-14, maxit = 100)))
p <- fitted(frame_fit)
classes <- cut(signif(p, 12), quantile(signif(p, 12), 0:5 / 5), include.lowest = TRUE, labels = FALSE)

results <- list(
  survey = as.character(packageVersion("survey")), R = R.version.string,
  size = size, area = area, totals = as.list(totals),
  unadjusted = kept(design),
  post = kept(post),
  # R keeps a category without rows out of the table; partial=TRUE lets its total fall away.
  partial = kept(suppressWarnings(postStratify(design, ~area,
    rbind(area, data.frame(area = "abroad", Freq = 77)), partial = TRUE))),
  rake = kept(rake(design, list(~size, ~area), list(size, area), control = list(maxit = 500, epsilon = 1e-15))),
  linear = kept(linear),
  raking = kept(fit(calfun = "raking")),
  logit = kept(fit(calfun = "logit", bounds = c(0.6, 1.9))),
  bounded = kept(fit(calfun = "linear", bounds = c(0.7, 1.35))),
  post_linear = kept(post_linear),
  post_linear_turned = kept(turned),
  trim_upper = kept(trimWeights(design, upper = 22, strict = TRUE)),
  trim_both = kept(trimWeights(design, lower = 11, upper = 24, strict = TRUE)),
  linear_trimmed = kept(trimWeights(linear, lower = 9, upper = 30, strict = TRUE)),
  propensity = list(fitted = unname(p), weighted = unname(fitted(frame_weighted)), classes = classes)
)
write_json(results, "results.json", digits = I(17), auto_unbox = TRUE)
