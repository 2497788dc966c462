//! Documents that get a fingerprint when they are written, made by a module of Python.
//!
//! Shows foreign Python: functions and objects of `hashlib` and `base64`, declared with types of Rust, and twins that stand for
//! them in native runs and unit tests.
//!
//!     cargo run --example digest [redis://host:port/]

mod common;

use redis::Commands as _;
use redis_gears::{Registration, gear, prelude::*};

#[gear(import = "hashlib")]
extern "Python" {
    /// What a hash function of `hashlib` gives.
    type Hash;

    #[gear(name = "blake2b", native = twins::blake2b)]
    fn blake2b(data: &[u8], #[gear(keyword)] digest_size: i64) -> Hash;

    #[gear(method, name = "digest", native = twins::bytes)]
    fn fingerprint(this: &Hash) -> Vec<u8>;
}

#[gear(import = "base64")]
extern "Python" {
    #[gear(name = "b32encode", native = twins::base32)]
    fn base32(data: &[u8]) -> Vec<u8>;
}

/// What stands for Python in this process: tests need no real fingerprint.
mod twins {
    use super::Hash;

    pub(super) fn blake2b(data: &[u8], digest_size: i64) -> Hash {
        let sum = data.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
        Hash::from_native(vec![sum; digest_size as usize])
    }

    pub(super) fn bytes(this: &Hash) -> Vec<u8> {
        this.as_native::<Vec<u8>>().clone()
    }

    pub(super) fn base32(data: &[u8]) -> Vec<u8> {
        data.iter().map(|byte| b'A' + byte % 26).collect()
    }
}

#[gear]
fn fingerprint_of(text: &str) -> String {
    let hash: Hash = blake2b(text.as_bytes(), 5);
    String::from_utf8(base32(&hash.fingerprint())).unwrap_or_default()
}

pub(crate) static FINGERPRINTS: Gear<Registration> = gear!(
    KeysReader::<String>("doc:*")
        .for_each(|r| {
            cmd::hset("fingerprints", &r.key, fingerprint_of(&r.value));
        })
        .register(mode = Sync, events = ["set"])
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let con = &mut common::connect()?.con;
    let registration = FINGERPRINTS.register(con)?;
    for (name, text) in [("doc:a", "to be"), ("doc:b", "or not to be"), ("doc:c", "to be")] {
        let _: () = con.set(name, text)?;
        let fingerprint: String = con.hget("fingerprints", name)?;
        println!("{name}  {fingerprint}  {text}");
    }
    registration.unregister(con)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_equal_fingerprints() {
        assert_eq!(fingerprint_of("to be"), fingerprint_of("to be"));
        assert_eq!(fingerprint_of("to be").len(), 5);
    }
}
