"""The library room: factors, strategies, loops and models kept as assets, and the vault that keeps files."""

from aistock_server.library.artifacts import Artifacts
from aistock_server.library.asset_ports import AssetStore, BundleStore, FactorTables, KeptBundle
from aistock_server.library.assets import Assets
from aistock_server.library.bundles import Bundles
from aistock_server.library.model import (
    ORDER_FIGURES,
    After,
    FactorQuestion,
    Head,
    Key,
    LoopQuestion,
    ModelQuestion,
    Row,
    StrategyQuestion,
    key_of,
)
from aistock_server.library.ports import LibraryStore, Uploads, Vault
from aistock_server.library.room import Library

__all__ = [
    "ORDER_FIGURES",
    "After",
    "Artifacts",
    "AssetStore",
    "Assets",
    "BundleStore",
    "Bundles",
    "FactorQuestion",
    "FactorTables",
    "Head",
    "KeptBundle",
    "Key",
    "Library",
    "LibraryStore",
    "LoopQuestion",
    "ModelQuestion",
    "Row",
    "StrategyQuestion",
    "Uploads",
    "Vault",
    "key_of",
]
