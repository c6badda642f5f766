"""HDF5 files as pandas writes and reads them."""
