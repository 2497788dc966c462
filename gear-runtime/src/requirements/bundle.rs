//! Python packages in a file, for servers without a way to the outside.

use std::io::{self, Read, Write};

use redis::ConnectionLike;

use super::Installing;
use crate::Result;
use crate::client::{Blocking, Transport, now, request};
use crate::link::fnv1a_bytes;

const MAGIC: &[u8; 8] = b"GEARREQ1";

/// Python packages with their wheels, taken from one server (`RG.PYEXPORTREQ`) to be put on another one
/// (`RG.PYIMPORTREQ`).
///
/// # File format
///
/// Numbers are unsigned, 8 bytes, the most significant one first. A block is a number and as many bytes.
///
/// | part | what |
/// |---|---|
/// | `GEARREQ1` | 8 bytes |
/// | number | how many requirements follow |
/// | for each: block | the requirement, UTF-8 |
/// | number | how many pieces follow |
/// | for each: block | what the server gave: its serialised form of the package |
/// | 32 bytes | FNV-1a with 128 bits of all bytes before, as hexadecimal text |
///
/// ```
/// use gear_runtime::Bundle;
///
/// let mut file = Vec::new();
/// Bundle::default().write_to(&mut file).unwrap();
/// assert_eq!(Bundle::read_from(file.as_slice()).unwrap(), Bundle::default());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    requirements: Vec<(String, Vec<Vec<u8>>)>,
}

impl Bundle {
    /// Takes requirements off a server that has them, by the names with which they were installed.
    ///
    /// ```no_run
    /// use gear_runtime::Bundle;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut con = redis::Client::open("redis://127.0.0.1/")?.get_connection()?;
    /// Bundle::export(&mut con, &["numpy~=1.21"])?.write_to(std::fs::File::create("packages.gearreq")?)?;
    ///
    /// let mut other = redis::Client::open("redis://10.0.0.2/")?.get_connection()?;
    /// let bundle = Bundle::read_from(std::fs::File::open("packages.gearreq")?)?;
    /// bundle.import(&mut other, |step| println!("{}/{} {}", step.number, step.total, step.requirement))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn export(con: &mut impl ConnectionLike, names: &[&str]) -> Result<Self> {
        now(Self::export_on(&mut Blocking(con), names))
    }

    pub(super) async fn export_on(server: &mut impl Transport, names: &[&str]) -> Result<Self> {
        let mut requirements = Vec::with_capacity(names.len());
        for name in names {
            let exported = server.ask(&request::export_requirement(name)).await?;
            requirements.push(((*name).to_owned(), exported.pieces));
        }
        Ok(Self { requirements })
    }

    /// Puts the requirements on a server, and tells before and after each.
    pub fn import(&self, con: &mut impl ConnectionLike, progress: impl FnMut(Installing<'_>)) -> Result<()> {
        now(self.import_on(&mut Blocking(con), progress))
    }

    pub(super) async fn import_on(
        &self,
        server: &mut impl Transport,
        mut progress: impl FnMut(Installing<'_>),
    ) -> Result<()> {
        let pieces = self.requirements.iter().map(|(_, pieces)| pieces);
        for (step, pieces) in Installing::steps(self.names()).zip(pieces) {
            progress(step);
            server.ask(&request::import_requirement(pieces)).await?;
            progress(step.done());
        }
        Ok(())
    }

    /// The names of the requirements.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.requirements.iter().map(|(name, _)| name.as_str())
    }

    /// Writes the file.
    pub fn write_to(&self, mut file: impl Write) -> io::Result<()> {
        let mut bytes = MAGIC.to_vec();
        push_number(&mut bytes, self.requirements.len());
        for (name, pieces) in &self.requirements {
            push_block(&mut bytes, name.as_bytes());
            push_number(&mut bytes, pieces.len());
            pieces.iter().for_each(|piece| push_block(&mut bytes, piece));
        }
        file.write_all(&bytes)?;
        file.write_all(fnv1a_bytes(&bytes).as_bytes())
    }

    /// Reads the file. What is none, or is damaged, is an error of the kind [`io::ErrorKind::InvalidData`].
    pub fn read_from(mut file: impl Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let invalid = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
        if !bytes.starts_with(MAGIC) {
            return Err(invalid("this is no bundle of requirements"));
        }
        let (body, sum) =
            bytes.split_last_chunk::<32>().ok_or_else(|| invalid("the bundle is incomplete"))?;
        if fnv1a_bytes(body).as_bytes() != sum {
            return Err(invalid("the bundle is damaged: its checksum does not fit"));
        }
        parse(&body[MAGIC.len()..]).ok_or_else(|| invalid("the bundle is damaged"))
    }
}

fn push_number(bytes: &mut Vec<u8>, number: usize) {
    bytes.extend((number as u64).to_be_bytes());
}

fn push_block(bytes: &mut Vec<u8>, block: &[u8]) {
    push_number(bytes, block.len());
    bytes.extend(block);
}

fn parse(mut bytes: &[u8]) -> Option<Bundle> {
    let mut requirements = Vec::new();
    for _ in 0..take_number(&mut bytes)? {
        let name = String::from_utf8(take_block(&mut bytes)?).ok()?;
        let mut pieces = Vec::new();
        for _ in 0..take_number(&mut bytes)? {
            pieces.push(take_block(&mut bytes)?);
        }
        requirements.push((name, pieces));
    }
    bytes.is_empty().then_some(Bundle { requirements })
}

fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let (number, rest) = bytes.split_first_chunk::<8>()?;
    *bytes = rest;
    Some(u64::from_be_bytes(*number))
}

fn take_block(bytes: &mut &[u8]) -> Option<Vec<u8>> {
    let length = usize::try_from(take_number(bytes)?).ok()?;
    let (block, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(block.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_back_as_it_was_and_damage_is_seen() {
        let pieces = vec![b"meta".to_vec(), vec![0, 255, 1]];
        let bundle =
            Bundle { requirements: vec![("requests".to_owned(), pieces), ("x".to_owned(), Vec::new())] };
        let mut file = Vec::new();
        bundle.write_to(&mut file).unwrap();
        assert_eq!(Bundle::read_from(file.as_slice()).unwrap(), bundle);
        assert_eq!(bundle.names().collect::<Vec<_>>(), ["requests", "x"]);
        for index in 0..file.len() {
            let mut damaged = file.clone();
            damaged[index] ^= 1;
            assert_eq!(Bundle::read_from(damaged.as_slice()).unwrap_err().kind(), io::ErrorKind::InvalidData);
            assert!(Bundle::read_from(&file[..index]).is_err());
        }
    }
}
