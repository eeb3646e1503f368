"""How a table was read is shown, asked about, answered and remembered (读法与方案)."""
