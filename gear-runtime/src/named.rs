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

macro_rules! names {
    ($($name:ident $meant:ty;)*) => {
        $(pub type $name<Written> = super::Is<Written, $meant>;)*
    };
}

/// For each name an alias, `name::Vec<Vec<()>>`, that exists only if what is in it is the type of that name: few tokens, as
/// every gear has some of them.
#[allow(non_camel_case_types, missing_docs, reason = "they have the names of the types")]
pub mod name {
    names! {
        i64 ::std::primitive::i64;
        String ::std::string::String;
        bool ::std::primitive::bool;
        f64 ::std::primitive::f64;
        usize ::std::primitive::usize;
        str ::std::primitive::str;
        char ::std::primitive::char;
        i8 ::std::primitive::i8;
        i16 ::std::primitive::i16;
        i32 ::std::primitive::i32;
        isize ::std::primitive::isize;
        u8 ::std::primitive::u8;
        u16 ::std::primitive::u16;
        u32 ::std::primitive::u32;
        u64 ::std::primitive::u64;
        Duration ::std::time::Duration;
        SystemTime ::std::time::SystemTime;
        Instant ::std::time::Instant;
        ParseIntError ::std::num::ParseIntError;
        ParseFloatError ::std::num::ParseFloatError;
        ParseBoolError ::std::str::ParseBoolError;
        ParseCharError ::std::char::ParseCharError;
        Ordering ::std::cmp::Ordering;
        Elapsed crate::Elapsed;
        Value crate::Value;
        Json ::serde_json::Value;
        Bytes crate::Bytes;
        RedisGearsCommands crate::cmd::RedisGearsCommands;
        Vec ::std::vec::Vec<()>;
        Option ::std::option::Option<()>;
        HashMap ::std::collections::HashMap<(), ()>;
        BTreeMap ::std::collections::BTreeMap<(), ()>;
        HashSet ::std::collections::HashSet<()>;
        BTreeSet ::std::collections::BTreeSet<()>;
        VecDeque ::std::collections::VecDeque<()>;
        Result ::std::result::Result<(), ()>;
        Reverse ::std::cmp::Reverse<()>;
        Box ::std::boxed::Box<()>;
        Rc ::std::rc::Rc<()>;
        Arc ::std::sync::Arc<()>;
        LazyLock ::std::sync::LazyLock<()>;
        KeysRecord crate::KeysRecord<()>;
        StreamRecord crate::StreamRecord<()>;
        GearsFuture crate::GearsFuture<()>;
    }
}
