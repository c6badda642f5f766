"""Stands in for the vendor's binary `xtquant.datacenter`, and for nothing else: its Python runs above this as it is shipped.

The binary cannot be had on Linux. What is here has its names, its arguments and its forms of answers, as the vendor's Python uses
them, and passes every call on to the terminal's process over a local socket: frames of a length and JSON.
"""

import json
import queue
import socket
import struct
import threading
from contextlib import suppress

from xtquant import xtbson

_create_array = None


def rpc_init(_config_dir):
    return 0


def get_local_server_port():
    return 0


def register_create_nparray(function):
    global _create_array
    _create_array = function


class IPythonApiClient:
    """The binding of one connection. Calls may come from any thread; callbacks go out on a thread of the connection."""

    def __init__(self):
        self._address = None
        self._socket = None
        self._sending = threading.Lock()
        self._waiting = {}
        self._callbacks = {}
        self._pushes = queue.SimpleQueue()
        self._numbers = iter(range(1, 1 << 62))

    def init(self):
        return None

    def load_config(self, _file, _section):
        return 0

    def set_config_addr(self, address):
        host, port = address.split(":")
        self._address = (host, int(port))

    def connect(self):
        try:
            self._socket = socket.create_connection(self._address, timeout=5)
        except OSError as error:
            return -1, str(error)
        self._socket.settimeout(None)
        threading.Thread(target=self._receive, args=(self._socket,), daemon=True).start()
        threading.Thread(target=self._deliver, daemon=True).start()
        return 0, ""

    def is_connected(self):
        return self._socket is not None

    def shutdown(self):
        held, self._socket = self._socket, None
        if held is not None:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)
            held.close()

    def get_data_dir(self):
        return "/nowhere/datadir"

    def get_app_dir(self):
        return "/nowhere"

    def get_server_tag(self):
        return xtbson.BSON.encode({"tag": "stand-in"})

    def get_peer_addr(self):
        return ":".join(map(str, self._address))

    def commonControl(self, name, parameters):
        return xtbson.BSON.encode(self._ask("commonControl", name, xtbson.BSON.decode(parameters)) or {})

    def get_trading_dates_by_market(self, market, start, end, count):
        return self._ask("get_trading_dates_by_market", market, start, end, count)

    def get_holidays(self):
        return self._ask("get_holidays")

    def get_stock_list_in_sector(self, sector, moment):
        return self._ask("get_stock_list_in_sector", sector, moment)

    def get_instrument_detail(self, code):
        found = self._ask("get_instrument_detail", code)
        return found and xtbson.BSON.encode(found)

    def get_divid_factors(self, code, start, end):
        found = self._ask("get_divid_factors", code, start, end)
        return {float(stamp): values for stamp, values in found.items()}

    def get_full_tick(self, codes):
        return json.dumps(self._ask("get_full_tick", codes))

    def get_market_data3(self, fields, codes, period, start, end, count, _dividend, _fill, form, *_):
        assert form == "v4", form
        found = self._ask("get_market_data3", fields, codes, period, start, end, count)
        return [
            (code, index, [(field, kind, bytes.fromhex(content)) for field, kind, content in columns])
            for code, index, columns in found
        ]

    def supply_history_data2(self, codes, period, start, end, _parameters, on_progress):
        number = self._ask("supply_history_data2", codes, period, start, end)
        self._callbacks[number] = on_progress
        self._ask("begin", number)
        return 0

    def stop_supply_history_data2(self):
        return None

    def subscribe_whole_quote(self, codes, _parameters, callback):
        number = self._ask("subscribe_whole_quote", codes)
        if number > 0:
            self._callbacks[number] = lambda data: callback(bytes(xtbson.BSON.encode(data)))
            self._ask("begin", number)
        return number

    def unsubscribe_quote(self, number):
        self._callbacks.pop(number, None)
        return self._ask("unsubscribe_quote", number)

    def _ask(self, call, *arguments):
        number, answer = next(self._numbers), queue.SimpleQueue()
        self._waiting[number] = answer
        held = self._socket
        try:
            if held is None:
                raise Exception("rpc: not connected")
            with self._sending:
                held.sendall(_frame({"id": number, "call": call, "arguments": arguments}))
            if self._socket is None:
                raise Exception("rpc: connection closed")
            reply = answer.get()
        except OSError:
            raise Exception("rpc: connection closed") from None
        finally:
            self._waiting.pop(number, None)
        if "error" in reply:
            raise Exception(reply["error"])
        return reply["value"]

    def _receive(self, held):
        try:
            while True:
                message = _message(held)
                if "push" in message:
                    self._pushes.put(message)
                elif (waiting := self._waiting.get(message["id"])) is not None:
                    waiting.put(message)
        except (OSError, EOFError):
            pass
        finally:
            if self._socket is held:
                self._socket = None
                held.close()
            self._pushes.put(None)
            for waiting in list(self._waiting.values()):
                waiting.put({"error": "rpc: connection closed"})

    def _deliver(self):
        while (message := self._pushes.get()) is not None:
            callback = self._callbacks.get(message["push"])
            if callback is not None:
                callback(message["data"])


def _frame(message):
    content = json.dumps(message).encode()
    return struct.pack(">I", len(content)) + content


def _message(held):
    return json.loads(_exactly(held, struct.unpack(">I", _exactly(held, 4))[0]))


def _exactly(held, count):
    parts = b""
    while len(parts) < count:
        part = held.recv(count - len(parts))
        if not part:
            raise EOFError
        parts += part
    return parts
