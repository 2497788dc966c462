gear_ascii_white_space = b'\t\n\f\r '
