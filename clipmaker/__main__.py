"""``python -m clipmaker``."""

from clipmaker.cli import main

main()
