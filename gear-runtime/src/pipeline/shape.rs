//! How many records there are at a point of a pipeline, and what that makes of its result.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Records, Shippable, decode_record, decode_record_to};
use crate::{Error, Result};

/// Any number of records: the result is a `Vec<T>`.
/// See [`Pipeline`](crate::Pipeline).
#[derive(Debug)]
pub enum Many {}

/// Exactly one record: the result is a `T`.
/// See [`Pipeline`](crate::Pipeline).
#[derive(Debug)]
pub enum One {}

/// Records of a key and a value, every key once: the result is a `HashMap<K, V>`.
/// See [`Pipeline`](crate::Pipeline).
#[derive(Debug)]
pub enum Groups {}

/// What steps make of a shape.
/// See [`Pipeline`](crate::Pipeline).
#[diagnostic::on_unimplemented(message = "`{Self}` is not the shape of a pipeline")]
pub trait Form {
    /// After `map`.
    type Mapped: Form;
    /// After `filter`.
    type Filtered: Form;
}

impl Form for Many {
    type Mapped = Many;
    type Filtered = Many;
}

impl Form for One {
    type Mapped = One;
    type Filtered = Many;
}

impl Form for Groups {
    type Mapped = Many;
    type Filtered = Groups;
}

/// The result of a pipeline that ends with records of type `T` in this shape.
/// See [`Pipeline`](crate::Pipeline).
#[diagnostic::on_unimplemented(
    message = "a gear cannot return records of type `{T}`",
    label = "has no result in the shape `{Self}`",
    note = "groups are pairs of a key that is `Eq + Hash` and a value; key and value must implement `serde::Deserialize`"
)]
pub trait Shape<T>: Form {
    /// The type of the result.
    type Output;

    /// Makes the result of a native run.
    fn gather(records: Records<'_, T>) -> Result<Self::Output>
    where
        Self: Sized;

    /// Makes the result of the records that came from the server. `None` if only the native twin can tell,
    /// because the input was empty.
    fn decode(records: Vec<redis::Value>) -> Result<Option<Self::Output>>;
}

impl<T: Shippable> Shape<T> for Many {
    type Output = Vec<T>;

    fn gather(records: Records<'_, T>) -> Result<Vec<T>> {
        records.collect()
    }

    fn decode(records: Vec<redis::Value>) -> Result<Option<Vec<T>>> {
        // Collecting results would not know how many there will be.
        let mut decoded = Vec::with_capacity(records.len());
        // Each record is freed as soon as it is read: its memory is at hand for what comes of the next one.
        for record in records {
            decode_record_to(&record, |value| decoded.push(value))?;
        }
        Ok(Some(decoded))
    }
}

impl<T: Shippable> Shape<T> for One {
    type Output = T;

    fn gather(mut records: Records<'_, T>) -> Result<T> {
        let nothing = || Error::Native { message: "the gear gave no record".to_owned() };
        records.next().ok_or_else(nothing)?
    }

    fn decode(records: Vec<redis::Value>) -> Result<Option<T>> {
        match records.as_slice() {
            [] => Ok(None),
            [record] => decode_record(record).map(Some),
            _ => Err(Error::Decode {
                what: "the result".to_owned(),
                expected: "one record".to_owned(),
                got: format!("{}", records.len()),
            }),
        }
    }
}

impl<K: Shippable + Eq + Hash, V: Shippable> Shape<(K, V)> for Groups {
    type Output = HashMap<K, V>;

    fn gather(records: Records<'_, (K, V)>) -> Result<HashMap<K, V>> {
        records.collect()
    }

    fn decode(records: Vec<redis::Value>) -> Result<Option<HashMap<K, V>>> {
        records.into_iter().map(|record| decode_record(&record)).collect::<Result<_>>().map(Some)
    }
}
