//! A development engine for redis-gears: RG.* commands in a stock Redis or Valkey, for tests and demonstrations.
