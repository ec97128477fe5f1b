"""Says one sentence with eSpeak NG and writes its samples to the output.

A process of its own for each sentence: eSpeak carries state from one sentence to the next, so what
it says would hang on what it had said before.

Usage: say.py TEXT VOICE WORDS_PER_MINUTE PITCH RANGE WORD_GAP; first comes the sample rate in Hz as
four bytes, then signed 16 bit samples, all in the machine's byte order.
"""

import ctypes
import sys

import espeakng_loader  # type: ignore[import-untyped]

_SYNCHRONOUS, _UTF8 = 2, 1
_RATE, _VOLUME, _PITCH, _RANGE, _WORD_GAP = 1, 2, 3, 4, 7
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main(text: str, voice: str, speed: int, pitch: int, lively: int, gap: int) -> None:
    """Say it; exit with a message where eSpeak does not start, or knows no such voice."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path().encode()
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0)
    if rate <= 0:
        sys.exit(f"eSpeak NG did not start with the data in {data.decode()}")
    if library.espeak_SetVoiceByName(voice.encode()):
        sys.exit(f"eSpeak NG has no voice {voice}")
    for parameter, value in (
        (_RATE, speed), (_VOLUME, 100), (_PITCH, pitch), (_RANGE, lively), (_WORD_GAP, gap)
    ):  # fmt: skip
        library.espeak_SetParameter(parameter, value, 0)
    out = sys.stdout.buffer
    out.write(bytes(ctypes.c_int32(rate)))

    def take(wave: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int) -> int:
        if wave and count:
            out.write(ctypes.string_at(wave, 2 * count))
        return 0

    callback = _CALLBACK(take)
    library.espeak_SetSynthCallback(callback)
    # eSpeak looks a few bytes past the end of a text, so zeros are put there.
    size = ctypes.c_size_t(len(text.encode()) + 1)
    library.espeak_Synth(text.encode() + bytes(64), size, 0, 1, 0, _UTF8, None, None)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(int(number) for number in sys.argv[3:]))
