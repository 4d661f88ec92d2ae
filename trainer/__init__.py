"""Train, measure and export the digit models that the page reads with."""
