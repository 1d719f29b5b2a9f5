"""Keys and signatures: the only room with cryptography, keyring and pyHanko."""
