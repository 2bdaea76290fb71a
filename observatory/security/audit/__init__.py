"""The signed log of a store: entries in a chain, Merkle checkpoints, anchors outside the store, and their checking."""
