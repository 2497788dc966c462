//! The helpers that emitted code may need: real Python files, one function each.

/// A helper: its name, its text and the modules it uses.
#[derive(Clone, Copy, Debug)]
pub struct Helper {
    /// The function's name, which begins with `gear_`.
    pub name: &'static str,
    /// The function.
    pub python: &'static str,
}

macro_rules! helpers {
    ($($name:literal)*) => {
        /// All helpers, by name.
        pub const HELPERS: &[Helper] =
            &[$(Helper { name: $name, python: include_str!(concat!("prelude/", $name, ".py")) },)*];
    };
}

helpers! {
    "gear_append"
    "gear_argument"
    "gear_argument_of"
    "gear_as_int"
    "gear_ascii_lower"
    "gear_ascii_upper"
    "gear_ceil"
    "gear_char_indices"
    "gear_checked"
    "gear_checked_div"
    "gear_checked_rem"
    "gear_chunks"
    "gear_chunks_exact"
    "gear_clamp"
    "gear_clone"
    "gear_cmp"
    "gear_collect_option"
    "gear_collect_result"
    "gear_command_record"
    "gear_contains"
    "gear_count_all"
    "gear_count_one"
    "gear_count_ones"
    "gear_count_zeros"
    "gear_debug_char"
    "gear_debug_float"
    "gear_debug_str"
    "gear_dedup"
    "gear_dedup_by_key"
    "gear_display"
    "gear_div"
    "gear_div_any"
    "gear_div_euclid"
    "gear_div_float"
    "gear_equal"
    "gear_escape"
    "gear_exp"
    "gear_expect"
    "gear_expect_result"
    "gear_find"
    "gear_find_by"
    "gear_find_map"
    "gear_flat"
    "gear_flat_any"
    "gear_flat_option"
    "gear_float_clamp"
    "gear_float_fixed"
    "gear_float_max"
    "gear_float_min"
    "gear_float_text"
    "gear_float_to_int"
    "gear_floor"
    "gear_from_digit"
    "gear_from_str_radix"
    "gear_from_u32"
    "gear_from_utf8"
    "gear_gather"
    "gear_get"
    "gear_group_key"
    "gear_group_value"
    "gear_ilog"
    "gear_insert_str"
    "gear_inspect"
    "gear_int_from"
    "gear_is_ascii"
    "gear_is_mark"
    "gear_is_sorted"
    "gear_is_variant"
    "gear_isqrt"
    "gear_iter"
    "gear_json"
    "gear_json_default"
    "gear_key"
    "gear_keys_record"
    "gear_last"
    "gear_leading_zeros"
    "gear_len"
    "gear_lines"
    "gear_list_ends_with"
    "gear_list_insert"
    "gear_list_slice"
    "gear_list_split_at"
    "gear_log"
    "gear_map_end"
    "gear_map_insert"
    "gear_map_pop"
    "gear_map_retain"
    "gear_map_while"
    "gear_max"
    "gear_max_by"
    "gear_max_by_key"
    "gear_min_by"
    "gear_no_more"
    "gear_not"
    "gear_option_xor"
    "gear_or_insert_with"
    "gear_pad"
    "gear_partial_cmp"
    "gear_partition"
    "gear_powf"
    "gear_powi"
    "gear_prefix"
    "gear_product"
    "gear_reduce"
    "gear_rem"
    "gear_rem_any"
    "gear_rem_euclid_float"
    "gear_rem_float"
    "gear_repeat"
    "gear_replacen"
    "gear_reply"
    "gear_reply_int"
    "gear_reply_text"
    "gear_retain"
    "gear_reversed"
    "gear_rfind"
    "gear_rotate_left"
    "gear_rotate_right"
    "gear_round"
    "gear_rsplit"
    "gear_rsplit_once"
    "gear_saturated"
    "gear_set_insert"
    "gear_set_pop"
    "gear_set_remove"
    "gear_set_retain"
    "gear_shl"
    "gear_shr"
    "gear_size"
    "gear_sorted"
    "gear_sorted_values"
    "gear_split"
    "gear_split_ascii_whitespace"
    "gear_split_at"
    "gear_split_by"
    "gear_split_off"
    "gear_split_once"
    "gear_split_terminator"
    "gear_split_whitespace"
    "gear_splitn"
    "gear_sqrt"
    "gear_str_slice"
    "gear_str_to_bool"
    "gear_str_to_char"
    "gear_str_to_float"
    "gear_str_to_int"
    "gear_stream_record"
    "gear_strip_prefix"
    "gear_strip_suffix"
    "gear_sub"
    "gear_sum_float"
    "gear_swap"
    "gear_swap_remove"
    "gear_text"
    "gear_to_digit"
    "gear_total"
    "gear_total_cmp"
    "gear_trailing_zeros"
    "gear_trigonometry"
    "gear_trim"
    "gear_trim_end"
    "gear_trim_end_matches"
    "gear_trim_start"
    "gear_trim_start_matches"
    "gear_trunc"
    "gear_truncate"
    "gear_try_from"
    "gear_unwrap"
    "gear_unwrap_err"
    "gear_unwrap_result"
    "gear_unzip"
    "gear_updated"
    "gear_value_get"
    "gear_value_i64"
    "gear_windows"
    "gear_wrap"
    "gear_xadd"
}

/// Modules that emitted code may use by their own names.
const MODULES: &[&str] = &["copy", "functools", "itertools", "json", "math", "re"];

/// The helpers that a text uses, each after those that it uses itself.
pub fn helpers_of(text: &str) -> Vec<Helper> {
    let mut found = Vec::new();
    collect(text, &mut found);
    found
}

fn collect(text: &str, found: &mut Vec<Helper>) {
    for word in words(text).filter(|word| word.starts_with("gear_")) {
        let Ok(index) = HELPERS.binary_search_by_key(&word, |helper| helper.name) else { continue };
        let helper = HELPERS[index];
        if !found.iter().any(|known| known.name == helper.name) && !defines(text, helper.name) {
            collect(helper.python, found);
            found.push(helper);
        }
    }
}

/// A helper's own text names it too.
fn defines(text: &str, name: &str) -> bool {
    text.strip_prefix("def ")
        .is_some_and(|rest| rest.starts_with(name) && rest[name.len()..].starts_with('('))
}

/// The modules that a text uses.
pub fn modules_of(text: &str) -> Vec<&'static str> {
    MODULES.iter().copied().filter(|module| uses_module(text, module)).collect()
}

fn uses_module(text: &str, module: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    text.match_indices(module).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        text[at + module.len()..].starts_with('.') && !before.is_some_and(is_word)
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn helpers_come_sorted_and_after_what_they_use() {
        assert!(HELPERS.is_sorted_by_key(|helper| helper.name));
        let names: Vec<_> = helpers_of("x = gear_trim(y)").iter().map(|helper| helper.name).collect();
        assert_eq!(names, ["gear_trim_end", "gear_trim_start", "gear_trim"]);
        assert_eq!(modules_of("math.floor(x) + arithmath.y + my.json.z"), ["math"]);
    }
}
