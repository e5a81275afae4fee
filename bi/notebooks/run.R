# Runs R.Rmd over exports/ and writes R.md with its chart. Rscript bi/notebooks/run.R, in the folder of the project.
folder <- file.path(getwd(), "bi", "notebooks")
knitr::opts_knit$set(root.dir = getwd(), base.dir = paste0(folder, "/"))
knitr::opts_chunk$set(fig.path = "R-", error = FALSE, warning = FALSE, dev = "png", dev.args = list(type = "cairo"))
options(scipen = 15, width = 110)
knitr::knit(file.path(folder, "R.Rmd"), file.path(folder, "R.md"), quiet = TRUE)
