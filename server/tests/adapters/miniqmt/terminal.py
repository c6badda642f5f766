"""A terminal to test against, in a process of its own: it answers from a file of JSON, and misbehaves as it is told.

A program of the standard library alone: `terminal.py MARKET.json PORT`. It prints its port when it listens. Besides the calls of
the vendor's binary it takes those that begin with `control.`, from the tests.
"""

import json
import socket
import struct
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

KINDS = {"time": "i8", "volume": "i8", "suspendFlag": "i4"}
FORMATS = {"i8": "q", "i4": "i", "f8": "d"}
DAY = 86_400_000
SHANGHAI = 8 * 3_600_000


class HangUp(Exception):
    """The connection is to be closed."""


class Silence(Exception):
    """The call is to be left without an answer."""


class Connection:
    """One client, to which the terminal may send at any moment."""

    def __init__(self, held):
        self.held = held
        self._sending = threading.Lock()

    def send(self, message):
        content = json.dumps(message).encode()
        with self._sending:
            self.held.sendall(struct.pack(">I", len(content)) + content)


class Terminal:
    """The market it knows, what it has fetched of it, who listens, and the manners that wait for the next calls."""

    def __init__(self, market):
        self.market = market
        self.fetched = {}
        self.listeners = {}
        self.downloads = {}
        self.manners = []
        self.calls = []
        self.numbers = iter(range(1, 1 << 62))
        self.lock = threading.Lock()
        self.released = threading.Event()

    def answer(self, connection, call, arguments):
        with self.lock:
            self.calls.append([call, arguments])
            manner = next((one for one in self.manners if one["call"] == call), None)
            if manner is not None:
                manner["times"] -= 1
                if not manner["times"]:
                    self.manners.remove(manner)
        before = {"silence": Silence, "hang up": HangUp}.get(manner and manner["do"])
        if before is not None:
            raise before
        if manner and manner["do"] == "error":
            raise ValueError(manner["with"])
        if manner and manner["do"] == "wait":
            self.released.wait(60)
        if manner and manner["do"] == "value":
            return manner["with"]
        value = getattr(self, call)(connection, *arguments)
        if manner and manner["do"] in SPOILED:
            value = SPOILED[manner["do"]](value, manner["with"])
        return value

    # The calls of the vendor's binary.

    def commonControl(self, _connection, name, _parameters):
        return {"getapiversion": {"downloadversion": "1"}}.get(name, {})

    def get_trading_dates_by_market(self, _connection, market, start, end, count):
        days = [stamp(day) for day in self.market["days"]] if market in ("SH", "SZ") else []
        found = [one for one in days if (not start or one >= stamp(start)) and (not end or one <= stamp(end))]
        return found if count < 0 else found[-count:]

    def get_holidays(self, _connection):
        return self.market["holidays"]

    def get_stock_list_in_sector(self, _connection, sector, _moment):
        return self.market["sectors"].get(sector, [])

    def get_instrument_detail(self, _connection, code):
        return self.market["instruments"].get(code)

    def get_divid_factors(self, _connection, code, start, end):
        found = self.market["dividends"].get(code, {})
        return {
            moment: values
            for moment, values in found.items()
            if (not start or int(moment) >= stamp(start)) and (not end or int(moment) <= stamp(end))
        }

    def get_full_tick(self, _connection, codes):
        return {code: self.market["ticks"][code] for code in codes if code in self.market["ticks"]}

    def get_market_data3(self, _connection, fields, codes, period, start, end, count):
        """What was fetched of the range, and nothing else: the real terminal reads its own files."""
        assert count == -1
        return [self._lines(fields, code, period, start, end) for code in codes]

    def _lines(self, fields, code, period, start, end):
        rows = self.market["lines"].get(period, {}).get(code, {"time": []})
        spans = self.fetched.get((code, period), ())
        first, last = stamp(start), stamp(end) + DAY - 1
        kept = [
            row
            for row, moment in enumerate(rows["time"])
            if first <= moment <= last and any(begin <= moment <= finish for begin, finish in spans)
        ]
        columns = []
        for field in fields if rows["time"] else ():
            kind = KINDS.get(field, "f8")
            content = struct.pack(f"<{len(kept)}{FORMATS[kind]}", *(rows[field][row] for row in kept))
            columns.append([field, kind, content.hex()])
        return [code, [rows["time"][row] for row in kept], columns]

    def supply_history_data2(self, connection, codes, period, start, end):
        number = next(self.numbers)
        self.downloads[number] = (connection, codes, period, start, end)
        return number

    def subscribe_whole_quote(self, connection, codes):
        number = next(self.numbers)
        with self.lock:
            self.listeners[number] = (connection, codes)
        return number

    def unsubscribe_quote(self, _connection, number):
        with self.lock:
            self.listeners.pop(number, None)

    def begin(self, connection, number):
        """The client is ready for what a download or a subscription sends."""
        if number in self.listeners:
            # The vendor documents that a subscription begins with the latest quotes.
            if latest := wanted(self.market["ticks"], self.listeners[number][1]):
                connection.send({"push": number, "data": latest})
            return
        connection, codes, period, start, end = self.downloads.pop(number)
        told = self.market.get("progress", {}).get("next")
        for one in told or ():
            connection.send({"push": number, "data": one})
        if told is not None:
            self.market["progress"]["next"] = None
            return
        for place, code in enumerate(codes, start=1):
            spans = self.fetched.setdefault((code, period), set())
            spans.add((stamp(start), stamp(end) + DAY - 1))
            connection.send({"push": number, "data": {"finished": place, "total": len(codes), "message": ""}})
        if not codes:
            connection.send({"push": number, "data": {"finished": 1, "total": 1, "message": ""}})

    # What the tests tell it.

    def control_manner(self, call, do, value, times):
        with self.lock:
            self.manners.append({"call": call, "do": do, "with": value, "times": times})

    def control_release(self):
        self.released.set()

    def control_progress(self, told):
        self.market["progress"] = {"next": told}

    def control_push(self, data):
        """Sends ticks to all who listen to their codes, in the form given: a tick, or a list of them."""
        with self.lock:
            for code, told in data.items():
                self.market["ticks"][code] = told[-1] if isinstance(told, list) else told
            listeners = dict(self.listeners)
        for number, (connection, codes) in listeners.items():
            if kept := wanted(data, codes):
                connection.send({"push": number, "data": kept})
        return len(listeners)

    def control_quiet(self):
        """Takes back what the market has shown."""
        with self.lock:
            self.market["ticks"].clear()

    def control_forget(self):
        """Lets every subscription fall, as a terminal does that changes its server of quotes."""
        with self.lock:
            self.listeners.clear()

    def control_listeners(self):
        return [codes for _connection, codes in self.listeners.values()]

    def control_calls(self):
        with self.lock:
            return list(self.calls)


