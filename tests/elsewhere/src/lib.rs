//! Gear functions and records of another crate, which knows redis-gears by another name.

use gears::prelude::*;
use serde::{Deserialize, Serialize};

/// A hash `sensor:<n>`.
#[gear(crate = gears)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// In degrees.
    pub temperature: f64,
    /// Where it was read.
    pub place: String,
}

const OFFSET: f64 = 273.15;

#[gear(crate = gears)]
fn shifted(celsius: f64) -> f64 {
    celsius + OFFSET
}

/// In kelvin.
#[gear(crate = gears)]
pub fn kelvin(reading: &Reading) -> f64 {
    shifted(reading.temperature)
}
