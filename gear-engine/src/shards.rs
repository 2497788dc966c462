//! The shards: the hash slots of Redis Cluster, split evenly. Each has a Python process of its own.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::api::Context;
use crate::{ids, worker};

/// The number of hash slots.
pub(crate) const SLOTS: usize = 16_384;
/// The most shards: each is a process.
pub(crate) const MOST: usize = 32;

static COUNT: AtomicUsize = AtomicUsize::new(1);

pub(crate) fn set_count(count: usize) {
    COUNT.store(count.clamp(1, SLOTS), Ordering::Release);
}

pub(crate) fn count() -> usize {
    COUNT.load(Ordering::Acquire)
}

/// The first and last slot of a shard.
pub(crate) fn slots_of(shard: usize) -> (usize, usize) {
    let count = count();
    (shard * SLOTS / count, (shard + 1) * SLOTS / count - 1)
}

/// The shard that has a key.
pub(crate) fn of_key(key: &[u8]) -> usize {
    let count = count();
    if count == 1 {
        return 0;
    }
    let slot = slot(key);
    // The inverse of `slots_of`, off by one at most because of the rounding there.
    let guess = slot * count / SLOTS;
    (guess.saturating_sub(1)..=(guess + 1).min(count - 1))
        .find(|shard| {
            let (first, last) = slots_of(*shard);
            (first..=last).contains(&slot)
        })
        .unwrap_or(0)
}

pub(crate) fn is_on(key: &[u8], shard: usize) -> bool {
    count() == 1 || of_key(key) == shard
}

/// Refuses a command on keys that a shard does not have, as the server does in a cluster.
pub(crate) fn check_keys(ctx: Context, shard: usize, words: &[&[u8]]) -> Result<(), String> {
    if count() == 1 {
        return Ok(());
    }
    let keys = ctx.keys_of(words);
    let foreign = keys.iter().find(|key| !is_on(key, shard)).or_else(|| {
        let first = slot(keys.first()?);
        keys.iter().find(|key| slot(key) != first)
    });
    match foreign {
        None => Ok(()),
        Some(key) => Err(format!(
            "Operation not permitted: the key '{}' is in a hash slot that a command on this shard cannot use; repartition by the key first",
            String::from_utf8_lossy(key)
        )),
    }
}

/// The shard that gets a command from a client that knows the cluster.
pub(crate) fn of_command(ctx: Context, words: &[&[u8]]) -> usize {
    if count() == 1 {
        return 0;
    }
    ctx.keys_of(words).first().map_or_else(worker::shard_of_caller, |key| of_key(key))
}

/// The id of a shard: that of a node outside of a cluster, or 40 digits that end with the number of the shard.
pub(crate) fn node_id(shard: usize) -> String {
    if count() == 1 { ids::NODE.to_owned() } else { format!("{:040}", shard + 1) }
}

/// A short text whose slot belongs to the shard: what hashtag() gives.
pub(crate) fn hashtag(shard: usize) -> String {
    static FIRST: OnceLock<String> = OnceLock::new();
    if shard == 0 {
        // The first slot is the same for every number of shards.
        return FIRST.get_or_init(|| find_tag(0)).clone();
    }
    find_tag(shard)
}

fn find_tag(shard: usize) -> String {
    let (first, _) = slots_of(shard);
    (0..).map(tag).find(|tag| usize::from(crc16(tag.as_bytes())) % SLOTS == first).unwrap_or_default()
}

/// The texts of digits and capital letters in order: 0, 1, ... Z, 00, 01, ...
fn tag(mut n: usize) -> String {
    const LETTERS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut text = Vec::new();
    loop {
        text.push(LETTERS[n % 36]);
        if n < 36 {
            break;
        }
        n = n / 36 - 1;
    }
    text.reverse();
    String::from_utf8(text).unwrap_or_default()
}

/// The hash slot of a key: only what is between the first `{` and the next `}` counts, if anything is.
pub(crate) fn slot(key: &[u8]) -> usize {
    let tag = key.iter().position(|b| *b == b'{').and_then(|open| {
        let rest = &key[open + 1..];
        rest.iter().position(|b| *b == b'}').filter(|len| *len > 0).map(|len| &rest[..len])
    });
    usize::from(crc16(tag.unwrap_or(key))) % SLOTS
}

/// CRC16-XMODEM.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            if crc & 0x8000 != 0 { crc << 1 ^ 0x1021 } else { crc << 1 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_those_of_redis() {
        assert_eq!(slot(b"123456789"), 0x31c3);
        assert_eq!(slot(b"foo"), 12_182);
        assert_eq!(slot(b"a{foo}b"), 12_182);
        assert_eq!(slot(b"{}foo"), usize::from(crc16(b"{}foo")) % SLOTS);
    }

    #[test]
    fn the_first_tag_is_that_of_redisgears() {
        assert_eq!(hashtag(0), "06S");
    }
}
