"""The sheet people edit: read, written, sealed, and what people wrote kept through a re-run."""
