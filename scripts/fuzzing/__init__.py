"""A fuzzer: files as strangers write them, real commands, and a judge of how they end."""
