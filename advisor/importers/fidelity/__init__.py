"""Fidelity: positions, history, the lots of NetBenefits, and the monthly statement."""
