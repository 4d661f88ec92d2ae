"""What the net learns from beside MNIST: digits and non-digits of our own making."""
