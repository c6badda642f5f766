"""The library room: factors, strategies, loops and models kept as assets, and the vault that keeps files."""

from aistock_server.library.archive_look import Look, glance, look_again
from aistock_server.library.archive_model import ArchiveQuestion, KeptArchive, Permit
from aistock_server.library.archive_ports import ArchiveStore, Subjects
from aistock_server.library.archive_subjects import LibrarySubjects
from aistock_server.library.archives import Archives
from aistock_server.library.artifacts import Artifacts
from aistock_server.library.asset_ports import AssetStore, BundleStore, FactorTables, KeptBundle
from aistock_server.library.assets import Assets
from aistock_server.library.bundles import Bundles
from aistock_server.library.model import (
    FACTOR_ORDER_FIGURES,
    ORDER_FIGURES,
    After,
    FactorQuestion,
    Head,
    Key,
    LoopQuestion,
    ModelQuestion,
    Offer,
    Row,
    StrategyQuestion,
    figures_of,
    key_of,
    refers_of,
)
from aistock_server.library.ports import LibraryStore, Uploads, Vault
from aistock_server.library.room import Library
from aistock_server.library.vault_faults import DamagedContent, VaultFault, VaultUnavailable

__all__ = [
    "FACTOR_ORDER_FIGURES",
    "ORDER_FIGURES",
    "After",
    "ArchiveQuestion",
    "ArchiveStore",
    "Archives",
    "Artifacts",
    "AssetStore",
    "Assets",
    "BundleStore",
    "Bundles",
    "DamagedContent",
    "FactorQuestion",
    "FactorTables",
    "Head",
    "KeptArchive",
    "KeptBundle",
    "Key",
    "Library",
    "LibraryStore",
    "LibrarySubjects",
    "Look",
    "LoopQuestion",
    "ModelQuestion",
    "Offer",
    "Permit",
    "Row",
    "StrategyQuestion",
    "Subjects",
    "Uploads",
    "Vault",
    "VaultFault",
    "VaultUnavailable",
    "figures_of",
    "glance",
    "key_of",
    "look_again",
    "refers_of",
]
