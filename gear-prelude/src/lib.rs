//! The Python helpers that emitted code may use: real Python files, one function, class or constant each.
//!
//! The compiler writes the name of a helper, and the runtime ships its text with the scripts that call it. A crate of
//! their own, so that an expansion can refer to a helper by its path instead of repeating its text.

#![forbid(unsafe_code)]

mod commands;

/// A Python function, class or constant of the toolchain, in a script at most once.
#[derive(Debug)]
pub struct Helper {
    /// Its name.
    pub name: &'static str,
    /// Its text.
    pub python: &'static str,
    /// The modules that it uses.
    pub imports: &'static [&'static str],
    /// The helpers that it uses.
    pub needs: &'static [&'static Helper],
}

/// `name [imports] [needs];`
macro_rules! helpers {
    ($($name:ident [$($import:literal)*] [$($needs:ident)*];)*) => {
        $(
            #[doc = concat!("The helper in `", stringify!($name), ".py`.")]
            #[allow(non_upper_case_globals, reason = "the name is the function's")]
            pub static $name: Helper = Helper {
                name: stringify!($name),
                python: include_str!(concat!("python/", stringify!($name), ".py")),
                imports: &[$($import),*],
                needs: &[$(&$needs),*],
            };
        )*

        /// All helpers, by name.
        pub static HELPERS: &[&Helper] = &[$(&$name),*];
    };
}

