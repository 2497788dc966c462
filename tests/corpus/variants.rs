//! What is in a variant is changed where it is.

use crate::program::{Program, program};
use redis_gears::prelude::*;

#[gear]
#[derive(Clone, Debug, PartialEq)]
struct Point {
    x: i64,
    y: i64,
}

#[gear]
#[derive(Clone, Debug, PartialEq)]
enum Job {
    Waiting(i64),
    Running { since: i64, tries: u8, log: Vec<String> },
    Moved(i64, String),
    Queue(Vec<i64>),
    At(Point),
    Pair((i64, i64)),
    Maybe(Option<i64>),
    Inner(State),
    Done,
}

#[gear]
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    On(i64),
    Off,
}

#[gear]
impl State {
    fn step(&mut self) {
        match self {
            State::On(n) if *n > 2 => *self = State::Off,
            State::On(n) => *n += 1,
            State::Off => *self = State::On(0),
        }
    }
}

#[gear]
fn grow(n: &mut i64) -> i64 {
    *n *= 2;
    *n
}

#[gear]
impl Job {
    fn tick(&mut self) -> i64 {
        match self {
            Job::Waiting(n) => {
                *n += 1;
                grow(n)
            }
            Job::Running { since, tries, log } => {
                *since -= 1;
                *tries = tries.wrapping_sub(1);
                log.push(format!("{since}"));
                i64::from(*tries)
            }
            Job::Moved(n, to) => {
                *n = to.len() as i64;
                to.push('!');
                to.push_str("?");
                *n
            }
            Job::Queue(list) => {
                list.push(3);
                if list.len() > 4 {
                    *list = vec![0];
                }
                list.len() as i64
            }
            Job::At(Point { x, y }) => {
                *x += *y;
                *y = *x;
                *x
            }
            Job::Pair((a, b)) => {
                std::mem::swap(a, b);
                *a -= 1;
                *a
            }
            Job::Maybe(o) => o.take().unwrap_or(-1),
            Job::Inner(state) => {
                state.step();
                if let State::On(n) = state {
                    *n += 10;
                }
                0
            }
            Job::Done => 0,
        }
    }
}

#[gear]
fn jobs() -> Vec<Job> {
    vec![
        Job::Waiting(1),
        Job::Running { since: 5, tries: 0, log: vec![] },
        Job::Moved(-3, "home".to_string()),
        Job::Queue(vec![1, 2, 3]),
        Job::At(Point { x: 1, y: 2 }),
        Job::Pair((1, 2)),
        Job::Maybe(Some(4)),
        Job::Inner(State::On(1)),
        Job::Inner(State::Off),
        Job::Done,
    ]
}

#[gear]
fn run(i: usize, times: usize) -> (String, Vec<i64>) {
    let mut job = jobs()[i].clone();
    let mut all = Vec::new();
    for _ in 0..times {
        all.push(job.tick());
    }
    (format!("{job:?}"), all)
}

/// A clone keeps what it has.
#[gear]
fn kept(i: usize) -> String {
    let mut job = jobs().swap_remove(i);
    let old = job.clone();
    if let Job::Waiting(n) = &mut job {
        *n = 99;
    } else if let Job::Moved(_, name) = &mut job {
        name.clear();
    }
    format!("{old:?} {job:?}")
}

#[gear]
fn all_of(more: i64) -> String {
    let mut jobs = jobs();
    jobs.push(Job::Waiting(more));
    for job in &mut jobs {
        match job {
            Job::Waiting(n) | Job::Moved(n, _) if *n < 0 => *job = Job::Done,
            Job::Waiting(n) => *n -= 1,
            Job::Running { tries, .. } if *tries > 0 => *tries -= 1,
            _ => {}
        }
    }
    if let Some(job) = jobs.first_mut()
        && let Job::Waiting(n) = job
    {
        *n += 100;
    }
    format!("{jobs:?}")
}

#[gear]
struct Machine {
    state: State,
    jobs: HashMap<String, Job>,
}

#[gear]
impl Machine {
    fn next(&mut self, name: &str) -> i64 {
        if let State::On(n) = &mut self.state {
            *n += 1;
        }
        let Some(job) = self.jobs.get_mut(name) else { return -9 };
        match job {
            Job::Waiting(n) => {
                *n += 5;
                *n
            }
            other => other.tick(),
        }
    }
}

#[gear]
fn machine(steps: usize) -> (String, Vec<i64>) {
    let jobs = jobs().into_iter().enumerate().map(|(i, job)| (i.to_string(), job)).collect();
    let mut machine = Machine { state: State::On(0), jobs };
    let mut seen = Vec::new();
    for step in 0..steps {
        seen.push(machine.next(&(step % 4).to_string()));
    }
    (format!("{:?}", machine.state), seen)
}

#[gear]
fn in_a_closure(list: Vec<i64>) -> String {
    let mut job = Job::Waiting(3);
    if let Job::Waiting(total) = &mut job {
        list.iter().for_each(|n| *total += n);
    }
    format!("{job:?}")
}

#[gear]
fn unchanged(job: &mut Job) -> i64 {
    match job {
        Job::Waiting(n) | Job::Moved(n, _) => *n,
        Job::Running { since, .. } => *since,
        _ => -1,
    }
}

#[gear]
fn look() -> Vec<i64> {
    let mut seen = Vec::new();
    for mut job in jobs() {
        seen.push(unchanged(&mut job));
    }
    seen
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(run: (0, 3), (1, 2), (2, 2), (3, 3), (4, 2), (5, 2), (6, 2), (7, 5), (8, 3), (9, 1)),
        program!(kept: (0), (2), (9)),
        program!(all_of: (-1), (5)),
        program!(machine: (9)),
        program!(in_a_closure: (vec![1, 2])),
        program!(look: ()),
    ]
}
