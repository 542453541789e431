import numpy as np
import pytest

from evidence.text.reading.asked import Asked
from evidence.text.reading.features import Comment
from evidence.text.reading.tuned import Tuned
from tests.evidence.text.reading.encoders import encoder

pytest.importorskip("torch")
pytestmark = pytest.mark.slow


def test_what_was_tuned_scores_alike_in_plain_arrays():
    from evidence.text.reading.encoder import Encoder
    from evidence.text.reading.tuning import Upper, lower_states, scores_of, tune, upper_weights

    whole = encoder(layers=6)
    comments = [
        Comment(text="long long" if at % 2 else "wait wait", asked=Asked.UNKNOWN, service="") for at in range(60)
    ]
    truths = np.array([[at % 2 == 1, at % 2 == 1, at % 2 == 0] for at in range(60)])
    rows = lower_states(whole, comments)

    upper = tune(
        start=Upper.of(upper_weights(whole), columns=3),
        rows=lambda _chance: rows,
        truths=truths,
        tones=2,
        epochs=60,
        size=10,
        average=False,
    )

    scores = scores_of(upper, rows)
    assert scores[1, 0] > scores[0, 0] + 0.5
    assert scores[1, 1] > scores[1, 2]
    held = {name: values.detach().numpy() for name, values in upper.parameters().items()}
    heads = {name: held.pop(name) for name in ("looks", "weights", "constants")}
    plain = Tuned(encoder=Encoder(weights={**whole.weights, **held}, pieces=whole.pieces), **heads)
    np.testing.assert_allclose(plain.scores(comments), scores, atol=0.1)
