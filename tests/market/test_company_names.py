"""Names of companies: as a person writes them, and whether two can be of one company."""

from __future__ import annotations

import pytest

from advisor.market.company_names import (
    company_name,
    comparable,
    fits_ticker,
    from_capitals,
    full_key,
    listed_name,
    may_be_one_company,
    share_class,
)


@pytest.mark.parametrize(
    ("listed", "everyday"),
    [
        ("NVIDIA Corporation Common Stock", "NVIDIA"),
        ("Alphabet Inc. (Class A)", "Alphabet"),
        ("Alphabet Inc. Class C Capital Stock", "Alphabet"),
        ("Madrigal Pharmaceuticals, Inc. Common Stock", "Madrigal Pharmaceuticals"),
        ("Broadridge Financial Solutions, Inc.", "Broadridge Financial Solutions"),
        ("Alibaba Group Holding Limited American Depositary Shares", "Alibaba Group Holding"),
        ("BHP GROUP LTD SPON ADR", "BHP GROUP"),
        ("Arch Capital Group Ltd.", "Arch Capital Group"),
        ("HP Inc.", "HP"),
        ("X Corp", "X Corp"),  # of what would be left, a letter, nobody knows the company
        ("Bank Of America Corp /DE", "Bank of America"),
        ("Coca-Cola Co (The)", "Coca-Cola"),
        ("Ordinary Shares", "Ordinary Shares"),
    ],
)
def test_a_company_is_called_as_a_person_calls_it(listed, everyday):
    assert company_name(listed) == everyday


@pytest.mark.parametrize(
    ("capitals", "ticker", "written"),
    [
        ("CARPENTER TECHNOLOGY CORP", "", "Carpenter Technology Corp"),
        ("UBS GROUP", "UBSG", "UBS Group"),
        ("UBS GROUP", "", "Ubs Group"),
        ("BANK OF AMERICA", "", "Bank of America"),
        ("OF MICE AND MEN", "", "Of Mice and Men"),
        ("HCA HEALTHCARE", "", "HCA Healthcare"),
        ("CDW CORP", "", "CDW Corp"),
        ("XPRT SYSTEMS LTD", "", "XPRT Systems Ltd"),  # four letters without a vowel are initials
        ("CRWTH BREWING", "", "Crwth Brewing"),  # five are a word
        ("ROLLS-ROYCE HOLDINGS", "", "Rolls-Royce Holdings"),
        ("Eli Lilly", "", "Eli Lilly"),
    ],
)
def test_capitals_are_written_small(capitals, ticker, written):
    assert from_capitals(capitals, ticker) == written


def test_a_single_word_in_capitals_may_be_the_company_s_own_way_to_write_it():
    assert (listed_name("NVIDIA Corp"), listed_name("HOME DEPOT INC")) == ("NVIDIA", "Home Depot")


def test_the_loose_key_joins_what_the_strict_one_keeps_apart():
    assert comparable("Compass Group PLC") == comparable("Compass, Inc.")
    assert full_key("Compass Group PLC") != full_key("Compass, Inc.")
    assert full_key("Johnson & Johnson") == full_key("JOHNSON AND JOHNSON")
    assert full_key("J B Hunt Transport Services Inc") == full_key("JB Hunt Transport Services")
    assert full_key("McDonald's Corp") == full_key("MCDONALDS CORP") == full_key("Mcdonald s Corp")
    assert full_key("Deere & Co /DE/") == full_key("Deere & Co")


@pytest.mark.parametrize(("name", "told"), [("ALPHABET INC CL A", "A"), ("Lennar Corp Class B", "B"), ("Classic Co", "")])
def test_a_name_may_tell_its_class(name, told):
    assert share_class(name) == told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Apple Inc.", "APPLE INC COM"),
        ("Campbell Soup", "The Campbells Company"),
        ("Intl Business Machines", "International Business Machines"),
        ("International Business Machines Corp", "IBM"),
        ("AT&T Inc", "A T and T"),
        ("Berkshire Hathaway Inc Class B", "BERKSHIRE HATHAWAY INC DEL CL B NEW"),
        ("General Electric", "GE"),
        ("Bank of America", "BofA Bank of America Corp"),
        ("First National Bank", "First National"),  # common words alone: one of them is enough
        ("Bath & Body Works", "Bath and Body Works, Inc."),
    ],
)
def test_two_names_of_one_company(one, other):
    assert may_be_one_company(one, other)
    assert may_be_one_company(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Apple Inc.", "Applied Materials"),
        ("General Electric", "General Motors"),
        ("American Airlines", "American Express"),
        ("Ford Motor", "Fortive"),
        ("Cash", "Carpenter Technology"),
        ("Delta Air Lines", "Del Taco"),
        ("National Bank", "Carpenter Technology"),
    ],
)
def test_two_companies(one, other):
    assert not may_be_one_company(one, other)
    assert not may_be_one_company(other, one)


def test_the_beginning_of_a_word_tells_it_from_five_letters_on():
    assert may_be_one_company("Carpe Diem Wines", "Carpenter Technology")
    assert not may_be_one_company("Carp Diem Wines", "Carpenter Technology")


def test_a_ticker_may_be_a_name_s_initials_or_its_first_word():
    assert fits_ticker("General Electric Co", "GE")
    assert fits_ticker("Bank of America", "BA")  # small words may be left out of the initials
    assert fits_ticker("Visa Inc", "VISA")
    assert not fits_ticker("General Electric Co", "G")
    assert not fits_ticker("General Electric Co", "GM")
