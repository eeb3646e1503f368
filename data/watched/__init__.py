"""What is watched besides the accounts (监测指标): indicators, and what the directions count."""
