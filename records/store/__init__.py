"""What is kept: the store, its ledger and its backup (情景库)."""

import os


def reachable() -> None:
    """Let `YUCE_ARTEFACTS=yuce://` lead to the store's database (登记): each door says so once.

    Those below only open the address that they are given.
    """
    if not os.environ.get("YUCE_ARTEFACTS", "").startswith("yuce:"):
        return
    import fsspec  # a tenth of a second, which nobody else need wait

    there = "records.store.artefact_files.StoreFiles"
    fsspec.register_implementation("yuce", there, clobber=True)
