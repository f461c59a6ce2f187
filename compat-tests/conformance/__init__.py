"""Runs CPython's own regression tests under CPython and under IronEventlet and compares the cases: see scripts/conformance."""
