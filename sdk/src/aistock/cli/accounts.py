"""Accounts, or one account with its positions."""

from __future__ import annotations

import argparse
from itertools import islice

from aistock.cli import _options, _output
from aistock.money import shown


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("account", nargs="?", help="account whose positions to print")
    _options.server_options(parser)
    _options.limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print accounts, or the positions of one."""
    return _positions(options) if options.account else _accounts(options)


def _accounts(options: argparse.Namespace) -> int:
    with _options.client_of(options) as client:
        accounts = list(islice(client.accounts.list_accounts(), options.limit))
    if options.json:
        _output.as_json(accounts)
        return 0
    rows = [
        (item.account_id, item.env, item.state, item.clock_date, shown(item.nav_mills), shown(item.cash_mills), item.position_count)
        for item in accounts
    ]
    _output.table("accounts", ("account", "env", "state", "clock", "NAV CNY", "cash CNY", "positions"), rows)
    return 0


def _positions(options: argparse.Namespace) -> int:
    with _options.client_of(options) as client:
        account = client.accounts.get_account(options.account)
        positions = list(islice(client.accounts.list_positions(options.account), options.limit))
    if options.json:
        _output.as_json({"account": _output.value_of(account), "positions": [_output.value_of(item) for item in positions]})
        return 0
    title = (
        f"{account.account_id}: NAV {shown(account.nav_mills)} CNY, cash {shown(account.cash_mills)} CNY on {account.clock_date}"
    )
    rows = [
        (item.instrument, item.quantity, item.sellable_quantity, shown(item.last_price_mills), shown(item.market_value_mills))
        for item in positions
    ]
    _output.table(title, ("security", "shares", "sellable", "price CNY", "value CNY"), rows)
    return 0
