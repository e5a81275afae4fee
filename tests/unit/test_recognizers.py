"""Shares of public test inputs that the grammar reads as stated; support/recognizers.py says what is compared."""

import pytest
import recognizers


@pytest.mark.parametrize("name", recognizers.FILES)
def test_enough_of_the_public_inputs_are_read_as_stated(name):
    if not (recognizers.HOME / f"{name}.json").exists():
        pytest.skip(f"needs {name}.json of Recognizers-Text in the folder recognizers of CLAIMHOUSE_SPECS")
    counts, left_out, otherwise = recognizers.measure(name)
    read, total = (sum(numbers) for numbers in zip(*counts.values(), strict=True))
    assert total > left_out / 10 and total >= 15
    assert read / total >= recognizers.FILES[name], f"{counts}, {left_out} left out\n" + "\n".join(otherwise)
