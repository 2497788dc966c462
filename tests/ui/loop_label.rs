#![allow(unused)]

use redis_gears::{Gear, gear, prelude::*};

#[gear]
fn find(rows: &Vec<Vec<i64>>) -> i64 {
    'rows: for row in rows {
        for x in row {
            if *x == 0 {
                continue 'rows;
            }
        }
    }
    0
}

fn main() {}
