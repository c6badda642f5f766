"""The three things that cleaning does to a disk, each one step that happens or does not."""

from __future__ import annotations

import os

from aistock.rdagent.archive.folder import Folder, Hashed, Root


class Disk:
    """Renames folders of a root, removes files that are still what they were, and removes empty folders."""

    def rename(self, root: Root, old: str, new: str) -> None:
        """Give a folder of the root another name; FileNotFoundError when it is gone, FileExistsError when the name is taken."""
        if root.has(new):
            raise FileExistsError(17, "is there already", new)
        # Should somebody make a folder of that name in this moment, the system refuses it, unless it is still empty.
        os.rename(old, new, src_dir_fd=root.handle, dst_dir_fd=root.handle)

    def unlink(self, folder: Folder, path: str, known: Hashed) -> bool:
        """Remove a file that is still what it was when it was hashed; false when it is gone already. Raises Trouble."""
        return folder.unlink(path, known)

    def rmdir(self, folder: Folder, path: str) -> bool:
        """Remove an empty folder below another; whether it is gone."""
        return folder.rmdir(path)

    def remove(self, root: Root, name: str) -> bool:
        """Remove an empty folder of the root; whether it is gone."""
        try:
            os.rmdir(name, dir_fd=root.handle)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True
