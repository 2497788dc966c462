//! `ShardsIDReader`: the id of every shard.

use super::ShardIds;
use crate::pipeline::{Many, Pipeline};

/// Reads one record on each shard: its id. A native run is a single shard, whose id is `1`.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// static SHARDS: Gear<i64> = gear!(ShardsIDReader().count().run());
/// assert_eq!(SHARDS.native_on(["1".to_string()]).unwrap(), 1);
/// ```
#[allow(non_snake_case, reason = "the name it has on the server")]
pub fn ShardsIDReader() -> ShardsIDSource {
    ShardsIDSource { _private: () }
}

/// A [`ShardsIDReader()`].
#[derive(Debug)]
pub struct ShardsIDSource {
    _private: (),
}

impl ShardsIDSource {
    /// Opens the pipeline. Called by the expansion of `gear!`.
    #[doc(hidden)]
    pub fn __open<'a>(self) -> Pipeline<'a, ShardIds, String, Many> {
        // What a server without a cluster answers.
        Pipeline::new(|feed| feed.records(|| Box::new(std::iter::once(Ok("1".to_owned())))))
    }
}
