"""What the library's tests stand on where they run by themselves: no test fails for a busy machine."""

from hypothesis import settings

settings.register_profile("unhurried", max_examples=20, deadline=None)
settings.load_profile("unhurried")
