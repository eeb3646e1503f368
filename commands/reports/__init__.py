"""What commands print of a result (命令输出): loaded only by the command that prints it."""
