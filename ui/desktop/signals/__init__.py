"""The page «Signals»: looking at the series, and the investigation of what stands out."""
