"""The fit, a step a file (拟合步骤)."""
