"""How much memory hearing takes with the built-in model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sounds import silence, spoken, write_sound

HEAR = """
import sys
from pathlib import Path
from clipmaker.cues.model import Span
from clipmaker.media.sound import decode_mono_16k
from clipmaker.speech.engine import Task, engine_module
from clipmaker.speech.listen import Ear, listen
engine = engine_module("faster-whisper")
ear = Ear(engine=engine, model=engine.resolve_model("base", task=Task()))
sound = decode_mono_16k(Path(sys.argv[1]), 0, 0, 16000)
found = listen(sound, Span(start_ms=0, end_ms=16000), Task(language="es"), ear, lambda _: None)
assert len(found.said) > 1
# Not what the kernel counts for a process: that begins with the peak of whoever started it.
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's C library keeps freed memory")
def test_hearing_with_the_built_in_model_takes_700_mib(tmp_path: Path) -> None:
    sentence = spoken("Mañana por la mañana vamos a la ciudad con mi hermana.", "es")[: 16 * 3900]
    sound = np.concatenate([part for _ in range(3) for part in (sentence, silence(1.2))])
    file = write_sound(tmp_path / "talk.wav", [sound])
    done = subprocess.run(
        [sys.executable, "-c", HEAR, str(file)], check=True, capture_output=True, text=True
    )
    # It was 786 MiB before freed memory was given back.
    assert int(done.stdout) / 1024 < 750
