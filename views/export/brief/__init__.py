"""The brief of one page, as PDF and in Word (简报)."""
