//! Machines: states with transitions, small processors.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::HashMap;

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum Order {
    Cart { items: u32 },
    Paid { items: u32, receipt: String },
    Shipped { tracking: String },
    Delivered,
    Cancelled(String),
}

#[gear]
#[derive(Debug, Clone)]
enum Event {
    Add(u32),
    Pay(String),
    Ship { tracking: String },
    Deliver,
    Cancel,
}

#[gear]
fn next_order(order: Order, event: &Event) -> Result<Order, String> {
    match (order, event) {
        (Order::Cart { items }, Event::Add(n)) => Ok(Order::Cart { items: items + n }),
        (Order::Cart { items: 0 }, Event::Pay(_)) => Err("nothing to pay".to_string()),
        (Order::Cart { items }, Event::Pay(receipt)) => Ok(Order::Paid { items, receipt: receipt.clone() }),
        (Order::Paid { .. }, Event::Ship { tracking }) => Ok(Order::Shipped { tracking: tracking.clone() }),
        (Order::Shipped { .. }, Event::Deliver) => Ok(Order::Delivered),
        (Order::Cart { .. }, Event::Cancel) => Ok(Order::Cancelled("before payment".into())),
        (Order::Paid { receipt, .. }, Event::Cancel) => Ok(Order::Cancelled(format!("refund {receipt}"))),
        (Order::Delivered, _) => Err("it is too late".to_string()),
        _ => Err("impossible".to_string()),
    }
}

#[gear]
fn parse_event(text: &str) -> Option<Event> {
    let mut words = text.split_whitespace();
    let event = match (words.next()?, words.next()) {
        ("add", Some(n)) => Event::Add(n.parse().ok()?),
        ("pay", Some(receipt)) => Event::Pay(receipt.to_string()),
        ("ship", Some(tracking)) => Event::Ship { tracking: tracking.to_string() },
        ("deliver", None) => Event::Deliver,
        ("cancel", None) => Event::Cancel,
        _ => return None,
    };
    Some(event)
}

#[gear]
fn run_order(script: &str) -> Result<String, String> {
    let mut order = Order::Cart { items: 0 };
    for line in script.lines() {
        let event = parse_event(line).ok_or_else(|| format!("unknown event {line:?}"))?;
        order = next_order(order, &event)?;
    }
    Ok(match order {
        Order::Cart { items: 1 } => "1 item in the cart".to_string(),
        Order::Cart { items } => format!("{items} items in the cart"),
        Order::Paid { items, receipt } => format!("{items} paid with {receipt}"),
        Order::Shipped { tracking } => format!("on its way: {tracking}"),
        Order::Delivered => String::from("delivered"),
        Order::Cancelled(why) => format!("cancelled, {why}"),
    })
}

#[gear]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Light {
    Red,
    RedAmber,
    Green,
    Amber,
}

#[gear]
impl Light {
    fn following(self) -> Self {
        match self {
            Light::Red => Light::RedAmber,
            Light::RedAmber => Light::Green,
            Light::Green => Light::Amber,
            Light::Amber => Light::Red,
        }
    }

    fn seconds(self) -> u32 {
        match self {
            Self::Red | Self::Green => 30,
            Self::RedAmber => 2,
            Self::Amber => 3,
        }
    }
}

