"""The steps, in the order of their numbers (迁移步骤)."""
