"""Tests of the Python worker kit: `python3 -m unittest` in the folder above."""
