"""Jobs on many machines: a Dask cluster behind the same interface as the pool of this process."""
