"""``python -m civiscope``."""

from civiscope.cli.main import run

if __name__ == "__main__":
    run()
