//! Which streams an event gear reads: all registrations of the server share one consumer group, so that a message reaches only
//! one of two that read its stream.

/// The stream, or the prefix of streams, in the script of an event gear; `None` if it reads none, or computes the name.
pub(crate) fn stream_of(script: &str) -> Option<&str> {
    let (_, chain) = script.split_once("GB('StreamReader', desc=")?;
    let (_, rest) = chain.rsplit_once(".register(prefix='")?;
    let (stream, _) = rest.split_once('\'')?;
    // With an escape in it, it is not what it looks like.
    (!stream.contains('\\')).then_some(stream)
}

/// Whether a stream can be read by both: each is a name, or a prefix with a `*` at its end.
pub(crate) fn overlap(a: &str, b: &str) -> bool {
    match (a.strip_suffix('*'), b.strip_suffix('*')) {
        (Some(a), Some(b)) => a.starts_with(b) || b.starts_with(a),
        (Some(prefix), None) => b.starts_with(prefix),
        (None, Some(prefix)) => a.starts_with(prefix),
        (None, None) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_that_two_would_read() {
        for (a, b) in [("a", "a"), ("a*", "a1"), ("a1", "a*"), ("a*", "ab*"), ("ab*", "a*"), ("*", "x")] {
            assert!(overlap(a, b), "{a} {b}");
        }
        for (a, b) in [("a", "b"), ("a*", "b"), ("a", "ab*"), ("a*", "b*")] {
            assert!(!overlap(a, b), "{a} {b}");
        }
    }

    #[test]
    fn the_stream_is_in_the_script() {
        let script = |prefix| {
            format!("(\n    GB('StreamReader', desc='x')\n    .register(prefix={prefix}, mode='sync')\n)")
        };
        assert_eq!(stream_of(&script("'in:*'")), Some("in:*"));
        assert_eq!(stream_of(&script("'in:\\x00*'")), None);
        assert_eq!(stream_of(&script("gear_prefix(gear_let_key)")), None);
        assert_eq!(stream_of("GB('KeysReader', desc='x').register(prefix='in:*')"), None);
    }
}
