//! Objects of foreign types.

use std::any::{Any, type_name};
use std::marker::PhantomData;

use crate::pipeline::short_name;

/// An object of a foreign type. In this process it holds whatever the native twins want to keep in it.
pub struct Object {
    native: Box<dyn Any + Send + Sync>,
    /// Not `Send`: what travels from step to step, and so from shard to shard, has to be.
    _stays: PhantomData<StaysOnItsShard>,
}

/// The name says it: rustc shows it where such an object would travel.
struct StaysOnItsShard {
    _not_send: *const (),
}

impl Object {
    /// Keeps a value.
    pub fn new(value: impl Any + Send + Sync) -> Self {
        Self { native: Box::new(value), _stays: PhantomData }
    }

    /// The value.
    ///
    /// # Panics
    ///
    /// If it is of another type.
    #[track_caller]
    pub fn get<T: Any>(&self, of: &str) -> &T {
        self.native.downcast_ref().unwrap_or_else(|| wrong::<T>(of))
    }

    /// The value, to be changed.
    ///
    /// # Panics
    ///
    /// If it is of another type.
    #[track_caller]
    pub fn get_mut<T: Any>(&mut self, of: &str) -> &mut T {
        self.native.downcast_mut().unwrap_or_else(|| wrong::<T>(of))
    }
}

#[track_caller]
fn wrong<T>(of: &str) -> ! {
    panic!("this `{of}` was not made from a `{}`", short_name(type_name::<T>()))
}

/// `pub struct Response;` of Python, as `__foreign_type! { pub Response "Response" "requests" None }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __foreign_type {
    ($(#[$attribute:meta])* $visibility:vis $ty:ident $name:literal $module:literal $class:expr) => {
        $(#[$attribute])*
        $visibility struct $ty($crate::__private::Object);

        #[allow(dead_code, reason = "they are for native twins, which there may be or not")]
        impl $ty {
            /// The object that stands for one of Python in native runs: it keeps the value.
            $visibility fn from_native(value: impl ::core::any::Any + ::core::marker::Send + ::core::marker::Sync) -> Self {
                Self($crate::__private::Object::new(value))
            }

            /// The value that `from_native` has kept.
            ///
            /// # Panics
            ///
            /// If it is of another type.
            #[track_caller]
            $visibility fn as_native<T: ::core::any::Any>(&self) -> &T {
                self.0.get($name)
            }

            /// The value that `from_native` has kept, to be changed.
            ///
            /// # Panics
            ///
            /// If it is of another type.
            #[track_caller]
            $visibility fn as_native_mut<T: ::core::any::Any>(&mut self) -> &mut T {
                self.0.get_mut($name)
            }
        }

        impl $crate::__private::Filled for $ty {}

        impl $crate::__private::FromPython for $ty {
            fn expected() -> $crate::__private::String {
                $crate::__private::Into::into($name)
            }

            fn converter(linker: &mut $crate::__private::Linker) -> $crate::__private::String {
                match $class {
                    $crate::__private::Some(class) => {
                        $crate::__private::class_converter(linker, $name, $module, class)
                    }
                    $crate::__private::None => $crate::__private::object_converter(linker, $name),
                }
            }
        }
    };
}
