//! How data of Redis becomes typed values, natively and, in equal words, in the shipped Python.

mod arguments;
mod field_text;
mod fields;
mod helpers;
mod json_field;
mod keys_value;
mod mismatch;

pub use arguments::{Arguments, arguments_by_name, fields_of_arguments};
pub use field_text::FieldText;
pub use fields::{Fields, FieldsValue};
pub use json_field::{JsonField, JsonKey};
pub use keys_value::KeysValue;
pub use mismatch::Mismatch;

pub(crate) use fields::decoder as fields_decoder;
pub(crate) use json_field::{
    choice_checker, choice_parser, json_checker, json_parser, json_struct_writer, json_writer,
};
