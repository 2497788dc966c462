//! The content hash of scripts.

/// FNV-1a with 128 bits, as hexadecimal text. It names scripts; it does not protect them.
fn fnv1a(text: &str) -> String {
    fnv1a_bytes(text.as_bytes())
}

/// The hash of a script. What it requires is part of what is deployed, so it is part of its identity.
pub(crate) fn script_hash<R: AsRef<str>>(text: &str, requirements: &[R]) -> String {
    let requirements: Vec<&str> = requirements.iter().map(AsRef::as_ref).collect();
    match requirements.as_slice() {
        [] => fnv1a(text),
        some => fnv1a(&format!("{text}\n{}", some.join("\n"))),
    }
}

/// The same of bytes.
pub(crate) fn fnv1a_bytes(bytes: &[u8]) -> String {
    const BASIS: u128 = 0x6c62272e07bb014262b821756295c58d;
    const PRIME: u128 = 0x0000000001000000000000000000013b;
    let hash = bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME));
    format!("{hash:032x}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn published_vectors() {
        assert_eq!(super::fnv1a(""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(super::fnv1a("foobar"), "343e1662793c64bf6f0d3597ba446f18");
    }
}
