"""A pytest plugin for every test of the repository: a property has no deadline, because a busy machine is not a broken promise."""

from hypothesis import settings

# On top of what is the default already, which on a build server is another one.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")
