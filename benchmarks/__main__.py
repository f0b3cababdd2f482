"""All of them: `python -m benchmarks [--quick]`. Let nothing else run meanwhile."""

from benchmarks import counting, expanding, growth, pacing, replying, sending

for each in (sending, pacing, expanding, growth, replying, counting):
    each.main()
