//! Replies that list names and values in turn.

use std::collections::BTreeMap;

use redis::Value as Reply;

use crate::client::{text, unexpected};
use crate::{Result, Value};

/// What a reply had beside the fields that are known here: newer servers send more.
/// The replies of [`Gears`](crate::Gears) have it.
pub type Extra = BTreeMap<String, Value>;

/// The entries of such a reply. A field may be missing, and an unknown one is kept; only a field with a value of another
/// type is an error.
pub(crate) struct Attributes {
    what: &'static str,
    entries: Vec<(String, Reply)>,
}

impl Attributes {
    /// Reads `reply`, which belongs to `what`.
    pub(crate) fn read(what: &'static str, reply: Reply) -> Result<Self> {
        let entries = match reply {
            Reply::Array(items) if items.len().is_multiple_of(2) => {
                let mut items = items.into_iter();
                let mut entries = Vec::with_capacity(items.len() / 2);
                while let (Some(name), Some(value)) = (items.next(), items.next()) {
                    entries.push((text(&name), value));
                }
                entries
            }
            // RESP3 has a type of its own for this.
            Reply::Map(entries) => entries.into_iter().map(|(name, value)| (text(&name), value)).collect(),
            other => return Err(unexpected(what, "names and values in turn", &other)),
        };
        Ok(Self { what, entries })
    }

    /// Takes a field out, unless it is missing or nothing.
    fn take(&mut self, name: &str) -> Option<Reply> {
        let index = self.entries.iter().position(|(known, _)| known == name)?;
        let (_, value) = self.entries.remove(index);
        (value != Reply::Nil).then_some(value)
    }

    fn field<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&Reply) -> Option<T>,
    ) -> Result<Option<T>> {
        let Some(value) = self.take(name) else { return Ok(None) };
        match read(&value) {
            Some(read) => Ok(Some(read)),
            None => Err(unexpected(&format!("{}, field `{name}`", self.what), expected, &value)),
        }
    }

    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>> {
        self.field(name, "text", as_text)
    }

    pub(crate) fn int(&mut self, name: &str) -> Result<Option<i64>> {
        self.field(name, "an integer", |value| match value {
            Reply::Int(value) => Some(*value),
            other => as_text(other)?.parse().ok(),
        })
    }

    pub(crate) fn float(&mut self, name: &str) -> Result<Option<f64>> {
        self.field(name, "a number", |value| match value {
            Reply::Int(value) => Some(*value as f64),
            Reply::Double(value) => Some(*value),
            other => as_text(other)?.parse().ok(),
        })
    }

    /// A truth value, in any of the forms that RedisGears has for it.
    pub(crate) fn flag(&mut self, name: &str) -> Result<Option<bool>> {
        self.field(name, "yes or no", |value| match value {
            Reply::Boolean(value) => Some(*value),
            Reply::Int(value) => Some(*value != 0),
            other => match as_text(other)?.to_ascii_lowercase().as_str() {
                "yes" | "true" | "1" => Some(true),
                "no" | "false" | "0" => Some(false),
                _ => None,
            },
        })
    }

    pub(crate) fn list(&mut self, name: &str) -> Result<Option<Vec<Reply>>> {
        match self.take(name) {
            None => Ok(None),
            Some(Reply::Array(items) | Reply::Set(items)) => Ok(Some(items)),
            Some(other) => Err(unexpected(&format!("{}, field `{name}`", self.what), "a list", &other)),
        }
    }

    pub(crate) fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>> {
        Ok(self.list(name)?.map(|items| items.iter().map(text).collect()))
    }

    /// A field that has attributes itself.
    pub(crate) fn inner(&mut self, name: &str, what: &'static str) -> Result<Option<Self>> {
        self.take(name).map(|value| Self::read(what, value)).transpose()
    }

    /// What has not been taken.
    pub(crate) fn rest(self) -> Extra {
        self.entries.into_iter().map(|(name, value)| (name, Value::from_reply(value))).collect()
    }
}

fn as_text(value: &Reply) -> Option<String> {
    match value {
        Reply::Int(value) => Some(value.to_string()),
        Reply::Double(value) => Some(value.to_string()),
        Reply::BulkString(_)
        | Reply::SimpleString(_)
        | Reply::Okay
        | Reply::VerbatimString { .. }
        | Reply::ServerError(_) => Some(text(value)),
        _ => None,
    }
}

/// Reads a list of `what`.
pub(crate) fn list<T>(what: &'static str, reply: Reply, read: impl Fn(Reply) -> Result<T>) -> Result<Vec<T>> {
    match reply {
        Reply::Array(items) | Reply::Set(items) => items.into_iter().map(read).collect(),
        Reply::Nil => Ok(Vec::new()),
        other => Err(unexpected(what, "a list", &other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Attributes {
        let reply = redis::parse_redis_value(text.as_bytes()).expect("the test writes RESP");
        Attributes::read("RG.TEST", reply).expect("it has names and values")
    }

    #[test]
    fn fields_may_be_missing_and_unknown_ones_are_kept() {
        let mut fields = read("*6\r\n+a\r\n:1\r\n+b\r\n$-1\r\n+new\r\n$1\r\nx\r\n");
        assert_eq!(fields.int("a").unwrap(), Some(1));
        assert_eq!(fields.int("b").unwrap(), None);
        assert_eq!(fields.int("c").unwrap(), None);
        assert_eq!(fields.rest(), Extra::from([("new".to_owned(), Value::from("x"))]));
    }

    #[test]
    fn another_type_names_the_field_and_the_value() {
        let error = read("*2\r\n+a\r\n$3\r\nxyz\r\n").int("a").unwrap_err();
        assert_eq!(error.to_string(), "the reply of RG.TEST, field `a`: expected an integer, got 'xyz'");
        let error = Attributes::read("RG.TEST", Reply::Int(3)).err().unwrap();
        assert_eq!(error.to_string(), "the reply of RG.TEST: expected names and values in turn, got 3");
    }

    #[test]
    fn truth_has_many_forms() {
        let mut fields = read("*8\r\n+a\r\n:1\r\n+b\r\n+no\r\n+c\r\n$4\r\ntrue\r\n+d\r\n+maybe\r\n");
        assert_eq!(fields.flag("a").unwrap(), Some(true));
        assert_eq!(fields.flag("b").unwrap(), Some(false));
        assert_eq!(fields.flag("c").unwrap(), Some(true));
        assert!(fields.flag("d").is_err());
    }
}
