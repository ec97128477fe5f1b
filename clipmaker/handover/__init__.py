"""What leaves the house: packages for platforms, timelines for editing programs."""
