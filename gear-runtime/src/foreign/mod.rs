//! Python that is declared in `extern "Python"` blocks, as it is in this process.
//!
//! What comes out of Python on a server is checked there, by Python that [`FromPython`] names. In this process there is no
//! Python: a declaration can name a twin in Rust.

mod convert;
mod object;

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

pub use convert::{FromPython, choice_converter, class_converter, object_converter, struct_converter};
pub use object::Object;

use crate::link::{Constant, Linker, Unit};

/// What a foreign function does where there is no Python.
///
/// # Panics
///
/// Always.
#[track_caller]
pub fn no_native(what: &str) -> ! {
    panic!(
        "`{what}` is Python, and has no native twin: give it one with `native = path`, or run the gear on a server"
    )
}

/// A `static` of an `extern "Python"` block: a value of a Python module.
///
/// In a gear it is read where it is used, on the shard that runs the step. In this process it is what its native twin gives,
/// computed once, as of a [`LazyLock`](std::sync::LazyLock).
///
/// # Panics
///
/// Looking at it in this process panics if the declaration has no `native = path`.
///
/// ```
/// use redis_gears::{gear, prelude::*};
///
/// #[gear(import = "math")]
/// extern "Python" {
///     #[gear(name = "pi", native = pi)]
///     static PI: f64;
/// }
///
/// fn pi() -> f64 {
///     std::f64::consts::PI
/// }
///
/// static CIRCLES: Gear<Vec<f64>> = gear!(PythonReader(|| vec![1.0, 2.0]).map(|r: f64| r * r * *PI).run());
/// assert_eq!(CIRCLES.native_on([1.0]).unwrap(), [std::f64::consts::PI]);
/// ```
pub struct Foreign<T: 'static> {
    what: &'static str,
    unit: &'static Unit,
    native: Option<fn() -> T>,
    value: OnceLock<T>,
}

impl<T> Foreign<T> {
    #[doc(hidden)]
    pub const fn __new(what: &'static str, unit: &'static Unit, native: Option<fn() -> T>) -> Self {
        Self { what, unit, native, value: OnceLock::new() }
    }
}

impl<T> Deref for Foreign<T> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        match self.native {
            Some(native) => self.value.get_or_init(native),
            None => no_native(self.what),
        }
    }
}

impl<T> fmt::Debug for Foreign<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Foreign({})", self.what)
    }
}

/// It is no literal: a call of the function that reads it.
impl<T> Constant for Foreign<T> {
    fn link(&self, _: &str, linker: &mut Linker) -> String {
        format!("{}()", linker.unit(self.unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_without_a_twin_says_what_to_do() {
        let panic = std::panic::catch_unwind(|| no_native("requests.get")).unwrap_err();
        let text = panic.downcast_ref::<String>().unwrap();
        assert!(text.starts_with("`requests.get` is Python, and has no native twin: give it one"), "{text}");
    }
}
