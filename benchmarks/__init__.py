"""What the bot costs: `python -m benchmarks` measures it and writes `benchmarks/results.md`."""
