//! What the use cases share.

#[path = "../support/engine.rs"]
mod engine;

pub(crate) use engine::{Engine, connect, eventually};

/// Compares a gear's run, on one shard and on three, with its native twin and with what is expected.
#[macro_export]
macro_rules! case {
    ($data:expr, $gear:expr, $expected:expr) => {{
        let expected = $expected;
        for shards in [1, 3] {
            let mut engine = $crate::support::Engine::with_shards(shards);
            engine.commands($data);
            let native = $gear.native(&mut engine.con).expect("it runs natively");
            assert_eq!(native, expected, "native");
            let shipped = $gear.run(&mut engine.con).expect("it runs");
            assert_eq!(shipped, expected, "on {shards} shards");
        }
    }};
}
