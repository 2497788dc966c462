//! Which streams an event gear reads: all registrations of the server share one consumer group, so that a message reaches only
//! one of two that read its stream.

/// What the event gears of a script read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Streams<'s> {
    /// Streams, and prefixes of streams, that the script names.
    pub(crate) named: Vec<&'s str>,
    /// Whether it computes further ones: only the registration tells what they are.
    pub(crate) computed: bool,
}

/// The streams that a script registers for.
pub(crate) fn streams_of(script: &str) -> Streams<'_> {
    let mut streams = Streams::default();
    for chain in script.split("GB('").filter_map(|chain| chain.strip_prefix("StreamReader', desc=")) {
        let Some((_, arguments)) = chain.rsplit_once(".register(") else { continue };
        // Many arguments have a line each.
        let Some(prefix) = arguments.trim_start().strip_prefix("prefix=") else { continue };
        match literal(prefix).or_else(|| captured(prefix, script)) {
            Some(stream) => streams.named.push(stream),
            None => streams.computed = true,
        }
    }
    streams
}

/// The text that a Python expression begins with. With an escape in it, it is not what it looks like.
fn literal(python: &str) -> Option<&str> {
    let (text, _) = python.strip_prefix('\'')?.split_once('\'')?;
    (!text.contains('\\')).then_some(text)
}

/// The value of a captured variable, if the prefix is one.
fn captured<'s>(prefix: &str, script: &'s str) -> Option<&'s str> {
    let (variable, _) = prefix.strip_prefix("gear_prefix(")?.split_once(')')?;
    script.lines().find_map(|line| literal(line.strip_prefix(variable)?.strip_prefix(" = ")?))
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
        let named = |named: &[&'static str]| Streams { named: named.to_vec(), computed: false };
        let computed = Streams { named: Vec::new(), computed: true };
        assert_eq!(streams_of(&script("'in:*'")), named(&["in:*"]));
        assert_eq!(streams_of(&script("'in:\\x00*'")), computed);
        assert_eq!(streams_of(&script("gear_prefix('in:{}'.format(gear_let_key))")), computed);
        let lines =
            "(GB('StreamReader', desc='x')\n    .register(\n        prefix='in',\n        batch=2,\n    ))";
        assert_eq!(streams_of(lines), named(&["in"]));
        let captured = script("gear_prefix(gear_let_key)");
        assert_eq!(streams_of(&captured), computed);
        assert_eq!(streams_of(&format!("gear_let_key = 'in:1'\n{captured}")), named(&["in:1"]));
        let keys = "GB('KeysReader', desc='x').register(prefix='in:*')";
        assert_eq!(streams_of(keys), named(&[]));
        let set = [&script("'a'"), keys, &script("'b*'")].join("\n");
        assert_eq!(streams_of(&set), named(&["a", "b*"]));
    }
}
