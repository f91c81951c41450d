"""Why a plan is as it is: the lots it takes, the trades it does not make, what each rule costs."""
