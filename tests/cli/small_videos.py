"""Videos of a size, for tests of the command line."""

from pathlib import Path

from clipmaker.tools.ffmpeg import run_ffmpeg


def small_video(file: Path, width: int, height: int) -> Path:
    """Write 1.5 s of moving pictures with a tone."""
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", f"testsrc2=s={width}x{height}:r=25:d=1.5"),
            *("-f", "lavfi", "-i", "sine=frequency=300:sample_rate=48000:duration=1.5"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
            str(file),
        ],
        doing="making footage",
    )
    return file