helpers! {
    gear_add [] [];
    gear_append [] [];
    gear_arc [] [];
    gear_argument [] [gear_float_text gear_debug_float];
    gear_argument_of [] [];
    gear_arguments [] [gear_argument];
    gear_arguments_from [] [gear_argument_of];
    gear_as_int [] [gear_float_to_int];
    gear_as_it_is [] [];
    gear_ascii_lower [] [];
    gear_ascii_upper [] [];
    gear_ascii_white_space [] [];
    gear_atomic [] [];
    gear_attempt [] [gear_error];
    gear_average [] [];
    gear_average_add [] [];
    gear_average_of [] [];
    gear_base64_url ["binascii"] [gear_bytes];
    gear_binary_search [] [];
    gear_binary_search_by_key [] [gear_binary_search gear_cmp];
    gear_binary_search_for [] [gear_binary_search gear_cmp];
    gear_bools [] [];
    gear_bounds [] [];
    gear_by_text ["json"] [];
    gear_byte_offset [] [];
    gear_bytes [] [];
    gear_call_next [] [gear_value gear_arguments];
    gear_captures_at [] [gear_captures_get];
    gear_captures_extract [] [];
    gear_captures_get [] [gear_match];
    gear_ceil ["math"] [];
    gear_ceil_char_boundary [] [];
    gear_char_indices [] [];
    gear_checked [] [];
    gear_chunk_by [] [];
    gear_chunks [] [];
    gear_chunks_exact [] [];
    gear_clamp [] [];
    gear_clone ["copy"] [];
    gear_cmp [] [];
    gear_collect_option [] [];
    gear_collect_result [] [];
    gear_command_arguments [] [gear_command_record];
    gear_command_record [] [];
    gear_complete [] [];
    gear_contains [] [gear_equal];
    gear_copy_from_slice [] [gear_clone];
    gear_copy_within [] [gear_clone gear_list_slice];
    gear_count [] [];
    gear_count_all [] [];
    gear_count_one [] [];
    gear_count_ones [] [];
    gear_count_zeros [] [gear_count_ones];
    gear_debug_char [] [gear_escape];
    gear_debug_error [] [];
    gear_debug_float [] [gear_float_text];
    gear_debug_lines [] [];
    gear_debug_str [] [gear_escape];
    gear_dedup [] [];
    gear_dedup_by [] [];
    gear_dedup_by_key [] [];
    gear_display [] [gear_float_text];
    gear_distinct [] [gear_key];
    gear_distinct_all [] [];
    gear_distinct_values [] [];
    gear_div [] [];
    gear_div_any [] [gear_div_float gear_div];
    gear_div_euclid [] [];
    gear_div_euclid_float [] [gear_trunc gear_div_float gear_rem_float];
    gear_div_float ["math"] [];
    gear_drain [] [gear_list_slice];
    gear_duration [] [];
    gear_equal [] [];
    gear_error [] [gear_stop];
    gear_escape [] [gear_is_mark];
    gear_every [] [];
    gear_exp ["math"] [];
    gear_exp_text ["decimal" "math"] [gear_float_text];
    gear_expect [] [];
    gear_expect_err [] [];
    gear_expect_result [] [];
    gear_fill [] [gear_clone];
    gear_fill_with [] [];
    gear_find [] [];
    gear_find_by [] [];
    gear_find_map [] [];
    gear_fitting [] [];
    gear_flat [] [];
    gear_flat_any [] [gear_iter];
    gear_flat_option [] [];
    gear_float [] [];
    gear_float_clamp [] [];
    gear_float_fixed [] [];
    gear_float_max [] [];
    gear_float_min [] [];
    gear_float_text [] [];
    gear_float_to_int [] [];
    gear_floats [] [gear_float];
    gear_floor ["math"] [];
    gear_floor_char_boundary [] [];
    gear_format_size [] [];
    gear_from_base64 ["binascii"] [];
    gear_from_base64_url [] [gear_from_base64];
    gear_from_digit [] [];
    gear_from_hex ["binascii"] [];
    gear_from_json [] [gear_load_json];
    gear_from_str_radix [] [gear_to_digit];
    gear_from_u32 [] [];
    gear_from_utf8 [] [];
    gear_from_value [] [];
    gear_future [] [];
    gear_gather [] [];
    gear_generator [] [];
    gear_generator_any [] [gear_iter];
    gear_get [] [];
    gear_group_key [] [];
    gear_group_value [] [];
    gear_grouped ["json"] [];
    gear_hook_reply [] [gear_reply_int gear_float_text gear_json];
    gear_ilog [] [];
    gear_insert_str [] [gear_str_slice];
    gear_inspect [] [];
    gear_int_from [] [];
    gear_into_iter [] [];
    gear_is_alphabetic [] [gear_bounds];
    gear_is_ascii [] [];
    gear_is_char_boundary [] [];
    gear_is_lowercase [] [gear_bounds];
    gear_is_mark [] [];
    gear_is_numeric [] [gear_bounds];
    gear_is_sorted [] [];
    gear_is_uppercase [] [gear_bounds];
    gear_is_variant [] [];
    gear_isqrt ["math"] [];
    gear_iter [] [];
    gear_iter_cmp [] [gear_cmp];
    gear_iter_eq [] [gear_equal];
    gear_iter_is_sorted [] [gear_iter_is_sorted_by];
    gear_iter_is_sorted_by [] [];
    gear_join [] [gear_task gear_wait];
    gear_json ["json"] [gear_json_default];
    gear_json_at [] [];
    gear_json_default [] [];
    gear_json_depth ["re"] [];
    gear_json_equal [] [];
    gear_json_float [] [];
    gear_json_get [] [];
    gear_json_int [] [];
    gear_json_key [] [];
    gear_json_number [] [];
    gear_json_pointer [] [];
    gear_json_text ["json"] [gear_json_float];
    gear_keep_max [] [];
    gear_keep_max_by [] [];
    gear_keep_max_by_key [] [];
    gear_keep_min [] [];
    gear_keep_min_by [] [];
    gear_keep_min_by_key [] [];
    gear_key ["json"] [gear_key_default];
    gear_key_default [] [];
    gear_key_name [] [];
    gear_keys_between [] [];
    gear_keys_record [] [];
    gear_last [] [];
    gear_leading_zeros [] [];
    gear_len [] [];
    gear_lines [] [];
    gear_list_ends_with [] [gear_equal];
    gear_list_get [] [gear_list_slice];
    gear_list_insert [] [];
    gear_list_join [] [];
    gear_list_rsplit [] [];
    gear_list_rsplitn [] [];
    gear_list_slice [] [];
    gear_list_split [] [];
    gear_list_split_at [] [gear_list_slice];
    gear_list_split_inclusive [] [];
    gear_list_splitn [] [];
    gear_list_starts_with [] [gear_equal];
    gear_list_strip_prefix [] [gear_list_starts_with];
    gear_list_strip_suffix [] [gear_list_ends_with];
    gear_load_json ["json" "math"] [gear_json_depth];
    gear_log [] [];
    gear_lower [] [];
    gear_map_drain [] [];
    gear_map_end [] [];
    gear_map_insert [] [];
    gear_map_pop [] [];
    gear_map_retain [] [];
    gear_map_split_off [] [];
    gear_map_while [] [];
    gear_match [] [];
    gear_match_indices [] [];
    gear_max [] [];
    gear_max_by [] [];
    gear_max_by_key [] [];
    gear_messages [] [gear_text gear_text_map];
    gear_min_by [] [];
    gear_no_more [] [];
    gear_no_pause [] [];
    gear_no_quotient [] [];
    gear_not [] [];
    gear_ok [] [];
    gear_option_inspect [] [];
    gear_option_xor [] [];
    gear_or_insert_with [] [];
    gear_or_insert_with_key [] [];
    gear_overflowing [] [];
    gear_overwrite [] [];
    gear_pad [] [];
    gear_pair_key [] [gear_key];
    gear_pair_records [] [];
    gear_parsed_float [] [gear_to_float gear_unwrap_result gear_str_to_float gear_debug_error];
    gear_parsed_int [] [gear_to_int gear_unwrap_result gear_str_to_int gear_debug_error];
    gear_part [] [];
    gear_partial_cmp [] [];
    gear_partial_cmp_parts [] [gear_partial_cmp gear_cmp];
    gear_partition [] [];
    gear_partition_point [] [gear_binary_search];
    gear_peekable [] [];
    gear_popped [] [gear_text gear_texts];
    gear_powf ["math"] [];
    gear_powi [] [gear_div_float];
    gear_prefix [] [];
    gear_product [] [];
    gear_py_bool [] [gear_py_scalar gear_py_mismatch];
    gear_py_bytes [] [gear_py_mismatch];
    gear_py_callback [] [];
    gear_py_catch [] [gear_stop];
    gear_py_char [] [gear_py_mismatch];
    gear_py_choice [] [gear_py_mismatch];
    gear_py_dict [] [gear_py_mapping];
    gear_py_float [] [gear_py_scalar gear_py_mismatch];
    gear_py_given [] [];
    gear_py_instance [] [gear_py_mismatch];
    gear_py_int [] [gear_py_scalar gear_py_mismatch];
    gear_py_json ["math"] [gear_py_scalar gear_py_text gear_py_mismatch];
    gear_py_list [] [gear_py_mismatch];
    gear_py_map [] [gear_py_mapping];
    gear_py_mapping [] [gear_py_mismatch];
    gear_py_mismatch [] [];
    gear_py_nothing [] [gear_py_mismatch];
    gear_py_object [] [gear_py_mismatch];
    gear_py_option [] [];
    gear_py_scalar [] [];
    gear_py_set [] [gear_py_mismatch];
    gear_py_text [] [gear_py_mismatch];
    gear_py_tuple [] [gear_py_mismatch];
    gear_py_value [] [gear_py_scalar gear_py_text gear_py_mismatch gear_py_json];
    gear_random_int ["random"] [];
    gear_rchunks [] [];
    gear_rchunks_exact [] [];
    gear_reduce ["functools"] [];
    gear_regex ["re"] [gear_regex_class];
    gear_regex_class [] [];
    gear_regex_escape ["re"] [];
    gear_regex_expand ["re"] [gear_captures_get];
    gear_regex_matches [] [];
    gear_regex_replace ["itertools"] [gear_regex_matches gear_size gear_regex_expand];
    gear_regex_split [] [gear_regex_matches];
    gear_regex_splitn ["itertools"] [gear_regex_matches gear_size];
    gear_rem [] [];
    gear_rem_any [] [gear_rem_float gear_rem];
    gear_rem_euclid_float [] [gear_rem_float];
    gear_rem_float ["math"] [];
    gear_repeat ["copy"] [gear_clone];
    gear_replacen [] [];
    gear_reply [] [gear_reply_int gear_json];
    gear_reply_int [] [];
    gear_reply_text [] [];
    gear_resize [] [gear_clone];
    gear_resize_with [] [];
    gear_result_inspect [] [];
    gear_retain [] [];
    gear_reverse_bits [] [];
    gear_reverse_order [] [];
    gear_reversed [] [];
    gear_rfind [] [];
    gear_rfind_by [] [];
    gear_rotate [] [];
    gear_rotate_left [] [];
    gear_rotate_right [] [];
    gear_round ["math"] [];
    gear_round_ties_even ["math"] [];
    gear_rposition [] [];
    gear_rsplit [] [];
    gear_rsplit_once [] [];
    gear_rsplit_terminator [] [];
    gear_rsplitn [] [];
    gear_run [] [gear_attempt];
    gear_samples [] [];
    gear_saturated [] [];
    gear_scan [] [];
    gear_scores [] [gear_text];
    gear_set_byte [] [];
    gear_set_drain [] [];
    gear_set_insert [] [];
    gear_set_pop [] [];
    gear_set_remove [] [];
    gear_set_retain [] [];
    gear_set_split_off [] [];
    gear_shl [] [];
    gear_shr [] [];
    gear_since [] [];
    gear_size [] [];
    gear_sleep ["asyncio"] [];
    gear_some_text [] [gear_unwrap gear_text];
    gear_sorted [] [];
    gear_sorted_by ["functools"] [];
    gear_sorted_records [] [];
    gear_sorted_values [] [];
    gear_spawn [] [gear_wait];
    gear_split [] [];
    gear_split_ascii_whitespace ["re"] [];
    gear_split_at [] [gear_str_slice];
    gear_split_by [] [];
    gear_split_inclusive [] [];
    gear_split_off [] [gear_list_slice];
    gear_split_once [] [];
    gear_split_once_by [] [];
    gear_split_terminator [] [];
    gear_split_whitespace ["re"] [];
    gear_splitn [] [];
    gear_sqrt ["math"] [];
    gear_state_set [] [];
    gear_state_update [] [gear_clone];
    gear_stop [] [];
    gear_str_drain [] [gear_str_slice];
    gear_str_get [] [gear_str_slice];
    gear_str_remove [] [gear_str_slice];
    gear_str_replace_range [] [gear_str_drain];
    gear_str_slice [] [];
    gear_str_to_bool [] [];
    gear_str_to_char [] [];
    gear_str_to_float [] [gear_to_float];
    gear_str_to_int ["re"] [gear_to_int];
    gear_stream_record [] [];
    gear_strip_prefix [] [];
    gear_strip_suffix [] [];
    gear_sub [] [];
    gear_successors [] [];
    gear_sum [] [];
    gear_sum_float [] [];
    gear_swap [] [];
    gear_swap_bytes [] [];
    gear_swap_bytes_at [] [];
    gear_swap_contents [] [gear_overwrite];
    gear_swap_remove [] [];
    gear_take_over [] [];
    gear_task ["asyncio"] [gear_wait];
    gear_text [] [];
    gear_text_map [] [gear_texts];
    gear_texts [] [];
    gear_timeout ["asyncio"] [gear_task];
    gear_to_digit [] [];
    gear_to_float [] [];
    gear_to_int ["re"] [];
    gear_to_json ["math"] [gear_json_key];
    gear_top [] [];
    gear_top_by_key [] [];
    gear_total [] [];
    gear_total_cmp [] [];
    gear_trailing_zeros [] [];
    gear_trigonometry ["math"] [];
    gear_trim_by [] [gear_trim_end_by gear_trim_start_by];
    gear_trim_end_by [] [];
    gear_trim_end_matches [] [];
    gear_trim_start_by [] [];
    gear_trim_start_matches [] [];
    gear_trunc ["math"] [];
    gear_truncate [] [];
    gear_try_fold_option [] [];
    gear_try_fold_result [] [];
    gear_try_for_each [] [];
    gear_try_from [] [gear_int_from];
    gear_unwrap [] [];
    gear_unwrap_err [] [];
    gear_unwrap_result [] [];
    gear_unzip [] [];
    gear_updated [] [];
    gear_upper [] [];
    gear_uuid ["random"] [];
    gear_value [] [];
    gear_value_at [] [];
    gear_value_f64 [] [];
    gear_value_get [] [];
    gear_value_i64 [] [];
    gear_value_len [] [];
    gear_wait ["asyncio"] [];
    gear_waiting ["traceback"] [];
    gear_white_space [] [];
    gear_windows [] [];
    gear_wrap [] [];
}

