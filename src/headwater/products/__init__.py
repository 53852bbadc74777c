"""Documents as trees of blocks: the needs assessment, its chapters and their renderers."""
