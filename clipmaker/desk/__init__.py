"""The desk: a local page on which an editor watches, corrects and approves clips."""