def halved(lines, code):
    """The bytes of every column of one instrument end in the middle."""
    return [[one, index, [[f, k, c[: len(c) // 4 * 2] if one == code else c] for f, k, c in cols]] for one, index, cols in lines]


def lost(lines, code):
    """One instrument is not there."""
    return [line for line in lines if line[0] != code]


def on_rows(change):
    """A change of each instrument's rows, given as lists of values by field."""

    def changed(lines, value):
        found = []
        for code, _index, columns in lines:
            rows = {field: list(struct.unpack(f"<{len(c) // (2 * struct.calcsize(FORMATS[k]))}{FORMATS[k]}", bytes.fromhex(c)))
                    for field, k, c in columns}  # fmt: skip
            if rows:
                change(rows, value)
            packed = [[field, k, struct.pack(f"<{len(rows[field])}{FORMATS[k]}", *rows[field]).hex()] for field, k, _ in columns]
            found.append([code, rows.get("time", []), packed])
        return found

    return changed


def repeated(rows, _):
    for values in rows.values():
        values += values


def contradicted(rows, _):
    repeated(rows, None)
    rows["close"][-1] += 1.0


def reversed_(rows, _):
    for values in rows.values():
        values.reverse()


def moved(rows, days):
    rows["time"] = [one + days * DAY for one in rows["time"]]


def put(rows, values):
    for field, value in values.items():
        rows[field][-1] = value


SPOILED = {
    "half": halved,
    "lose": lost,
    "repeat": on_rows(repeated),
    "contradict": on_rows(contradicted),
    "reverse": on_rows(reversed_),
    "move": on_rows(moved),
    "put": on_rows(put),
}


def wanted(data, codes):
    return {code: told for code, told in data.items() if code in codes or code[-2:] in codes}


def stamp(text):
    """Milliseconds of midnight in Shanghai of a text YYYYMMDD."""
    day = datetime(int(text[:4]), int(text[4:6]), int(text[6:8]), tzinfo=UTC)
    return int(day.timestamp()) * 1000 - SHANGHAI


def serve(terminal, held):
    connection = Connection(held)
    try:
        while True:
            message = json.loads(exactly(held, struct.unpack(">I", exactly(held, 4))[0]))
            # A call that waits must not hold up the others of its connection.
            threading.Thread(target=reply, args=(terminal, connection, message), daemon=True).start()
    except (OSError, EOFError):
        pass
    finally:
        with terminal.lock:
            gone = [number for number, (one, _) in terminal.listeners.items() if one is connection]
            for number in gone:
                del terminal.listeners[number]
        held.close()


def reply(terminal, connection, message):
    name, arguments = message["call"], message["arguments"]
    try:
        if name.startswith("control."):
            value = getattr(terminal, name.replace(".", "_"))(*arguments)
        else:
            value = terminal.answer(connection, name, arguments)
        connection.send({"id": message["id"], "value": value})
    except Silence:
        return
    except HangUp:
        connection.held.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
    except ValueError as error:
        connection.send({"id": message["id"], "error": str(error)})


def exactly(held, count):
    parts = b""
    while len(parts) < count:
        part = held.recv(count - len(parts))
        if not part:
            raise EOFError
        parts += part
    return parts


def main():
    terminal = Terminal(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", int(sys.argv[2])))
    listening.listen()
    print(listening.getsockname()[1], flush=True)
    while True:
        held, _ = listening.accept()
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(terminal, held), daemon=True).start()


if __name__ == "__main__":
    main()
