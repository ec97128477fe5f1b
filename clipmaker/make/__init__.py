"""Making a clip: gather facts, hear footage, decide, act; a look at it beforehand."""
