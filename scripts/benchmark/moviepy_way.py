"""A tenth of the programme as MoviePy's own documentation would have one write it.

    python -m benchmark.moviepy_way FOLDER SECONDS OUTPUT

Photos zoom under words, footage lies over its own blur with subtitles, a mark and music run
through: everything composed by CompositeVideoClip and written by write_videofile with the same
encoder settings. A third of it is footage, as in the whole programme.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from moviepy import (
    AudioFileClip,
    CompositeAudioClip,
    CompositeVideoClip,
    ImageClip,
    TextClip,
    VideoFileClip,
    concatenate_videoclips,
)
from PIL import Image, ImageFilter

from benchmark.corpus import SENTENCES, SUBTITLES
from clipmaker.resources import assets_dir
from clipmaker.text.fonts import candidates

SIZE = (1080, 1920)
FPS = 30
FONT = str(candidates("Inter", "en")[0].path)


def words(text: str, size: int, *, box: bool = False) -> TextClip:
    """Return a text as a clip."""
    return TextClip(
        font=FONT,
        text=text,
        font_size=size,
        color="white",
        bg_color="black" if box else None,
        method="caption",
        size=(900, None),
    )


def card(photo: Path, text: str, seconds: float) -> CompositeVideoClip:
    """Return a photo that is slowly zoomed in on, with words."""
    picture = ImageClip(str(photo)).resized(height=SIZE[1]).with_duration(seconds)
    zoomed = picture.resized(lambda t: 1 + 0.1 * t / 8).with_position("center")
    caption = words(text, 64).with_duration(seconds).with_position(("center", 1350))
    return CompositeVideoClip([zoomed, caption], size=SIZE).with_duration(seconds)


def blurred(frame: np.ndarray) -> np.ndarray:
    """Return a frame darkened and out of focus."""
    small = Image.fromarray(frame).resize((136, 240)).filter(ImageFilter.GaussianBlur(7))
    return (np.asarray(small.resize(SIZE)) * 0.5).astype(np.uint8)


def footage(file: Path, seconds: float) -> CompositeVideoClip:
    """Return footage over its own blur, with subtitles."""
    video = VideoFileClip(str(file)).subclipped(0, seconds)
    behind = video.image_transform(blurred)
    front = video.resized(width=SIZE[0]).with_position("center")
    said = words(SUBTITLES[0], 60, box=True).with_duration(seconds)
    said = said.with_position(("center", 1300))
    return CompositeVideoClip([behind, front, said], size=SIZE).with_duration(seconds)


def main(folder: Path, seconds: float, target: Path) -> None:
    """Write so many seconds of the programme."""
    cards, shown = seconds * 2 / 3, seconds / 3
    photos = sorted(folder.glob("photo-*.jpg"))
    parts = [
        card(photos[0], SENTENCES[0], cards / 2),
        footage(folder / "harbour.mp4", shown),
        card(photos[-1], SENTENCES[1], cards / 2),
    ]
    whole = concatenate_videoclips(parts)
    mark = words("NEWS IN 60 SECONDS", 30).with_duration(whole.duration).with_position((240, 150))
    whole = CompositeVideoClip([whole, mark], size=SIZE)
    music = AudioFileClip(str(assets_dir() / "brands/news-60/bed.ogg"))
    music = music.with_duration(whole.duration).with_volume_scaled(0.3)
    heard = [music, *([parts[1].audio.with_start(cards / 2)] if parts[1].audio else [])]
    whole = whole.with_audio(CompositeAudioClip(heard))
    whole.write_videofile(
        str(target),
        fps=FPS,
        codec="libx264",
        preset="veryfast",
        ffmpeg_params=["-crf", "20", "-pix_fmt", "yuv420p"],
        audio_codec="aac",
        logger=None,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]))
