//! Expressions: tokenizers, parsers, evaluators.

use crate::program::{Program, program};
use redis_gears::prelude::*;
use std::collections::HashMap;

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Name(String),
    Operator(char),
    Open,
    Close,
}

#[gear]
fn tokenize(source: &str) -> Result<Vec<Token>, String> {
    let chars: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        match chars[i] {
            ' ' | '\t' => i += 1,
            '(' => {
                tokens.push(Token::Open);
                i += 1;
            }
            ')' => {
                tokens.push(Token::Close);
                i += 1;
            }
            c @ ('+' | '-' | '*' | '/' | '^') => {
                tokens.push(Token::Operator(c));
                i += 1;
            }
            c if c.is_ascii_digit() || c == '.' => {
                let start = i;
                while i < chars.len() && (chars[i].is_ascii_digit() || chars[i] == '.') {
                    i += 1;
                }
                let text: String = chars[start..i].iter().collect();
                tokens.push(Token::Number(text.parse().map_err(|_| format!("bad number {text}"))?));
            }
            c if c.is_alphabetic() => {
                let name: String = chars[i..].iter().take_while(|c| c.is_alphanumeric()).collect();
                i += name.chars().count();
                tokens.push(Token::Name(name));
            }
            c => return Err(format!("unexpected {c:?} at {i}")),
        }
    }
    Ok(tokens)
}

#[gear]
fn tokens(source: &str) -> Result<Vec<String>, String> {
    let names = tokenize(source)?.into_iter().map(|token| match token {
        Token::Number(n) => format!("{n}"),
        Token::Name(name) => name,
        Token::Operator(op) => op.to_string(),
        Token::Open => "(".to_string(),
        Token::Close => ")".to_string(),
    });
    Ok(names.collect())
}

#[gear]
fn precedence(operator: char) -> u8 {
    match operator {
        '+' | '-' => 1,
        '*' | '/' => 2,
        '^' => 3,
        _ => 0,
    }
}

/// The shunting yard.
#[gear]
fn to_postfix(source: &str) -> Result<Vec<Token>, String> {
    let mut output = Vec::new();
    let mut stack: Vec<Token> = Vec::new();
    for token in tokenize(source)? {
        match token {
            Token::Number(_) | Token::Name(_) => output.push(token),
            Token::Operator(op) => {
                while let Some(Token::Operator(top)) = stack.last() {
                    let higher = precedence(*top) > precedence(op);
                    let equal = precedence(*top) == precedence(op) && op != '^';
                    if !(higher || equal) {
                        break;
                    }
                    output.extend(stack.pop());
                }
                stack.push(Token::Operator(op));
            }
            Token::Open => stack.push(token),
            Token::Close => loop {
                match stack.pop() {
                    Some(Token::Open) => break,
                    Some(other) => output.push(other),
                    None => return Err("unbalanced )".to_string()),
                }
            },
        }
    }
    while let Some(token) = stack.pop() {
        if token == Token::Open {
            return Err("unbalanced (".to_string());
        }
        output.push(token);
    }
    Ok(output)
}

