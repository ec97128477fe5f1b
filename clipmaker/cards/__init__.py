"""The card kinds: one file each, declaring its fields and painting its layers."""
