import json
import struct

import numpy as np
import pytest

from evidence.text.reading.encoder import Encoder

WIDTH = 12


@pytest.fixture
def folder(tmp_path):
    """An encoder of one small layer with made weights."""
    chance = np.random.default_rng(4)
    layer = "encoder.layer.0."
    shapes = {
        "embeddings.word_embeddings.weight": (8, WIDTH),
        "embeddings.position_embeddings.weight": (16, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        layer + "intermediate.dense.weight": (2 * WIDTH, WIDTH),
        layer + "intermediate.dense.bias": (2 * WIDTH,),
        layer + "output.dense.weight": (WIDTH, 2 * WIDTH),
        layer + "output.dense.bias": (WIDTH,),
    }
    for part in ("self.query", "self.key", "self.value", "output.dense"):
        shapes[f"{layer}attention.{part}.weight"] = (WIDTH, WIDTH)
        shapes[f"{layer}attention.{part}.bias"] = (WIDTH,)
    for norm in ("embeddings.LayerNorm", f"{layer}attention.output.LayerNorm", f"{layer}output.LayerNorm"):
        shapes[f"{norm}.weight"] = shapes[f"{norm}.bias"] = (WIDTH,)
    header, body = {}, b""
    for name, shape in shapes.items():
        values = chance.normal(size=shape).astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + len(values)]}
        body += values
    head = json.dumps(header).encode()
    (tmp_path / "model.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + body)
    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\nwait\n##ing\nlong\n'\n", encoding="utf-8")
    return tmp_path


def test_a_phrase_has_the_same_vector_alone_and_among_longer_ones(folder):
    encoder = Encoder.load(folder)
    alone = encoder.encode(["waiting"])[0]
    among = encoder.encode(["long waiting long long", "waiting"])[1]
    np.testing.assert_allclose(alone, among, atol=1e-5)


def test_words_are_read_by_their_longest_known_pieces(folder):
    vectors = Encoder.load(folder).encode(["waiting", "wait ing", "zzz", "yyy", "Wáiting"])
    assert not np.allclose(vectors[0], vectors[1])
    np.testing.assert_allclose(vectors[2], vectors[3], atol=1e-6)
    np.testing.assert_allclose(vectors[0], vectors[4], atol=1e-6)
