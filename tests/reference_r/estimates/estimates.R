# What results.R asks of every design: one function for one of survey's, each returning a list that becomes JSON.
# Missing values are left out item by item (na.rm = TRUE with a formula of one variable). What R refuses is kept as
# list(refused = its message), so that a reader sees that it was asked.
probabilities <- c(0.1, 0.25, 0.5, 0.75, 0.9)
methods <- c("logit", "likelihood", "asin", "beta", "mean", "xlogit")
numbers <- c("y", "big", "score")
shares <- c("rare", "some", "half", "never")

formula_of <- function(...) as.formula(paste("~", paste(c(...), collapse = "+")))
tried <- function(value) tryCatch(suppressWarnings(value), error = function(e)
  list(refused = sub("^error in evaluating the argument .*: ", "", conditionMessage(e))))
named <- function(names, f) setNames(lapply(names, f), names)
rows_where <- function(design, column, level) design[design$variables[[column]] %in% level, ]
plain <- function(x) unname(as.vector(x))

# svymean or svytotal of one item, with its standard error and both design effects.
moment <- function(f, item, design) tried({
  m <- f(formula_of(item), design, na.rm = TRUE, deff = TRUE)
  r <- f(formula_of(item), design, na.rm = TRUE, deff = "replace")
  list(estimate = plain(coef(m)), se = plain(SE(m)), deff = plain(deff(m)), deff_replace = plain(deff(r)))
})
means <- function(design, items) named(items, function(i) moment(svymean, i, design))
totals <- function(design, items) named(items, function(i) moment(svytotal, i, design))

categories <- function(design) tried({
  m <- svymean(~category, design, na.rm = TRUE)
  t <- svytotal(~category, design, na.rm = TRUE)
  list(levels = sub("^category", "", names(coef(m))), share = plain(coef(m)), share_se = plain(SE(m)),
       total = plain(coef(t)), total_se = plain(SE(t)))
})

ratio <- function(design) {
  r <- svyratio(~y, ~x, design, na.rm = TRUE)
  effect <- function(kind) tried(plain(attr(svyratio(~y, ~x, design, na.rm = TRUE, deff = kind), "deff")))
  list(estimate = plain(coef(r)), se = plain(SE(r)), deff = effect(TRUE), deff_replace = effect("replace"))
}

variance <- function(design, item) tried({
  v <- svyvar(formula_of(item), design, na.rm = TRUE)
  list(estimate = plain(v)[1], se = sqrt(plain(attr(v, "var"))[1]))
})

# svyby over one or two columns; the degrees of freedom are those of the rows of each domain, missing items and all.
by_domain <- function(design, by, item, f, ...) tried({
  b <- svyby(formula_of(item), formula_of(by), design, f, na.rm = TRUE, ...)
  effect <- grep("^DEff", names(b))
  if (length(effect)) plain(b[[effect]]) else list(estimate = plain(coef(b)), se = plain(SE(b)))
})
domain_degf <- function(design, by) {
  # Any item without missing values lists the domains in svyby's own order.
  b <- suppressWarnings(svyby(~score, formula_of(by), design, svymean))
  list(domains = lapply(b[by], as.character), degf = sapply(seq_len(nrow(b)), function(i) {
    for (column in by) design <- rows_where(design, column, as.character(b[i, column]))
    degf(design)
  }))
}
domains <- function(design, by, effects = TRUE) c(
  domain_degf(design, by),
  named(c("y", "half"), function(i) c(list(
    mean = by_domain(design, by, i, svymean),
    total = by_domain(design, by, i, svytotal)), if (effects) list(
    mean_deff = by_domain(design, by, i, svymean, deff = TRUE),
    mean_deff_replace = by_domain(design, by, i, svymean, deff = "replace")))),
  list(ratio = by_domain(design, by, "y", svyratio, denominator = ~x)))

