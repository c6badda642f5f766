"""Orders of an account, in the order they were submitted."""

from __future__ import annotations

import argparse
from itertools import islice
from typing import TYPE_CHECKING

from aistock.cli import _options, _output
from aistock.money import shown

if TYPE_CHECKING:
    from aistock.execution.v1.models import Order


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("--account", help="account whose orders to print (default: every account)")
    parser.add_argument("--state", action="append", default=[], help="only orders in this state; may be given again")
    _options.server_options(parser)
    _options.limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print orders."""
    with _options.client_of(options) as client:
        names = [options.account] if options.account else [item.account_id for item in client.accounts.list_accounts()]
        found = (order for name in names for order in client.orders.list_orders(name, states=options.state))
        orders = list(islice(found, options.limit))
    if options.json:
        _output.as_json(orders)
        return 0
    columns = ("account", "decided", "security", "side", "shares", "filled", "limit CNY", "state", "why", "order id")
    _output.table("orders", columns, [_row(order) for order in orders])
    return 0


def _row(order: Order) -> tuple[object, ...]:
    price = None if order.price_mills is None else shown(order.price_mills)
    return (
        order.account_id,
        order.decided_date,
        order.instrument,
        order.side,
        order.quantity,
        order.filled_quantity,
        price,
        order.state,
        order.end_reason,
        order.client_order_id,
    )
