"""Clips behind cards: a part of somebody's video fills the page, read by FFmpeg as footage is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.canvas.placement import layout_of_footage
from clipmaker.errors import RenderError
from clipmaker.machine.pipes import fill, widen
from clipmaker.media.model import MediaInfo, VideoFacts
from clipmaker.media.stills import rgb_of_planes
from clipmaker.paint.yuv import plane_set
from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.footage import SCALE_FLAGS, FootageSource, fit_picture
from clipmaker.render.grid import grid_frames, refuse_damaged, time_limit_s
from clipmaker.render.tone import write_tone
from clipmaker.story.model import Footage, FootageFit
from clipmaker.story.photo import Box, Photo
from clipmaker.tools.ffmpeg import ffmpeg_running
from clipmaker.tools.graph import Stream, arguments, frames_output

if TYPE_CHECKING:
    from clipmaker.paint.blend import Pixels
    from clipmaker.paint.yuv import PlaneSet

_MOMENTS = 5
"""So many frames of a clip decide how far words on it are veiled."""


@dataclass(frozen=True, kw_only=True)
class Films:
    """The videos of a story, as they stand behind cards.

    Attributes:
        media: facts of the files, by path.
        profile: size and rate.
        frames: length of the card that is looked at.
    """

    media: Mapping[Path, MediaInfo]
    profile: DeliveryProfile
    frames: int = 0

    def seen(self, photo: Photo) -> Box:
        """Return the part of a video that fills the page, as shares of its width and height."""
        return layout_of_footage(_as_footage(photo), self._video(photo), self.profile).crop

    def stills(self, photo: Photo) -> Sequence[Pixels]:
        """Return pages of a clip from its beginning to its end, height x width x 3.

        Raises:
            MediaError: nothing can be decoded there.
            RenderError: FFmpeg failed.
        """
        last = max(self.frames - 1, 0)
        numbers = sorted({last * step // (_MOMENTS - 1) for step in range(_MOMENTS)})
        wide, high = self.profile.width_px, self.profile.height_px
        raw = self._read(photo, 0, last + 1, numbers)
        return [rgb_of_planes(data, wide, high) for data in raw]

    def planes(self, photo: Photo, first: int, count: int) -> Iterator[PlaneSet]:
        """Yield frames of a clip, counted from where it begins.

        Raises:
            MediaError: nothing can be decoded there.
            RenderError: FFmpeg failed.
        """
        wide, high = self.profile.width_px, self.profile.height_px
        for data in self._read(photo, first, count, range(count)):
            yield plane_set(np.frombuffer(data, np.uint8), wide, high)

    def _read(
        self, photo: Photo, first: int, count: int, wanted: Sequence[int]
    ) -> Iterator[memoryview]:
        media, rate, size = self.media[photo.file], self.profile.rate, self._size
        assert photo.in_ms is not None
        start_s = Fraction(photo.in_ms, 1000) + first / rate
        name = photo.file.name
        with TemporaryDirectory(prefix="clipmaker-") as folder:
            picture = self._picture(photo, first, count, wanted, Path(folder))
            args = arguments([frames_output(picture, rate)])
            limit_s = time_limit_s(media, (start_s, start_s + count / rate))
            with ffmpeg_running(args, doing=name, timeout_s=limit_s) as running:
                widen(running.out)
                for _ in wanted:
                    frame = memoryview(bytearray(size))
                    if not fill(running.out, frame):
                        running.end()
                        refuse_damaged(media, start_s)
                        raise RenderError(f"{name}: FFmpeg ended before the clip's last frame")
                    yield frame
                running.end()

    def _picture(
        self, photo: Photo, first: int, count: int, wanted: Sequence[int], folder: Path
    ) -> Stream:
        media, video = self.media[photo.file], self._video(photo)
        assert photo.in_ms is not None
        frames = grid_frames(media, photo.in_ms, first, count, self.profile.rate)
        if len(wanted) < count:
            frames = frames.filter("select", "+".join(f"eq(n,{number})" for number in wanted))
        source = FootageSource(
            frames=frames, video=video, tone=write_tone(video, folder / "tone.cube")
        )
        wide, high = self.profile.width_px, self.profile.height_px
        return fit_picture(source, self.seen(photo), wide, high, SCALE_FLAGS)

    @property
    def _size(self) -> int:
        return self.profile.width_px * self.profile.height_px * 3 // 2

    def _video(self, photo: Photo) -> VideoFacts:
        video = self.media[photo.file].video
        assert video is not None
        return video


def _as_footage(photo: Photo) -> Footage:
    return Footage(
        file=photo.file,
        credit=photo.credit,
        focus=photo.focus,
        focus_box=photo.focus_box,
        fit=FootageFit.FILL,
    )
