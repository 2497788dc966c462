use redis_gears::prelude::*;

mod texts {
    macro_rules! shout {
        ($value:expr, $pattern:pat) => {
            false
        };
    }
    pub(crate) use shout as matches;
}

#[gear]
fn loud(text: &str) -> bool {
    text.len() > 3 && texts::matches!(text, "four")
}

fn main() {
    loud("a");
}
