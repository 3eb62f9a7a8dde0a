"""Tests of the whole app in a real browser: only what exists nowhere else."""
