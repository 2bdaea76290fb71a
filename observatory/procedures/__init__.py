"""The shared instruments of the forces, in versions."""
