//! What rustc is asked about the names that the compiler knows types by: it sees tokens, and not what they stand for.

use std::marker::PhantomData;

/// A type that is the one its name is taken for, `T`.
#[diagnostic::on_unimplemented(
    message = "gears take this name for `{T}`, and here it is `{Self}`",
    label = "has the name of another type",
    note = "give your own type, or its alias, a name that is not one of the standard library's"
)]
pub trait SameAs<T: ?Sized> {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> SameAs<T> for T {}

/// A type that exists only if `Written` is `Meant`.
#[derive(Debug)]
pub struct Is<Written: SameAs<Meant> + ?Sized, Meant: ?Sized>(PhantomData<(*const Written, *const Meant)>);
