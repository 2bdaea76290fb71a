# GaussSuppression on the file of one table: prints CPU seconds, secondary cells, their sum and the package's version.
#
#     Rscript gauss.R RECORDS.csv DIMENSIONS.json THRESHOLD
#
# Zeros are neither protected nor hidden, as in `Rule(threshold, zeros="open", attacker="A2")`. Each line of
# DIMENSIONS is `name <tab> level <tab> code`, in the order of the tree; level 1 is the total.
suppressPackageStartupMessages(library(GaussSuppression))

told <- commandArgs(trailingOnly = TRUE)
records <- read.csv(told[1], colClasses = "character")
lines <- read.delim(told[2], header = FALSE, colClasses = "character", quote = "")
threshold <- as.integer(told[3])

tree <- function(name) {
  own <- lines[lines$V1 == name, ]
  data.frame(levels = strrep("@", as.integer(own$V2)), codes = own$V3)
}
dimensions <- unique(lines$V1)
hierarchies <- setNames(lapply(dimensions, tree), dimensions)

counts <- aggregate(list(n = rep(1L, nrow(records))), records[dimensions], sum)
started <- proc.time()
made <- suppressMessages(GaussSuppressionFromData(
  counts, hierarchies = hierarchies, freqVar = "n", maxN = threshold - 1L,
  protectZeros = FALSE, secondaryZeros = FALSE, extend0 = TRUE, printInc = FALSE
))
spent <- sum((proc.time() - started)[c("user.self", "sys.self")])
secondary <- made$suppressed & !made$primary
cat(spent, sum(secondary), sum(made$n[secondary]), nrow(made), as.character(packageVersion("GaussSuppression")), "\n")
