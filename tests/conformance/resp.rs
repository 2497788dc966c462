//! A RESP2 client that gives replies in the form of the recordings: `{"bulk": "text"}`, `{"int": 3}` and so on.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};

/// How long one reply may take.
const TIMEOUT: Duration = Duration::from_secs(20);

pub(crate) struct Conn {
    stream: BufReader<TcpStream>,
}

impl Conn {
    pub(crate) fn open(addr: SocketAddr) -> std::io::Result<Conn> {
        let stream = TcpStream::connect(addr)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_nodelay(true)?;
        Ok(Conn { stream: BufReader::new(stream) })
    }

    pub(crate) fn send(&mut self, args: &[Vec<u8>]) -> std::io::Result<()> {
        let mut out = format!("*{}\r\n", args.len()).into_bytes();
        for arg in args {
            out.extend_from_slice(format!("${}\r\n", arg.len()).as_bytes());
            out.extend_from_slice(arg);
            out.extend_from_slice(b"\r\n");
        }
        self.stream.get_mut().write_all(&out)
    }

    pub(crate) fn call(&mut self, args: &[Vec<u8>]) -> std::io::Result<Value> {
        self.send(args)?;
        self.receive()
    }

    pub(crate) fn receive(&mut self) -> std::io::Result<Value> {
        let mut line = Vec::new();
        self.stream.read_until(b'\n', &mut line)?;
        let Some(line) = line.strip_suffix(b"\r\n") else {
            return Err(std::io::Error::other("the server closed the connection"));
        };
        let (kind, rest) = line.split_first().ok_or_else(|| std::io::Error::other("an empty line"))?;
        match kind {
            b'+' => Ok(text("simple", rest)),
            b'-' => Ok(text("error", rest)),
            b':' => Ok(json!({ "int": number(rest)? })),
            b'$' => match number(rest)? {
                -1 => Ok(json!({ "nil": true })),
                len => {
                    let mut data = vec![0; len as usize + 2];
                    self.stream.read_exact(&mut data)?;
                    data.truncate(len as usize);
                    Ok(text("bulk", &data))
                }
            },
            b'*' => match number(rest)? {
                -1 => Ok(json!({ "nil": true })),
                len => {
                    let items = (0..len).map(|_| self.receive()).collect::<std::io::Result<Vec<Value>>>()?;
                    Ok(json!({ "array": items }))
                }
            },
            _ => Err(std::io::Error::other("a reply of no known type")),
        }
    }
}

fn number(text: &[u8]) -> std::io::Result<i64> {
    let text = String::from_utf8_lossy(text);
    text.parse().map_err(|_| std::io::Error::other(format!("'{text}' is no number")))
}

/// Text under its kind, or as hexadecimal digits when it is not UTF-8.
fn text(kind: &str, bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => json!({ kind: text }),
        Err(_) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({ format!("{kind}_hex"): hex })
        }
    }
}
