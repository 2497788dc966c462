//! The compiler of redis-gears: Rust tokens in, checked pipeline and Python 3.7 out.