#[gear]
fn evaluate(source: &str, variables: &HashMap<String, f64>) -> Result<f64, String> {
    let mut stack: Vec<f64> = vec![];
    for token in to_postfix(source)? {
        let value = match token {
            Token::Number(n) => n,
            Token::Name(name) => *variables.get(&name).ok_or(format!("{name} is not set"))?,
            Token::Operator(op) => {
                let (Some(b), Some(a)) = (stack.pop(), stack.pop()) else {
                    return Err(format!("{op} needs two operands"));
                };
                match op {
                    '+' => a + b,
                    '-' => a - b,
                    '*' => a * b,
                    '/' if b == 0.0 => return Err("division by zero".into()),
                    '/' => a / b,
                    '^' => a.powf(b),
                    _ => unreachable!(),
                }
            }
            Token::Open | Token::Close => unreachable!("there are no parentheses in postfix"),
        };
        stack.push(value);
    }
    match stack[..] {
        [value] => Ok(value),
        [] => Err("empty".to_string()),
        _ => Err("operator missing".to_string()),
    }
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum Expr {
    Number(i64),
    Variable(String),
    Neg(Box<Expr>),
    Binary(Box<Expr>, char, Box<Expr>),
}

#[gear]
fn eval(expr: &Expr, scope: &HashMap<String, i64>) -> Option<i64> {
    match expr {
        Expr::Number(n) => Some(*n),
        Expr::Variable(name) => scope.get(name).copied(),
        Expr::Neg(inner) => eval(inner, scope).map(|n| -n),
        Expr::Binary(left, op, right) => {
            let left = eval(left, scope)?;
            let right = eval(right, scope)?;
            match op {
                '+' => left.checked_add(right),
                '-' => left.checked_sub(right),
                '*' => left.checked_mul(right),
                '/' => left.checked_div(right),
                _ => None,
            }
        }
    }
}

#[gear]
fn simplify(expr: Expr) -> Expr {
    match expr {
        Expr::Neg(inner) => match simplify(*inner) {
            Expr::Number(n) => Expr::Number(-n),
            Expr::Neg(innermost) => *innermost,
            other => Expr::Neg(Box::new(other)),
        },
        Expr::Binary(left, op, right) => match (simplify(*left), op, simplify(*right)) {
            (Expr::Number(0), '+', x) | (x, '+', Expr::Number(0)) | (x, '-', Expr::Number(0)) => x,
            (Expr::Number(1), '*', x) | (x, '*', Expr::Number(1)) => x,
            (Expr::Number(0), '*', _) | (_, '*', Expr::Number(0)) => Expr::Number(0),
            (left, op, right) => Expr::Binary(Box::new(left), op, Box::new(right)),
        },
        other => other,
    }
}

#[gear]
fn show(expr: &Expr) -> String {
    match expr {
        Expr::Number(n) if *n < 0 => format!("({n})"),
        Expr::Number(n) => n.to_string(),
        Expr::Variable(name) => name.clone(),
        Expr::Neg(inner) => format!("-{}", show(inner)),
        Expr::Binary(left, op, right) => format!("({} {op} {})", show(left), show(right)),
    }
}

#[gear]
fn algebra(n: i64, x: i64) -> (String, String, Option<i64>) {
    let variable = || Box::new(Expr::Variable("x".to_string()));
    let product = Expr::Binary(Box::new(Expr::Number(1)), '*', variable());
    let sum = Expr::Binary(Box::new(product), '+', Box::new(Expr::Neg(Box::new(Expr::Number(n)))));
    let scope = HashMap::from([("x".to_string(), x)]);
    let before = show(&sum);
    let value = eval(&sum, &scope);
    (before, show(&simplify(sum)), value)
}

#[gear]
fn rpn(expression: &str) -> Option<i64> {
    let mut stack = Vec::new();
    for token in expression.split_whitespace() {
        if let Ok(n) = token.parse::<i64>() {
            stack.push(n);
            continue;
        }
        let right = stack.pop()?;
        let left = stack.pop()?;
        stack.push(match token {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" if right != 0 => left / right,
            "%" if right != 0 => left % right,
            _ => return None,
        });
    }
    if stack.len() == 1 { stack.pop() } else { None }
}

#[gear]
#[derive(Debug, Clone, PartialEq)]
enum Form {
    Atom(String),
    List(Vec<Form>),
}

/// S-expressions.
#[gear]
fn read_list(tokens: &[String], mut at: usize) -> Result<(Form, usize), String> {
    let token = tokens.get(at).ok_or("unexpected end")?;
    at += 1;
    match token.as_str() {
        "(" => {
            let mut items = Vec::new();
            loop {
                match tokens.get(at).map(|t| t.as_str()) {
                    Some(")") => return Ok((Form::List(items), at + 1)),
                    Some(_) => {
                        let (item, next) = read_list(tokens, at)?;
                        items.push(item);
                        at = next;
                    }
                    None => return Err("missing )".to_string()),
                }
            }
        }
        ")" => Err("unexpected )".to_string()),
        atom => Ok((Form::Atom(atom.to_string()), at)),
    }
}

#[gear]
fn depth(value: &Form) -> usize {
    match value {
        Form::Atom(_) => 0,
        Form::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
    }
}

#[gear]
fn nesting(source: &str) -> Result<usize, String> {
    let spaced = source.replace('(', " ( ").replace(')', " ) ");
    let tokens: Vec<String> = spaced.split_whitespace().map(String::from).collect();
    let (value, end) = read_list(&tokens, 0)?;
    if end < tokens.len() {
        return Err(format!("{} tokens are left", tokens.len() - end));
    }
    Ok(depth(&value))
}

fn scope() -> HashMap<String, f64> {
    HashMap::from([("x".to_string(), 3.0), ("y".to_string(), -0.5)])
}

pub(crate) fn programs() -> Vec<Program> {
    vec![
        program!(tokens: ("1 + x1*(2.5 - y)"), ("1..2"), ("a ? b"), (""), ("é2")),
        program!(evaluate: ("1 + 2 * 3", &scope()), ("(1 + 2) * 3", &scope()), ("2 ^ 3 ^ 2", &scope()), ("x * y - 1", &scope()), ("1 / 0", &scope()), ("z", &scope()), ("1 2", &scope()), ("", &scope()), ("(1", &scope()), ("1)", &scope()), ("+", &scope())),
        program!(algebra: (0, 5), (7, 5), (-7, 5), (i64::MAX, -2)),
        program!(rpn: ("3 4 + 2 *"), ("1 0 /"), ("-7 2 /"), ("-7 2 %"), ("1 2"), ("+"), ("")),
        program!(nesting: ("(a (b c) ((d)))"), ("()"), ("a"), ("(a"), (")"), ("(a) b"), ("")),
    ]
}
