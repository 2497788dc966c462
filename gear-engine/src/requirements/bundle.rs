//! A requirement with its wheels as bytes: what RG.PYEXPORTREQ gives, RG.PYIMPORTREQ takes, and the RDB file keeps.

/// The version of the layout.
pub(super) const VERSION: i64 = 1;

/// A requirement and the files that install it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bundle {
    pub(super) name: String,
    pub(super) wheels: Vec<(String, Vec<u8>)>,
}

/// The system that the wheels are for.
pub(super) fn system() -> String {
    format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH)
}

impl Bundle {
    /// Version, name, system, number of wheels, then name and contents of each. Numbers have 8 bytes, the lowest first; names
    /// end with NUL; each piece has its length in front.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        number(&mut out, VERSION);
        name(&mut out, &self.name);
        name(&mut out, &system());
        number(&mut out, self.wheels.len() as i64);
        for (file, contents) in &self.wheels {
            name(&mut out, file);
            block(&mut out, contents);
        }
        out
    }

    /// The errors are those of RedisGears where it has them.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Bundle, String> {
        let mut reader = Reader(bytes);
        let bad = |what: &str| format!("Bad serialization format on reading {what}");
        let version = reader.number().ok_or_else(|| bad("requirement version"))?;
        if version != VERSION {
            return Err("Requirement version is not compatible, upgrade to newer RedisGears.".to_owned());
        }
        let name = reader.name().ok_or_else(|| bad("requirement name"))?;
        let compiled = reader.name().ok_or_else(|| bad("requirement os"))?;
        let current = system();
        if compiled != current {
            return Err(format!(
                "Requirement was compiled on different os (compiled_os = {compiled}, current_os = {current})"
            ));
        }
        if !is_plain(&name) {
            return Err(bad("requirement name"));
        }
        let count = reader.number().ok_or_else(|| bad("requirement wheels amount"))?;
        let mut wheels = Vec::new();
        for _ in 0..count {
            let file = reader.name().filter(|file| is_wheel(file));
            let file = file.ok_or_else(|| bad("wheel file name"))?;
            let contents = reader.block().ok_or_else(|| bad("wheel file data"))?;
            wheels.push((file, contents.to_vec()));
        }
        if wheels.is_empty() || !reader.0.is_empty() {
            return Err(bad("requirement wheels amount"));
        }
        Ok(Bundle { name, wheels })
    }
}

fn number(out: &mut Vec<u8>, value: i64) {
    out.extend(value.to_le_bytes());
}

fn block(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, bytes.len() as i64);
    out.extend(bytes);
}

fn name(out: &mut Vec<u8>, text: &str) {
    block(out, &[text.as_bytes(), b"\0"].concat());
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<i64> {
        let (head, rest) = self.0.split_first_chunk::<8>()?;
        self.0 = rest;
        Some(i64::from_le_bytes(*head))
    }

    fn block(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.number()?).ok()?;
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    fn name(&mut self) -> Option<String> {
        let text = self.block()?.strip_suffix(b"\0")?;
        String::from_utf8(text.to_vec()).ok().filter(|text| !text.contains('\0'))
    }
}

/// A name with an optional version or extra: no option, path or shell syntax.
pub(super) fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.[],<>=!~ *+".contains(c))
}

/// The name of a file that lies where it is put.
fn is_wheel(file: &str) -> bool {
    file.ends_with(".whl")
        && file.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !file.contains(['/', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_and_shell_syntax_are_refused() {
        for good in ["redis", "redis==3.5.3", "requests[socks]>=2,<3", "numpy ~= 1.21"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in ["", "-r file", "a; rm -rf /", "a'b", "$(x)", "../x", "git+https://x/y"] {
            assert!(!is_plain(bad), "{bad}");
        }
        for bad in ["../x.whl", "/x.whl", "a\\b.whl", "-x.whl", "x.sh", ""] {
            assert!(!is_wheel(bad), "{bad}");
        }
    }

    #[test]
    fn a_bundle_survives_a_round_trip_and_every_part_of_it_is_refused() {
        let wheel = |name: &str| (format!("{name}-1-py3-none-any.whl"), vec![0, 255, 10]);
        let bundle = Bundle { name: "six==1".to_owned(), wheels: vec![wheel("six"), wheel("other")] };
        let bytes = bundle.to_bytes();
        assert_eq!(Bundle::from_bytes(&bytes), Ok(bundle));
        for end in 0..bytes.len() {
            assert!(Bundle::from_bytes(&bytes[..end]).is_err(), "{end}");
        }
        let longer = [bytes.as_slice(), b"x"].concat();
        assert!(Bundle::from_bytes(&longer).is_err());
        assert_eq!(
            Bundle::from_bytes(b"x"),
            Err("Bad serialization format on reading requirement version".to_owned())
        );
        assert!(Bundle::from_bytes(b"xxxxxxxx").unwrap_err().contains("not compatible"));
    }
}
