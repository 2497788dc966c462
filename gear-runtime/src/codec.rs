//! Bytes as text, in closures: base64 and hexadecimal digits.
//!
//! Shipped, these are functions of Python's standard library, which are kept as strict as the native ones: what is not
//! the one canonical text of some bytes is `None` in both worlds.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

#[doc(hidden)]
pub use crate::cmd::RedisGearsCommands;

/// Bytes in base64, with padding.
///
/// ```
/// assert_eq!(gear_runtime::codec::base64_encode("any text"), "YW55IHRleHQ=");
/// ```
pub fn base64_encode(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

/// The bytes that a text in base64 stands for; `None` if it is not their encoding, with padding.
///
/// ```
/// use gear_runtime::codec;
///
/// assert_eq!(codec::base64_decode("AP8="), Some(vec![0, 255]));
/// assert_eq!(codec::base64_decode("AP8"), None);
/// ```
pub fn base64_decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Bytes in the base64 of URLs (`-` and `_`), without padding: what a JSON web token is made of.
///
/// ```
/// assert_eq!(gear_runtime::codec::base64_url_encode([0xfb, 0xff]), "-_8");
/// ```
pub fn base64_url_encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes that a text in the base64 of URLs stands for; `None` if it is not their encoding, without padding.
///
/// ```
/// assert_eq!(gear_runtime::codec::base64_url_decode("-_8"), Some(vec![0xfb, 0xff]));
/// ```
pub fn base64_url_decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Bytes in hexadecimal digits, in lower case.
///
/// ```
/// assert_eq!(gear_runtime::codec::hex_encode([0, 255]), "00ff");
/// ```
pub fn hex_encode(bytes: impl AsRef<[u8]>) -> String {
    hex::encode(bytes)
}

/// The bytes that hexadecimal digits of either case stand for; `None` if the text is not two digits for each.
///
/// ```
/// use gear_runtime::codec;
///
/// assert_eq!(codec::hex_decode("00Ff"), Some(vec![0, 255]));
/// assert_eq!(codec::hex_decode("0 1"), None);
/// ```
pub fn hex_decode(text: &str) -> Option<Vec<u8>> {
    hex::decode(text).ok()
}
