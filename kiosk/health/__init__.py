"""Health over HTTP for programs on this computer: ``/healthz`` and ``/metrics``. Imported only where the
configuration switches it on."""
