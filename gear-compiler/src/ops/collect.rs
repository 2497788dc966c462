//! `collect`: Brings all records to the shard that runs the gear; the steps after it run there only.

use super::{Flow, Operation};

pub(super) const OPERATION: Operation = Operation {
    name: "collect",
    usage: ".collect()",
    summary: "Brings all records to the shard that runs the gear; the steps after it run there only.",
    arguments: &[],
    on_one: true,
    check: |_, flow, _| (Vec::new(), Flow { collected: true, ..flow.clone() }),
    lower: |steps, _, _| steps.push("collect", Vec::new()),
};
