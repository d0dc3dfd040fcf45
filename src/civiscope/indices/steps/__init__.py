"""The steps of an index before weighting: screening, denomination, imputation, treatment, normalisation."""
