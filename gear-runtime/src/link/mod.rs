//! The shipped world: pieces of Python, each with what it needs, are linked into one script.

mod capture;
mod hash;
mod layout;
mod linker;
mod literal;
mod script;
mod unit;

pub use capture::{Capture, Captured, KeepAny, KeepNothing, KeepNumber, Kept, Owned};
pub use linker::{Constant, Linker};
pub use literal::ToPython;
pub(crate) use script::Registrations;
pub use script::{Script, SourceLine};
pub use unit::{AsyncItem, Beginning, Changing, Definition, Item, Mode, Ref, Source, Unit, check_beginning};

pub(crate) use hash::{fnv1a_bytes, script_hash};
pub(crate) use linker::{Linked, link};
pub(crate) use literal::{ascii, literal};
