//! `count_by`: How many records have each key.

use super::{Argument, Flow, Operation, Shape, function};

use crate::python::name;
use crate::types::{Int, Ty};

pub(super) const OPERATION: Operation = Operation {
    name: "count_by",
    usage: ".count_by(|record| key)",
    summary: "How many records have each key.",
    arguments: &[Argument::Function],
    on_one: false,
    check: |checker, flow, arguments| {
        let (f, key) = function(checker, arguments[0], vec![flow.item.clone()]);
        let item = Ty::Tuple(vec![key, Ty::Int(Int::I64)]);
        (vec![f], Flow { item, shape: Shape::Groups, collected: false })
    },
    lower: |steps, _, arguments| {
        if steps.is_text_key(&arguments[0]) {
            let key = steps.text_key(&arguments[0]);
            if key == name("gear_by_text") {
                // No closure of the user's, which could log or fail, sees the records.
                steps.in_any_order();
            }
            steps.push("localgroupby", vec![key, name("gear_count")]);
            steps.push("groupby", vec![name("gear_group_key"), name("gear_sum")]);
            return steps.push("map", vec![name("gear_grouped")]);
        }
        // The server groups by text. The key itself travels in the value, so that it keeps its type.
        let key = steps.function(&arguments[0]);
        steps.push("map", vec![key]);
        steps.push("localgroupby", vec![name("gear_key"), name("gear_count_one")]);
        steps.push("groupby", vec![name("gear_group_key"), name("gear_count_all")]);
        steps.push("map", vec![name("gear_group_value")]);
    },
};
