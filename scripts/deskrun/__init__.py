"""Starts a desk and a browser: for the tests, the screenshots and the load test."""
