"""What takes long to start is started once: such a file's tests run in one worker of pytest-xdist, and first.

xdist's own `--dist loadgroup` does nothing under pytest 9.2, whose tests have no `_nodeid` to mark (3.8).
"""

from xdist.scheduler import LoadScopeScheduling

SHARING = ("test_browser.py", "test_compose.py", "test_demo.py", "test_up.py")
"""Files whose tests share an installation, a demonstration, a browser."""


def scope_of(nodeid):
    """Return what names the tests that one worker runs one after the other: a whole file, or a function."""
    path = nodeid.partition("::")[0]
    return path if path.rpartition("/")[2] in SHARING else nodeid.partition("[")[0]


class Together(LoadScopeScheduling):
    """Gives each worker a scope at a time in the random order of the run, the long ones before all others."""

    def __init__(self, config, log):
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid):
        return scope_of(nodeid)

    def schedule(self):
        """Begin: hand out the first scopes, and put the long ones next."""
        super().schedule()
        for scope in [scope for scope in self.workqueue if scope.endswith(SHARING)]:
            self.workqueue.move_to_end(scope, last=False)
