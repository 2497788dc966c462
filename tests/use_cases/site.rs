//! A site on this machine: it gives what was put there, and counts.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// Ends with the value.
pub(crate) struct Site {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    pages: HashMap<String, Vec<u8>>,
    requests: Vec<String>,
    ended: bool,
}

impl Site {
    pub(crate) fn start() -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let address = listener.local_addr().expect("it has an address");
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        let thread = std::thread::spawn(move || {
            for connection in listener.incoming() {
                if shared.lock().expect("no test panics with it").ended {
                    break;
                }
                if let Ok(connection) = connection {
                    // Who hangs up halfway gets no answer.
                    let _ = answer(connection, &shared);
                }
            }
        });
        Site { address, state, thread: Some(thread) }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn put(&self, path: &str, page: &[u8]) {
        self.state.lock().expect("no test panics with it").pages.insert(path.to_owned(), page.to_vec());
    }

    pub(crate) fn page(&self, path: &str) -> Option<Vec<u8>> {
        self.state.lock().expect("no test panics with it").pages.get(path).cloned()
    }

    /// The requests so far, such as `GET /page`.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.state.lock().expect("no test panics with it").requests.clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.state.lock().expect("no test panics with it").ended = true;
        // The thread waits for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(connection: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut input = BufReader::new(connection);
    let mut head = String::new();
    input.read_line(&mut head)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        input.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().unwrap_or(0);
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body)?;
    let mut words = head.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default().to_owned());
    let page = {
        let mut state = state.lock().expect("no test panics with it");
        state.requests.push(format!("{method} {path}"));
        match method {
            "PUT" => state.pages.insert(path, body).or(Some(Vec::new())),
            _ => state.pages.get(&path).cloned(),
        }
    };
    let (status, page) = page.map_or(("404 Not Found", Vec::new()), |page| ("200 OK", page));
    let mut output = input.into_inner();
    write!(output, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", page.len())?;
    output.write_all(&page)
}
