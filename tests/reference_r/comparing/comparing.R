# Numbers of R for the comparisons of two kinds of respondents, of respondents and frame, and with the frame's variables.
# The data (simulated.csv) are simulated: 120 invented cities, of which some officers and some mayors answered.
# Run in this folder: Rscript comparing.R > results.json
data <- read.csv("simulated.csv", na.strings = "", stringsAsFactors = FALSE)
out <- list()

# Pairs: cities of which officers and mayors answered.
team <- data[!is.na(data$officers_team) & !is.na(data$mayors_team), ]
added <- sum(team$officers_team == "no" & team$mayors_team == "yes")
dropped <- sum(team$officers_team == "yes" & team$mayors_team == "no")
out$team_n <- nrow(team)
out$team_added <- added
out$team_dropped <- dropped
out$team_p <- binom.test(added, added + dropped)$p.value
out$team_difference <- mean(team$mayors_team == "yes") - mean(team$officers_team == "yes")
out$team_agreement <- mean(team$officers_team == team$mayors_team)
staff <- data[!is.na(data$officers_staff) & !is.na(data$mayors_staff), ]
paired <- t.test(staff$mayors_staff, staff$officers_staff, paired = TRUE)
out$staff_n <- nrow(staff)
out$staff_difference <- unname(paired$estimate)
out$staff_se_infinite <- unname(paired$stderr)
out$staff_t_infinite <- unname(paired$statistic)
out$staff_p_infinite <- paired$p.value

# Spearman's correlation of officers' answers with the population.
officers <- data[data$officers == 1 & !is.na(data$officers_team), ]
rank_test <- cor.test(as.numeric(officers$officers_team == "yes"), officers$population, method = "spearman", exact = FALSE)
out$team_rho <- unname(rank_test$estimate)
out$team_rho_p <- rank_test$p.value
out$team_rho_n <- nrow(officers)
counted <- data[data$officers == 1 & !is.na(data$officers_staff), ]
rank_test <- cor.test(counted$officers_staff, counted$population, method = "spearman", exact = FALSE)
out$staff_rho <- unname(rank_test$estimate)
out$staff_rho_p <- rank_test$p.value

# The response of officers: propensities by glm, R-indicator by Shlomo, Skinner and Schouten (2012) for a census of the frame.
fit <- glm(officers ~ log(population) + region, family = binomial, data = data, control = list(epsilon = 1e-14, maxit = 100))
rho <- fitted(fit)
x <- model.matrix(fit)
z <- rho * (1 - rho) * x
sigma <- vcov(fit)
spread <- var(rho)
inflation <- sum(diag(z %*% sigma %*% t(z))) / nrow(data)
a <- cov(z, rho)
b <- cov(z)
variance <- drop(4 * t(a) %*% sigma %*% a) + 2 * sum(diag(b %*% sigma %*% b %*% sigma))
out$r <- 1 - 2 * sqrt(spread)
out$r_adjusted <- 1 - 2 * sqrt(spread - inflation)
out$r_se <- sqrt(variance / spread)
out$cv <- sqrt(spread - inflation) / mean(rho)
out$bias <- sqrt(spread - inflation) / (2 * mean(rho))

# Standardised differences of respondents and frame.
p <- mean(data$region[data$officers == 1] == "east")
q <- mean(data$region == "east")
out$east <- (p - q) / sqrt((p * (1 - p) + q * (1 - q)) / 2)
own <- data$population[data$officers == 1]
out$population <- (mean(own) - mean(data$population)) / sqrt((var(own) + var(data$population)) / 2)

lines <- sapply(names(out), function(name) {
  values <- sprintf("%.17g", out[[name]])
  sprintf('  "%s": %s', name, if (length(values) == 1) values else paste0("[", paste(values, collapse = ", "), "]"))
})
cat("{\n", paste(lines, collapse = ",\n"), "\n}\n", sep = "")
