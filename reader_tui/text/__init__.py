"""Text without a screen: decoding, repairing, converting, laying out. Imports nothing above it."""
