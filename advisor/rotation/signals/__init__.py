"""What is watched, one module for each kind of signal; `compute.compute_signals` tells them all."""
