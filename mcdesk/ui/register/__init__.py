"""The register of course development."""
