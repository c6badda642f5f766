"""The local files of TDX (通达信): daily bars, and bars of one and five minutes."""
