"""Signs of damage that every quick look at a text shares. Loads nothing, for the first screen."""

UTF8_AS_GBK = "锛銆鐨鏄涓浠鎴鈥"
"""What the commonest characters begin with when their UTF-8 is read as GBK."""
