"""The households that plans are measured on, and the model portfolio that their target stands for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import lsq_linear

from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest, TradingCost
from advisor.advice.model.target import TargetModel
from advisor.domain.portfolio import Account
from tests.advice.random_households import LARGE, MEDIUM, SMALL, Size, Traits, household

Table = NDArray[np.float64]
SIZES = {"small": SMALL, "medium": MEDIUM, "large": LARGE}


def measured_household(size: Size, seed: int) -> PlanRequest:
    """Whole shares, lots of known basis, wash sales of the last weeks; the target is what the risk model is measured against."""
    request = household(size, seed, Traits(washing=seed % 2 == 1))
    assert request.risk is not None
    sleeves = {sleeve: share for sleeve, share in request.risk.reference.sleeves.items() if share > 0.001}
    cash = {account: abs(amount) for account, amount in request.cash.items()}
    target = TargetModel("measured", "Measured", "", sleeves)
    return replace(
        request, target=target, cash=cash, costs=TradingCost(5.0, 0.0002), risk_price=4.0, minimum_trade=request.minimum_trade * 0
    )


def instruments_of(request: PlanRequest, account: Account) -> dict[str, PlanPosition | Candidate]:
    """What lies in an account, and what may be bought there."""
    held: dict[str, PlanPosition | Candidate] = {each.symbol: each for each in request.positions if each.account.id == account.id}
    return {each.symbol: each for each in request.candidates} | held


def covariance_of(
    request: PlanRequest, instruments: list[PlanPosition | Candidate]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of instruments with each other, and with the target; yearly."""
    risk = request.risk
    assert risk is not None
    contents = [*(each.contents for each in instruments), risk.reference]
    parts = [{**each.sleeves, **each.sectors} for each in contents]
    loadings = np.array([[each.get(factor, 0.0) for factor in risk.factors] for each in parts])
    companies = sorted({company for each in contents for company in each.companies})
    own = np.array([[each.companies.get(company, 0.0) for company in companies] for each in contents])
    variances = np.array([risk.specific_variance(company) for company in companies])
    together = loadings @ risk.covariance @ loadings.T + (own * variances) @ own.T
    return together[:-1, :-1], together[:-1, -1]


def model_portfolio(request: PlanRequest, account: Account) -> NDArray[np.float64]:
    """The weights of an account's instruments that follow the target closest; of what is no candidate, no more than is held."""
    instruments = instruments_of(request, account)
    covariance, with_target = covariance_of(request, list(instruments.values()))
    held = np.array([float(each.value) if isinstance(each, PlanPosition) else 0.0 for each in instruments.values()])
    value = held.sum() + float(request.cash[account.id])
    offered = {each.symbol for each in request.candidates}
    most = np.array([1.0 if symbol in offered else now for symbol, now in zip(instruments, held / value, strict=True)])
    root = np.linalg.cholesky(covariance + 1e-7 * np.eye(len(covariance)))
    rows = np.vstack([root.T, 10 * np.ones(len(covariance))])
    wanted = np.append(np.linalg.solve(root, with_target), 10.0)
    weights = lsq_linear(rows, wanted, (0.0, np.maximum(most, 1e-9))).x
    weights[weights < 5e-4] = 0.0
    rounded = np.floor(weights / weights.sum() * 1e4) / 1e4
    rounded[np.argmax(rounded)] += 1.0 - rounded.sum()  # peers want them to sum to 1
    return np.asarray(rounded)
