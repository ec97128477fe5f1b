"""Where pictures and words stand on the canvas, and which part of a picture is seen; pure."""
