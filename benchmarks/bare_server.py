"""The bare view behind Granian, as the service runs it."""

from __future__ import annotations

import sys

from civiscope.web.service.server import run_application

if __name__ == "__main__":
    run_application("benchmarks.bare_view:make_application", "127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1]))
