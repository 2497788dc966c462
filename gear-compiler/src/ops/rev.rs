//! `rev`: All records in reverse.

use super::{Operation, in_order};

use crate::python::name;

pub(super) const OPERATION: Operation = Operation {
    name: "rev",
    usage: ".rev()",
    summary: "All records from the last to the first; useful after sorting.",
    arguments: &[],
    on_one: false,
    check: |_, flow, _| (Vec::new(), in_order(flow)),
    lower: |steps, flow, _| steps.gathered(flow, name("gear_as_it_is")),
};