#[gear]
fn light_at(mut seconds: u32) -> String {
    let mut light = Light::Red;
    seconds %= 65;
    while seconds >= light.seconds() {
        seconds -= light.seconds();
        light = light.following();
    }
    match light {
        Light::Red => "stop",
        Light::RedAmber | Light::Amber => "wait",
        Light::Green => "go",
    }
    .to_string()
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum Op {
    Push(i64),
    Pop,
    Dup,
    Swap,
    Add,
    Sub,
    Mul,
    Jump(usize),
    JumpIfZero(usize),
    Load(String),
    Store(String),
    Print,
    Halt,
}

#[gear]
#[derive(Debug, Clone)]
struct Vm {
    stack: Vec<i64>,
    memory: HashMap<String, i64>,
    output: Vec<String>,
    pc: usize,
}

#[gear]
impl Vm {
    fn new() -> Vm {
        Vm { stack: Vec::new(), memory: HashMap::new(), output: vec![], pc: 0 }
    }

    fn pop(&mut self) -> Result<i64, String> {
        self.stack.pop().ok_or_else(|| format!("stack underflow at {}", self.pc))
    }

    fn binary(&mut self, f: fn(i64, i64) -> i64) -> Result<(), String> {
        let b = self.pop()?;
        let a = self.pop()?;
        self.stack.push(f(a, b));
        Ok(())
    }

    fn step(&mut self, op: &Op) -> Result<bool, String> {
        self.pc += 1;
        match op {
            Op::Push(n) => self.stack.push(*n),
            Op::Pop => {
                self.pop()?;
            }
            Op::Dup => {
                let top = *self.stack.last().ok_or("nothing to copy")?;
                self.stack.push(top);
            }
            Op::Swap => {
                let n = self.stack.len();
                if n < 2 {
                    return Err("nothing to swap".to_string());
                }
                self.stack.swap(n - 1, n - 2);
            }
            Op::Add => self.binary(|a, b| a + b)?,
            Op::Sub => self.binary(|a, b| a - b)?,
            Op::Mul => self.binary(|a, b| a * b)?,
            Op::Jump(target) => self.pc = *target,
            Op::JumpIfZero(target) => {
                if self.pop()? == 0 {
                    self.pc = *target;
                }
            }
            Op::Load(name) => self.stack.push(self.memory.get(name).copied().unwrap_or_default()),
            Op::Store(name) => {
                let value = self.pop()?;
                self.memory.insert(name.clone(), value);
            }
            Op::Print => {
                let value = self.pop()?;
                self.output.push(value.to_string());
            }
            Op::Halt => return Ok(false),
        }
        Ok(true)
    }

    fn run(&mut self, program: &[Op]) -> Result<(), String> {
        for _ in 0..1_000 {
            match program.get(self.pc) {
                Some(op) if self.step(op)? => {}
                _ => return Ok(()),
            }
        }
        Err("it does not halt".to_string())
    }
}

#[gear]
fn assemble(line: &str) -> Result<Op, String> {
    let parts: Vec<&str> = line.split_whitespace().collect();
    match parts.as_slice() {
        ["push", n] => n.parse().map(Op::Push).map_err(|_| format!("bad number: {n}")),
        ["pop"] => Ok(Op::Pop),
        ["dup"] => Ok(Op::Dup),
        ["swap"] => Ok(Op::Swap),
        ["add"] => Ok(Op::Add),
        ["sub"] => Ok(Op::Sub),
        ["mul"] => Ok(Op::Mul),
        ["jump", target] => Ok(Op::Jump(target.parse().map_err(|_| "bad target".to_string())?)),
        ["jz", target] => Ok(Op::JumpIfZero(target.parse().map_err(|_| "bad target".to_string())?)),
        ["load", name] => Ok(Op::Load(name.to_string())),
        ["store", name] => Ok(Op::Store(name.to_string())),
        ["print"] => Ok(Op::Print),
        ["halt"] => Ok(Op::Halt),
        [] => Err("empty line".to_string()),
        [name, rest @ ..] => Err(format!("unknown: {name} with {} arguments", rest.len())),
    }
}

#[gear]
fn execute_program(source: &str) -> Result<Vec<String>, String> {
    let program = source.lines().map(assemble).collect::<Result<Vec<_>, _>>()?;
    let mut vm = Vm::new();
    vm.run(&program)?;
    Ok(vm.output)
}

#[gear]
fn brainfuck(source: &str, input: &str) -> Option<String> {
    let code: Vec<char> = source.chars().collect();
    let mut jumps: HashMap<usize, usize> = HashMap::new();
    let mut open = Vec::new();
    for (at, &c) in code.iter().enumerate() {
        if c == '[' {
            open.push(at);
        } else if c == ']' {
            let start = open.pop()?;
            jumps.insert(start, at);
            jumps.insert(at, start);
        }
    }
    if !open.is_empty() {
        return None;
    }
    let mut tape = [0u8; 64];
    let mut output = String::new();
    let mut input = input.bytes();
    let (mut pointer, mut pc) = (0usize, 0usize);
    while pc < code.len() {
        match code[pc] {
            '>' => pointer = (pointer + 1) % tape.len(),
            '<' => pointer = (pointer + tape.len() - 1) % tape.len(),
            '+' => tape[pointer] = tape[pointer].wrapping_add(1),
            '-' => tape[pointer] = tape[pointer].wrapping_sub(1),
            '.' => output.push(tape[pointer] as char),
            ',' => tape[pointer] = input.next().unwrap_or(0),
            '[' if tape[pointer] == 0 => pc = jumps[&pc],
            ']' if tape[pointer] != 0 => pc = jumps[&pc],
            _ => {}
        }
        pc += 1;
    }
    Some(output)
}

#[gear]
#[derive(Clone, Copy, PartialEq)]
enum State {
    Locked,
    Unlocked,
}

#[gear]
fn turnstile(events: &[&str]) -> (String, u32, u32) {
    let (mut passed, mut refused) = (0, 0);
    let mut state = State::Locked;
    for &event in events {
        state = match (state, event) {
            (_, "coin") => State::Unlocked,
            (State::Unlocked, "push") => {
                passed += 1;
                State::Locked
            }
            (State::Locked, "push") => {
                refused += 1;
                state
            }
            _ => state,
        };
    }
    let name = if state == State::Locked { "locked" } else { "unlocked" };
    (name.to_string(), passed, refused)
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(run_order: ("add 2\nadd 1\npay r7"), ("add 1"), ("pay r1"), ("add 1\npay r1\ncancel"), ("add 1\nship t"), ("add 1\npay r\nship t9\ndeliver"), ("hop"), ("add 1\npay a\ncancel\ncancel"), ("")),
        program!(light_at: (0), (31), (64), (65), (1000)),
        program!(execute_program: ("push 3\nstore n\nload n\njz 10\nload n\ndup\nprint\npush 1\nsub\njump 1\nhalt"), ("push 1\npush 2\nswap\nsub\nprint"), ("pop"), ("dup"), ("push x"), ("fly 1 2"), ("jump 0"), ("")),
        program!(brainfuck: ("++++++[>++++++++++<-]>+++++.", ""), (",[.,]", "hello"), ("[", ""), ("]", ""), ("-.<+.", "")),
        program!(turnstile: (&["coin", "push", "push", "coin", "coin"]), (&["push"]), (&["kick"])),
    ]
}
