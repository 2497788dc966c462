//! TLS, with a certificate that the test makes; and what a person reads who mixes up the two kinds of ports.
//!
//! Skipped, with a message, where the server was built without TLS.

use std::path::PathBuf;
use std::time::Duration;

use redis::{Client, Connection, RedisResult, TlsCertificates};
use redis_gears::Error;

use crate::gears::{NUMBERS, twice};
use crate::{Engine, connect};

/// An engine with a second port for TLS.
struct Secure {
    engine: Engine,
    port: u16,
    certificate: Vec<u8>,
    folder: PathBuf,
}

impl Drop for Secure {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Secure {
    fn start() -> Option<Self> {
        // Only the first of the tests can install it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let engine = Engine::with_numbers(3);
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).ok()?.local_addr().ok()?.port();
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("it makes one");
        let (certificate, key) = (made.cert.pem().into_bytes(), made.signing_key.serialize_pem());
        let folder = std::env::temp_dir().join(format!("gears-tls-{port}"));
        std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).expect("the temporary folder is writable");
            path.display().to_string()
        };
        let (certificate_file, key_file) = (file("cert.pem", &certificate), file("key.pem", key.as_bytes()));
        let secure = Self { engine, port, certificate, folder };
        let mut set = redis::cmd("CONFIG");
        set.arg("SET").arg(&["tls-cert-file", &certificate_file, "tls-key-file", &key_file]);
        set.arg(&["tls-ca-cert-file", &certificate_file, "tls-auth-clients", "no"]).arg("tls-port").arg(port);
        let set = set.exec(&mut connect(&secure.engine.server.url()));
        set.inspect_err(|error| eprintln!("skipped: this server has no TLS: {error}")).ok()?;
        Some(secure)
    }

    fn url(&self) -> String {
        format!("rediss://127.0.0.1:{}/", self.port)
    }

    /// A client that trusts the certificate.
    fn client(&self) -> Client {
        let trusted = TlsCertificates { client_tls: None, root_cert: Some(self.certificate.clone()) };
        Client::build_with_tls(self.url(), trusted).expect("it is a URL")
    }
}

fn open(client: RedisResult<Client>) -> Result<Connection, Error> {
    Ok(client?.get_connection_with_timeout(Duration::from_secs(3))?)
}

#[test]
fn gears_run_over_tls() {
    let Some(secure) = Secure::start() else { return };
    let mut con = open(Ok(secure.client())).expect("it is trusted");
    assert_eq!(NUMBERS.run(&mut con).expect("it runs").len(), 3);
    twice::register(&mut con).expect("it registers");
    assert_eq!(twice::call(&mut con, 21).expect("it answers"), 42);
}

#[cfg(feature = "aio")]
#[test]
fn gears_run_over_tls_asynchronously() {
    let Some(secure) = Secure::start() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        use crate::asynchronous::patient;
        let mut con = secure
            .client()
            .get_multiplexed_async_connection_with_config(&patient())
            .await
            .expect("it is trusted");
        assert_eq!(NUMBERS.run_async(&mut con).await.expect("it runs").len(), 3);
    });
}

#[test]
fn the_wrong_kind_of_port_says_so() {
    let Some(secure) = Secure::start() else { return };
    let plain_to_tls =
        open(Client::open(secure.url().replace("rediss", "redis"))).err().expect("it speaks TLS");
    assert!(plain_to_tls.is_connection(), "{plain_to_tls:?}");
    assert!(plain_to_tls.to_string().contains("should the connection use TLS"), "{plain_to_tls}");
    let url = secure.engine.server.url().replace("redis://", "rediss://");
    let tls_to_plain = open(Client::open(url)).err().expect("it speaks plain text");
    assert!(tls_to_plain.is_connection(), "{tls_to_plain:?}");
    // A Redis waits for the end of what it takes for a command.
    assert!(tls_to_plain.to_string().contains("is this a port without TLS?"), "{tls_to_plain}");
}

#[test]
fn a_certificate_that_is_not_trusted_says_so() {
    let Some(secure) = Secure::start() else { return };
    let error = open(Client::open(secure.url())).err().expect("nobody knows it");
    assert!(error.to_string().contains("is the certificate of the server trusted"), "{error}");
}
