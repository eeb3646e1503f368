"""Pictures of every page, in both languages and on desk, phone and projector (界面图).

    python -m benchmarks.pictures [--to docs/pictures] [--only scenario] [--address URL]
                                  [--dark] [--projector]

Without `--address` the app is served for it. Pictures are WebP in name only if Pillow can; here
they are JPEG, full length up to a limit, at half the pixels of a sharp screen.
"""