/// Modules that emitted code may use by their own names.
const MODULES: &[&str] = &[
    "asyncio",
    "binascii",
    "copy",
    "decimal",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "random",
    "re",
    "time",
    "traceback",
];

/// The helper of this name.
pub fn find(name: &str) -> Option<&'static Helper> {
    HELPERS.binary_search_by_key(&name, |helper| helper.name).ok().map(|index| HELPERS[index])
}

/// The helpers that a text calls itself.
pub fn helpers_of(text: &str) -> Vec<&'static Helper> {
    let mut found: Vec<&'static Helper> = Vec::new();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words = text.match_indices("gear_").filter_map(|(at, _)| {
        let word = &text[at..];
        let end = word.find(|c| !is_word(c)).unwrap_or(word.len());
        (!text[..at].ends_with(is_word)).then_some(&word[..end])
    });
    for helper in words.filter_map(find) {
        if !found.iter().any(|known| known.name == helper.name) {
            found.push(helper);
        }
    }
    found
}

/// The modules that a text uses: the words before a point, unless they stand behind one themselves.
pub fn modules_of(text: &str) -> Vec<&'static str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = [false; MODULES.len()];
    for (at, _) in text.match_indices('.') {
        let head = text[..at].trim_end_matches(is_word);
        let word = &text[head.len()..at];
        if let Some(module) = MODULES.iter().position(|module| *module == word)
            && !head.ends_with('.')
        {
            found[module] = true;
        }
    }
    MODULES.iter().zip(found).filter_map(|(module, found)| found.then_some(*module)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_files_say() {
        assert!(HELPERS.is_sorted_by_key(|helper| helper.name));
        for helper in HELPERS {
            let python = helper.python.strip_prefix("async ").unwrap_or(helper.python);
            let name = helper.name;
            let head = [format!("def {name}("), format!("class {name}:"), format!("{name} = ")];
            assert!(head.iter().any(|head| python.starts_with(head)), "{}", helper.name);
            assert_eq!(helper.imports, modules_of(helper.python), "the imports of {}", helper.name);
            let calls = helpers_of(helper.python);
            let others: Vec<_> =
                calls.iter().map(|other| other.name).filter(|name| *name != helper.name).collect();
            let needs: Vec<_> = helper.needs.iter().map(|other| other.name).collect();
            assert_eq!(needs, others, "what {} needs", helper.name);
        }
    }

    #[test]
    fn every_file_is_in_the_table() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/python");
        let files = std::fs::read_dir(folder).expect("the folder is there").count();
        assert_eq!(files, HELPERS.len());
    }

    #[test]
    fn words_are_found_as_a_whole() {
        assert_eq!(modules_of("math.floor(x) + arithmath.y + my.json.z"), ["math"]);
        let names: Vec<_> =
            helpers_of("gear_trunc(gear_truncated, x)").iter().map(|helper| helper.name).collect();
        assert_eq!(names, ["gear_trunc"]);
    }
}
