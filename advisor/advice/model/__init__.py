"""What a plan is asked for, and what it answers.

Money is float account currency inside the optimiser (analysis begins there); share counts, prices, gains and taxes that reach
the investor are `Decimal`. Weights are fractions of 1.
"""
