//! The Python functions that decode records on the server, one file each in `src/python`.

use gear_prelude::Helper;

use crate::link::Linker;

/// A helper and the helpers it calls.
pub(super) struct Decoder {
    helper: Helper,
    needs: &'static [&'static Decoder],
}

impl Decoder {
    /// Links the function and what it calls, and returns its name.
    pub(super) fn link(&'static self, linker: &mut Linker) -> String {
        for needed in self.needs {
            needed.link(linker);
        }
        linker.helper(&self.helper);
        self.helper.name.to_owned()
    }

    /// A call of the function with the given Python arguments: most such functions return a decoder.
    pub(super) fn call(&'static self, linker: &mut Linker, arguments: &str) -> String {
        format!("{}({arguments})", self.link(linker))
    }
}

macro_rules! decoders {
    ($($name:ident = $function:literal [$($import:literal)*] [$($needs:ident)*] $(+ $helper:ident)?;)*) => {
        $(
            pub(super) static $name: Decoder = Decoder {
                helper: Helper {
                    name: $function,
                    python: include_str!(concat!("../python/", $function, ".py")),
                    imports: &[$($import),*],
                    needs: &[$(&gear_prelude::$helper)?],
                },
                needs: &[$(&$needs),*],
            };
        )*

        #[cfg(test)]
        const ALL: &[&Decoder] = &[$(&$name),*];
    };
}

decoders! {
    FIELD_AT = "gear_field_at" [] [];
    FIELD_NAMED = "gear_field_named" [] [];
    MOST_ARGUMENTS = "gear_most_arguments" [] [];
    ARGUMENTS_TUPLE = "gear_arguments_tuple" [] [MOST_ARGUMENTS];
    ARGUMENTS_NAMED = "gear_arguments_named" [] [MOST_ARGUMENTS];
    FIELD_MISMATCH = "gear_field_mismatch" [] [];
    FIELD_MAP = "gear_field_map" [] [FIELD_AT];
    PARSE_TEXT = "gear_parse_text" [] [FIELD_MISMATCH];
    PARSE_BYTES = "gear_parse_bytes" [] [FIELD_MISMATCH];
    PARSE_INT = "gear_parse_int" ["re"] [FIELD_MISMATCH];
    PARSE_I8 = "gear_parse_i8" [] [PARSE_INT];
    PARSE_I16 = "gear_parse_i16" [] [PARSE_INT];
    PARSE_I32 = "gear_parse_i32" [] [PARSE_INT];
    PARSE_I64 = "gear_parse_i64" [] [PARSE_INT];
    PARSE_ISIZE = "gear_parse_isize" [] [PARSE_INT];
    PARSE_U8 = "gear_parse_u8" [] [PARSE_INT];
    PARSE_U16 = "gear_parse_u16" [] [PARSE_INT];
    PARSE_U32 = "gear_parse_u32" [] [PARSE_INT];
    PARSE_U64 = "gear_parse_u64" [] [PARSE_INT];
    PARSE_USIZE = "gear_parse_usize" [] [PARSE_INT];
    PARSE_FLOAT = "gear_parse_float" ["re"] [FIELD_MISMATCH];
    PARSE_F64 = "gear_parse_f64" [] [PARSE_FLOAT];
    PARSE_F32 = "gear_parse_f32" ["decimal" "math" "struct"] [PARSE_FLOAT];
    PARSE_BOOL = "gear_parse_bool" [] [FIELD_MISMATCH];
    PARSE_CHAR = "gear_parse_char" [] [FIELD_MISMATCH];
    PARSE_OPTION = "gear_parse_option" [] [];
    PARSE_DEFAULT = "gear_parse_default" [] [];
    PARSE_JSON = "gear_parse_json" [] [FIELD_MISMATCH] + gear_load_json;
    JSON_TEXT = "gear_field_json_text" [] [];
    JSON_BOOL = "gear_field_json_bool" [] [];
    JSON_INT = "gear_field_json_int" [] [];
    JSON_FLOAT = "gear_field_json_float" [] [];
    PARSE_CHOICE = "gear_parse_choice" [] [FIELD_MISMATCH];
    JSON_CHOICE = "gear_field_json_choice" [] [];
    JSON_OBJECT = "gear_field_json_object" [] [];
    JSON_NAMED = "gear_field_json_named" [] [];
    JSON_CHAR = "gear_field_json_char" [] [JSON_TEXT];
    JSON_F32 = "gear_field_json_f32" ["math" "struct"] [JSON_FLOAT];
    JSON_OPTION = "gear_field_json_option" [] [];
    JSON_LIST = "gear_field_json_list" [] [];
    JSON_BYTES = "gear_field_json_bytes" [] [];
    JSON_MAP = "gear_field_json_map" [] [JSON_TEXT];
    JSON_ANY = "gear_field_json_any" [] [JSON_TREE];
    JSON_TREE = "gear_field_json_tree" [] [JSON_TEXT];
    JSON_TUPLE = "gear_field_json_tuple" [] [];
    WRITE_TUPLE = "gear_write_tuple" [] [];
    WRITE_MAP = "gear_write_map" [] [] + gear_json_key;
    READ_KEY = "gear_read_key" [] [];
    READ_KIND = "gear_read_kind" [] [READ_KEY];
    READ_TEXT = "gear_read_text" [] [READ_KIND];
    READ_BYTES = "gear_read_bytes" [] [READ_KIND];
    READ_LIST = "gear_read_list" [] [READ_KIND];
    READ_HASH = "gear_read_hash" [] [READ_KIND];
    READ_OPTION = "gear_read_option" [] [READ_KEY];
    READ_NOTHING = "gear_read_nothing" [] [READ_KEY];
    READ_ANY = "gear_read_any" [] [READ_KEY];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_define_what_they_are_called() {
        for decoder in ALL {
            let head = format!("def {}(", decoder.helper.name);
            assert!(
                decoder.helper.python.starts_with(&head),
                "{} does not start with {head}",
                decoder.helper.name
            );
            assert!(decoder.helper.python.ends_with('\n'));
        }
    }
}
