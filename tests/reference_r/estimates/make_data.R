# Simulated samples for results.R; every number is made up. Run in this folder: Rscript make_data.R
# The seed and the three generators are named, so that another R draws the same numbers.
set.seed(20261126, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# What every unit of a sample answers; `effect` is what its cluster adds to y.
items <- function(n, effect) {
  holes <- function(values, share) replace(values, sample(n, round(share * n)), NA)
  y <- round(50 + effect + rnorm(n, 0, 8), 2)
  half <- as.integer(runif(n) < plogis((y - 50) / 10))
  data.frame(
    y = holes(y, 0.06),
    big = round(2e6 + 0.15 * (y - 50) + rnorm(n, 0, 1.6), 3),
    x = holes(round(12 + 0.6 * y + rnorm(n, 0, 6), 2), 0.03),
    score = pmin(pmax(round(5 + (y - 50) / 6 + rnorm(n)), 1), 10),
    rare = holes(as.integer(seq_len(n) %in% sample(n, max(3, round(0.03 * n)))), 0.04),
    some = as.integer(runif(n) < 0.2),
    half = holes(half, 0.1),
    never = 0L,
    category = holes(sample(c("bridge", "canal", "depot", "estate"), n, TRUE, c(0.4, 0.3, 0.2, 0.1)), 0.05),
    region = sample(c("coast", "inner", "outer"), n, TRUE),
    size = sample(c("large", "small"), n, TRUE, c(0.4, 0.6))
  )
}

written <- function(data, name) write.csv(data, name, row.names = FALSE, quote = FALSE, na = "")

# `sampled` rows for every row of `frame`, numbered within it.
spread <- function(frame, sampled, number) {
  rows <- frame[rep(seq_len(nrow(frame)), sampled), , drop = FALSE]
  rows[[number]] <- sequence(sampled)
  rownames(rows) <- NULL
  rows
}

# (a) Units within clusters within strata. Labels start anew in every stratum and cluster; `cluster` is unique.
two_stage <- function() {
  strata <- data.frame(stratum = c("east", "north", "south"), fpc1 = c(16, 20, 30), fpc_units = c(300, 380, 560))
  psus <- spread(strata, c(4, 5, 6), "psu")
  psus$cluster <- paste(psus$stratum, psus$psu, sep = "-")
  psus$fpc2 <- sample(8:30, nrow(psus), TRUE)
  psus$effect <- rnorm(nrow(psus), 0, 4) + 3 * match(psus$stratum, strata$stratum)
  psus$sampled <- sample(4:8, nrow(psus), TRUE)
  rows <- spread(psus, psus$sampled, "unit")
  rows$fpc_clusters <- sum(strata$fpc1)
  rows$weight_cluster <- sum(strata$fpc1) / nrow(psus)
  rows$weight <- rows$fpc1 / c(4, 5, 6)[match(rows$stratum, strata$stratum)] * rows$fpc2 / rows$sampled
  rows$unequal <- round(rows$weight * runif(nrow(rows), 0.5, 2), 2)
  data <- cbind(rows, items(nrow(rows), rows$effect))
  # One region lies in a single cluster, whose stratum has others.
  data$region[which(data$cluster == "north-2")[1:3]] <- "islands"
  data$effect <- data$sampled <- NULL
  data
}

three_stage <- function() {
  strata <- data.frame(stratum = c("hill", "plain"), fpc1 = c(9, 12))
  psus <- spread(strata, c(3, 4), "psu")
  psus$fpc2 <- sample(5:8, nrow(psus), TRUE)
  psus$effect <- rnorm(nrow(psus), 0, 4)
  ssus <- spread(psus, sample(2:3, nrow(psus), TRUE), "ssu")
  ssus$fpc3 <- sample(4:10, nrow(ssus), TRUE)
  ssus$effect <- ssus$effect + rnorm(nrow(ssus), 0, 3)
  rows <- spread(ssus, sample(2:4, nrow(ssus), TRUE), "unit")
  data <- cbind(rows, items(nrow(rows), rows$effect))
  data$effect <- NULL
  data
}

# (b) Strata "gamma" and "delta" have one sampled cluster of several, "unique" has its only one.
lonely <- function() {
  strata <- data.frame(stratum = c("alpha", "beta", "delta", "gamma", "unique"), fpc1 = c(20, 12, 6, 9, 1))
  psus <- spread(strata, c(4, 3, 1, 1, 1), "psu")
  psus$effect <- rnorm(nrow(psus), 0, 5)
  psus$base <- round(strata$fpc1 / c(4, 3, 1, 1, 1), 2)[match(psus$stratum, strata$stratum)]
  rows <- spread(psus, sample(3:5, nrow(psus), TRUE), "unit")
  rows$weight <- round(rows$base * runif(nrow(rows), 0.7, 1.5), 2)
  data <- cbind(rows, items(nrow(rows), rows$effect))
  data$effect <- data$base <- NULL
  data
}

# Lonely at the second stage only: cluster 2 of "hill" has one unit of six, cluster 1 of "plain" its only one.
lonely_stages <- function() {
  strata <- data.frame(stratum = c("hill", "plain"), fpc1 = c(8, 10))
  psus <- spread(strata, c(3, 4), "psu")
  psus$fpc2 <- c(9, 6, 12, 1, 7, 10, 11)
  psus$effect <- rnorm(nrow(psus), 0, 4)
  rows <- spread(psus, c(4, 1, 5, 1, 4, 5, 6), "unit")
  data <- cbind(rows, items(nrow(rows), rows$effect))
  data$effect <- NULL
  data
}

# (c) Two clusters in each of twelve strata.
paired <- function() {
  psus <- spread(data.frame(stratum = sprintf("s%02d", 1:12)), rep(2, 12), "psu")
  psus$effect <- rnorm(24, 0, 4)
  rows <- spread(psus, sample(2:4, 24, TRUE), "unit")
  rows$weight <- round(runif(nrow(rows), 2, 9), 1)
  data <- cbind(rows, items(nrow(rows), rows$effect))
  data$effect <- NULL
  data
}

# (d) 65 of 267 units.
simple <- function() cbind(unit = 1:65, fpc = 267, weight = 267 / 65, items(65, 0))

written(two_stage(), "two_stage.csv")
written(three_stage(), "three_stage.csv")
written(lonely(), "lonely.csv")
written(lonely_stages(), "lonely_stages.csv")
written(paired(), "brr.csv")
written(simple(), "srs.csv")
