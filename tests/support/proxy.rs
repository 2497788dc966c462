//! A proxy that cuts the connection after a number of bytes.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// Passes one connection on to `server`, and cuts it when `after` bytes have gone in either direction. Returns the URL.
pub(crate) fn cutting(server: SocketAddr, after: usize) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || {
        let Ok((client, _)) = listener.accept() else { return };
        let Ok(server) = TcpStream::connect(server) else { return };
        let left = std::sync::Arc::new(std::sync::Mutex::new(after));
        let streams = || (client.try_clone().expect("it clones"), server.try_clone().expect("it clones"));
        let ((a, b), (c, d)) = (streams(), streams());
        let other = left.clone();
        let upwards = std::thread::spawn(move || pass(a, b, &other));
        pass(d, c, &left);
        let _ = upwards.join();
    });
    format!("redis://{address}/")
}

/// A connection that is cut after some bytes, and does not wait for ever; `None` if it does not even come to be.
pub(crate) fn cut_after(server: SocketAddr, bytes: usize) -> Option<redis::Connection> {
    let client = redis::Client::open(cutting(server, bytes)).expect("it is a URL");
    let con = client.get_connection_with_timeout(Duration::from_secs(5)).ok()?;
    con.set_read_timeout(Some(Duration::from_secs(10))).expect("it is a socket");
    Some(con)
}

fn pass(mut from: TcpStream, mut to: TcpStream, left: &std::sync::Mutex<usize>) {
    let mut buffer = [0; 512];
    while let Ok(n @ 1..) = from.read(&mut buffer) {
        let allowed = {
            let mut left = left.lock().expect("nobody panics");
            let allowed = n.min(*left);
            *left -= allowed;
            allowed
        };
        if to.write_all(&buffer[..allowed]).is_err() || allowed < n {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