# Woodruff's interval goes through that of the share of values up to the estimate (`p_lower`); `first_share` is the
# weight of the smallest row, below which survey 4.1 answers with the second row (see README.md).
quantiles <- function(design, item) tried({
  q <- svyquantile(formula_of(item), design, probabilities, na.rm = TRUE)[[1]]
  full <- design[!is.na(design$variables[[item]]), ]
  values <- full$variables[[item]]
  w <- weights(full, "sampling")
  bounds <- sapply(q[, 1], function(cut) confint(setNames(svymean(values <= cut, full), "p"), 1, df = degf(full))[1])
  list(estimate = plain(q[, 1]), lower = plain(q[, 2]), upper = plain(q[, 3]), se = plain(q[, 4]),
       p_lower = plain(bounds), first_share = w[order(values)][1] / sum(w), degf = degf(full))
})

# svyciprop by every method; its degrees of freedom are those of the design given, missing items and all.
proportion <- function(design, item) {
  intervals <- function(level) named(methods, function(method)
    tried(plain(attr(svyciprop(formula_of(item), design, method, level, na.rm = TRUE), "ci"))))
  m <- svymean(formula_of(item), design, na.rm = TRUE)
  list(estimate = plain(coef(m)), se = plain(SE(m)), degf = degf(design),
       `0.95` = intervals(0.95), `0.9` = intervals(0.9))
}

table_of <- function(design, rows, columns) {
  t <- svytable(formula_of(rows, columns), design)
  list(rows = rownames(t), columns = colnames(t), weighted = lapply(rownames(t), function(r) plain(t[r, ])))
}
# "lincom" is left out: without the package CompQuadForm it is the saddlepoint approximation again.
independence <- function(design, rows, columns) {
  statistics <- c("F", "Chisq", "Wald", "adjWald", "saddlepoint")
  c(named(statistics, function(statistic) tried({
    t <- svychisq(formula_of(rows, columns), design, statistic = statistic)
    list(statistic = plain(t$statistic), parameter = plain(t$parameter), p_value = plain(t$p.value))
  })), list(table = table_of(design, rows, columns)))
}

difference <- function(design, item, group, levels) tried({
  pair <- rows_where(design, group, levels)
  t <- svyttest(formula(paste(item, "~", group)), pair)
  list(levels = levels, estimate = plain(t$estimate), statistic = plain(t$statistic), df = plain(t$parameter),
       p_value = plain(t$p.value), ci = plain(t$conf.int))
})

# The iterations go on until nothing changes, so that the digits do not hang on glm's usual tolerance.
regression <- function(design, formula, family) tried({
  m <- svyglm(formula, design, family = family, control = list(epsilon = 1e-15, maxit = 200))
  list(terms = names(coef(m)), coefficients = plain(coef(m)), vcov = unname(apply(vcov(m), 1, plain, simplify = FALSE)),
       df_residual = m$df.residual)
})
regressions <- function(design) list(
  gaussian = regression(design, y ~ x + size, gaussian()),
  binomial = regression(design, half ~ x + size, quasibinomial()))

basics <- function(design) list(
  degf = degf(design), mean = means(design, c(numbers, shares)), total = totals(design, c("y", "big", "half")),
  category = categories(design), ratio = ratio(design), var = named(c("y", "big"), function(i) variance(design, i)))

everything <- function(design, ciprop = shares, small_domains = TRUE) {
  regions <- sort(unique(design$variables$region))
  intervals <- function(region) named(c("rare", "half"), function(i)
    proportion(rows_where(design, "region", region), i))
  c(basics(design), list(by_region = domains(design, "region")), if (small_domains) list(
    by_region_size = domains(design, c("region", "size")),
    ciprop_by_region = named(regions, intervals)), list(
    quantile = named(c("y", "score"), function(i) quantiles(design, i)),
    quantile_by_size = named(c("large", "small"), function(s) quantiles(rows_where(design, "size", s), "y")),
    ciprop = named(ciprop, function(i) proportion(design, i)),
    chisq_half_size = independence(design, "half", "size"),
    chisq_category_size = independence(design, "category", "size"),
    ttest_size = difference(design, "y", "size", c("large", "small")),
    ttest_category = difference(design, "y", "category", c("bridge", "depot")),
    glm = regressions(design)))
}
