# JSON in which every number has as few digits as give it back exactly (at most 17), missing ones are null and
# vectors are arrays; a number alone is a number.
exact <- function(x) {
  text <- sprintf("%.15g", x)
  for (form in c("%.16g", "%.17g")) {
    lossy <- is.finite(x) & as.numeric(text) != x
    text[lossy] <- sprintf(form, x[lossy])
  }
  text
}

json_scalar <- function(x) {
  if (is.character(x)) return(ifelse(is.na(x), "null", encodeString(x, quote = '"')))
  if (is.logical(x)) return(ifelse(is.na(x), "null", tolower(as.character(x))))
  ifelse(is.na(x), "null", ifelse(is.infinite(x), ifelse(x > 0, '"Inf"', '"-Inf"'), exact(x)))
}

# `depth` levels of names stand on lines of their own, so that a change shows as a change of lines.
json <- function(x, depth = 3) {
  if (is.null(x)) return("null")
  if (!is.list(x)) {
    values <- json_scalar(x)
    return(if (length(values) == 1) values else paste0("[", paste(values, collapse = ","), "]"))
  }
  break_line <- if (depth > 0) "\n" else ""
  inner <- vapply(x, json, "", depth = depth - 1)
  if (is.null(names(x))) return(paste0("[", paste(inner, collapse = ","), "]"))
  paste0("{", break_line, paste0('"', names(x), '":', inner, collapse = paste0(",", break_line)), break_line, "}")
}
