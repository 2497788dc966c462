//! Errors of the way to the server, with what to look at.

use redis::{ErrorKind, RedisError};

use crate::Error;

/// The error of a command that has no answer.
pub(super) fn broken(error: RedisError) -> Error {
    let hint = hint(&error);
    Error::Connection { source: Box::new(error), hint }
}

fn hint(error: &RedisError) -> &'static str {
    if error.is_connection_refusal() {
        "is it running at this address?"
    } else if error.is_timeout() {
        "it did not answer in time: is the timeout of the connection too short for this gear (asynchronous ones wait half a second \
         by default), is the server busy with a synchronous gear, or is this a port without TLS?"
    } else if error.kind() == ErrorKind::Parse {
        "what answers does not speak the Redis protocol: is the port right, and should the connection use TLS?"
    } else if error.kind() == ErrorKind::InvalidClientConfig {
        "an address is redis://user:password@host:port/, or rediss:// where a TLS feature of the redis crate is on"
    } else if error.kind() == ErrorKind::RESP3NotSupported {
        "ask for the older protocol: ?protocol=resp2"
    } else if is_certificate(error) {
        "is the certificate of the server trusted, and is it for this name?"
    } else if is_tls(error) {
        "does the port speak TLS?"
    } else if error.kind() == ErrorKind::AuthenticationFailed {
        "are the user and the password right?"
    } else if error.is_connection_dropped() || error.is_io_error() {
        "the connection broke, and the command may have been carried out: connect again; if it never works, should the \
         connection use TLS?"
    } else {
        "is it running at this address?"
    }
}

/// TLS is the program's choice, so its errors are known by their words only.
fn has_words(error: &RedisError, words: &[&str]) -> bool {
    let text = error.to_string().to_ascii_lowercase();
    words.iter().any(|word| text.contains(word))
}

fn is_certificate(error: &RedisError) -> bool {
    has_words(error, &["certificate", "unknownissuer", "notvalidforname"])
}

fn is_tls(error: &RedisError) -> bool {
    has_words(error, &["tls", "ssl", "corrupt message", "handshake"])
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn every_way_to_fail_has_its_hint() {
        let of = |kind: io::ErrorKind| broken(io::Error::from(kind).into()).to_string();
        assert!(of(io::ErrorKind::ConnectionRefused).ends_with("is it running at this address?"));
        assert!(of(io::ErrorKind::TimedOut).contains("did not answer in time"));
        assert!(of(io::ErrorKind::BrokenPipe).contains("may have been carried out"));
        let garbage = redis::parse_redis_value(b"HTTP/1.1 400 Bad Request\r\n").unwrap_err();
        assert!(broken(garbage).to_string().contains("does not speak the Redis protocol"));
        let password = RedisError::from((ErrorKind::AuthenticationFailed, "Password authentication failed"));
        assert!(broken(password).to_string().ends_with("are the user and the password right?"));
    }
}
