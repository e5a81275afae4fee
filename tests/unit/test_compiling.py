"""What dbt keeps of its own work while it compiles is what it would compute again."""

import pytest
from dbt.clients import jinja

from claimhouse.loading.compiling import PlainTexts, nothing_twice


@pytest.mark.parametrize("text", ["varchar", "1", "true", "", "[1, 2]", "'quoted'", "a\nb", "a\n", "a\r\nb", "a\n\n", " a ", "\\n"])
def test_plain_text_is_what_dbt_renders_of_it(text, monkeypatch):
    monkeypatch.setattr(jinja, "_render_cache", {})
    rendered = jinja.get_rendered(text, {}, native=True)
    with nothing_twice():
        assert (jinja.get_rendered(text, {}, native=True), type(rendered)) == (rendered, str)


def test_text_of_which_jinja_drops_something_is_none():
    assert "a" in PlainTexts() and "a\n" not in PlainTexts() and "a\r\nb" not in PlainTexts()


def test_one_source_is_compiled_once_for_each_kind_of_environment():
    with nothing_twice():
        texts, values = ([jinja.get_rendered("{{ two }}", {"two": 2}, native=native) for _ in range(2)] for native in (False, True))
    assert (texts, values) == (["2", "2"], [2, 2])
