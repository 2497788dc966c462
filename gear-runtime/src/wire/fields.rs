//! The fields of a hash or of a stream message, as a whole.

use std::collections::HashMap;

use super::{FieldText, Mismatch, helpers};
use crate::derive::Field;
use crate::link::{Linker, ascii, literal};

/// The fields of a hash or of a stream message, with the place they are from.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    at: String,
    fields: HashMap<String, Vec<u8>>,
}

impl Fields {
    /// The fields found at a key.
    pub fn new(at: impl Into<String>, fields: HashMap<String, Vec<u8>>) -> Self {
        Self { at: at.into(), fields }
    }

    /// The typed value of one field.
    ///
    /// ```
    /// use gear_runtime::Fields;
    ///
    /// let fields = Fields::new("user:7", [("age".to_owned(), b"41".to_vec())].into());
    /// assert_eq!(fields.get::<i64>("age").unwrap(), 41);
    /// let missing = fields.get::<String>("name").unwrap_err();
    /// assert_eq!(missing.to_string(), "user:7: field `name`: expected text, got nothing");
    /// ```
    pub fn get<T: FieldText>(&self, name: &str) -> Result<T, Mismatch> {
        let bytes = self.fields.get(name).map(Vec::as_slice);
        // The place is only put into words where it is needed.
        T::parse_bytes(bytes, "").or_else(|_| T::parse_bytes(bytes, &self.place_of(name)))
    }

    /// The typed value of the field that has one of these names; without such a field, the default.
    #[doc(hidden)]
    pub fn of_names<T: FieldText>(&self, names: &[&str], default: Option<fn() -> T>) -> Result<T, Mismatch> {
        match (names.iter().find(|name| self.fields.contains_key(**name)), default) {
            (Some(name), _) => self.get(name),
            (None, Some(default)) => Ok(default()),
            (None, None) => self.get(names.first().copied().unwrap_or_default()),
        }
    }

    /// The key, or the key and the id of the message.
    pub fn at(&self) -> &str {
        &self.at
    }

    fn place_of(&self, name: &str) -> String {
        format!("{}: field `{name}`", self.at)
    }
}

/// A type that the fields of a hash or of a stream message can have: a `#[gear]` struct, or a map.
/// It is the `V` of a [`StreamReader()`](crate::StreamReader()).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from the fields of a hash or a stream message",
    label = "has no fields that a gear knows",
    note = "mark the struct with `#[gear]`, or use `HashMap<String, String>`"
)]
pub trait FieldsValue: Sized {
    /// Reads the fields.
    fn from_fields(fields: &Fields) -> Result<Self, Mismatch>;

    /// A Python expression: a function of (dict of fields, where) that returns the value or raises.
    fn fields_decoder(linker: &mut Linker) -> String;
}

impl<T: FieldText> FieldsValue for HashMap<String, T> {
    fn from_fields(fields: &Fields) -> Result<Self, Mismatch> {
        fields.fields.keys().map(|name| Ok((name.clone(), fields.get(name)?))).collect()
    }

    fn fields_decoder(linker: &mut Linker) -> String {
        let parser = T::parser(linker);
        helpers::FIELD_MAP.call(linker, &parser)
    }
}

/// The decoder of a struct: a function that builds the dict of its fields.
pub(crate) fn decoder(linker: &mut Linker, name: &str, fields: &[Field]) -> String {
    helpers::FIELD_AT.link(linker);
    let mut text = String::from("def \u{1}.\u{1}(fields, at):\n    return {\n");
    for field in fields {
        let mut parser = (field.link)(linker);
        if let Some(default) = field.default {
            parser = helpers::PARSE_DEFAULT.call(linker, &format!("{parser}, lambda: {}", default()));
        }
        let name = ascii(field.names[0]);
        let value = match field.names {
            [_] => format!("fields.get({name})"),
            names => format!("{}(fields, {})", helpers::FIELD_NAMED.link(linker), literal(names)),
        };
        text.push_str(&format!("        {}: {parser}({value}, gear_field_at(at, {name})),\n", field.key()));
    }
    text.push_str("    }\n");
    linker.function(&format!("gear_field_of_{name}"), &text)
}
