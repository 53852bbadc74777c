"""Questions asked of the rows: indicators, hot spots, cohorts, gaps, priorities, and the release gate."""
