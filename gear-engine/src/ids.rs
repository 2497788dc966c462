//! Ids of executions and registrations: those of a node that is in no cluster, `000...0-N`.

use std::sync::atomic::{AtomicU64, Ordering};

/// The id of the node: 40 zeros, as RedisGears has it outside of a cluster.
pub(crate) const NODE: &str = "0000000000000000000000000000000000000000";

static NEXT: AtomicU64 = AtomicU64::new(1);

pub(crate) fn next() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// What distinguishes sessions of the same id: see [`crate::registrations::Session::origin`].
pub(crate) fn next_origin() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// New ids have to be above those of a loaded registration.
pub(crate) fn start_after(number: u64) {
    NEXT.fetch_max(number.saturating_add(1), Ordering::Relaxed);
}

pub(crate) fn text(number: u64) -> String {
    format!("{NODE}-{number}")
}

pub(crate) fn parse(text: &[u8]) -> Option<u64> {
    let number = text.strip_prefix(NODE.as_bytes())?.strip_prefix(b"-")?;
    let number = std::str::from_utf8(number).ok()?;
    // `parse` takes "+5" and "005" as well, which are no ids.
    number.parse().ok().filter(|n: &u64| n.to_string() == number)
}

/// A session without a name gets 40 random hexadecimal digits.
pub(crate) fn random() -> String {
    use std::hash::{BuildHasher as _, RandomState};
    // Each RandomState has fresh keys, which is all the randomness that is needed here.
    let words: String = (0..3).map(|i| format!("{:016x}", RandomState::new().hash_one(i))).collect();
    words[..40].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_parsed_as_they_are_written() {
        assert_eq!(parse(text(17).as_bytes()), Some(17));
        for junk in
            ["", "17", &text(1)[..40], &format!("{NODE}-"), &format!("{NODE}-+1"), &format!("{NODE}-01")]
        {
            assert_eq!(parse(junk.as_bytes()), None, "{junk}");
        }
        assert_eq!(random().len(), 40);
        assert_ne!(random(), random());
    }
}
