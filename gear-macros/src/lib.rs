//! The macros of redis-gears: gear!, #[gear] and #[trigger].
