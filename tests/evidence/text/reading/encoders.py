"""A small sentence encoder with made weights."""

import json
import struct
from pathlib import Path

import numpy as np

from evidence.text.reading.encoder import Encoder

WIDTH = 12
PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "wait", "##ing", "long", "'")


def weights(layers: int = 1, places: int = 128) -> dict[str, "np.ndarray"]:
    """Return weights by name, the same ones each time."""
    chance = np.random.default_rng(4)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(PIECES), WIDTH),
        "embeddings.position_embeddings.weight": (places, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for number in range(layers):
        layer = f"encoder.layer.{number}."
        shapes[layer + "intermediate.dense.weight"] = (2 * WIDTH, WIDTH)
        shapes[layer + "intermediate.dense.bias"] = (2 * WIDTH,)
        shapes[layer + "output.dense.weight"] = (WIDTH, 2 * WIDTH)
        shapes[layer + "output.dense.bias"] = (WIDTH,)
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            shapes[f"{layer}attention.{part}.weight"] = (WIDTH, WIDTH)
            shapes[f"{layer}attention.{part}.bias"] = (WIDTH,)
        for norm in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes[f"{layer}{norm}.weight"] = shapes[f"{layer}{norm}.bias"] = (WIDTH,)
    held = {name: chance.normal(size=shape).astype("<f4") for name, shape in shapes.items()}
    for name in held:
        if "LayerNorm" in name:
            held[name][:] = 1 if name.endswith("weight") else 0
    return held


def encoder(layers: int = 1) -> Encoder:
    """Return an encoder of so many layers."""
    return Encoder(weights=weights(layers), pieces={piece: at for at, piece in enumerate(PIECES)})


def write(folder: Path) -> None:
    """Write it as the files that a package carries."""
    header, body = {}, b""
    for name, values in weights().items():
        held = values.tobytes()
        header[name] = {"dtype": "F32", "shape": values.shape, "data_offsets": [len(body), len(body) + len(held)]}
        body += held
    head = json.dumps(header).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + body)
    (folder / "vocab.txt").write_text("\n".join(PIECES) + "\n", encoding="utf-8")
