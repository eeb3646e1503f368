"""What is kept: the store, its ledger and its backup (情景库)."""

from base.places import OWN


def reachable() -> None:
    """Let `yuce://` lead to the store's database (登记): each door says so once.

    Those below only open the address that they are given.
    """
    OWN["yuce"] = "records.store.artefact_files.StoreFiles"
