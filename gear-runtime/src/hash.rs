//! Digests and checksums, in closures. Shipped, they are those of Python's `hashlib` and `binascii`.

use md5::Digest as _;

#[doc(hidden)]
pub use crate::cmd::RedisGearsCommands;

/// The MD5 digest, in hexadecimal digits. Good for names and checks, and no protection against anybody.
///
/// ```
/// assert_eq!(gear_runtime::hash::md5_hex(""), "d41d8cd98f00b204e9800998ecf8427e");
/// ```
pub fn md5_hex(data: impl AsRef<[u8]>) -> String {
    hex::encode(md5::Md5::digest(data))
}

/// The SHA-1 digest, in hexadecimal digits. Good for names and checks, and no protection against anybody.
///
/// ```
/// assert_eq!(gear_runtime::hash::sha1_hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
/// ```
pub fn sha1_hex(data: impl AsRef<[u8]>) -> String {
    hex::encode(sha1::Sha1::digest(data))
}

/// The SHA-256 digest, in hexadecimal digits.
///
/// ```
/// assert!(gear_runtime::hash::sha256_hex("abc").starts_with("ba7816bf"));
/// ```
pub fn sha256_hex(data: impl AsRef<[u8]>) -> String {
    hex::encode(sha2::Sha256::digest(data))
}

/// The SHA-512 digest, in hexadecimal digits.
///
/// ```
/// assert!(gear_runtime::hash::sha512_hex("abc").starts_with("ddaf35a1"));
/// ```
pub fn sha512_hex(data: impl AsRef<[u8]>) -> String {
    hex::encode(sha2::Sha512::digest(data))
}

/// The CRC-32 of zip files and of Ethernet.
///
/// ```
/// assert_eq!(gear_runtime::hash::crc32("123456789"), 0xcbf4_3926);
/// ```
pub fn crc32(data: impl AsRef<[u8]>) -> u32 {
    crc32fast::hash(data.as_ref())
}
