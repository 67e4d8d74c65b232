//! `hashlib`, `md5`, `sha`.

use super::arguments::{byte_string, bytes, string, take};
use super::build::{ModuleBuilder, foreign, method, natives, receiver};
use crate::eval::value::{Arguments, Foreign, Value};
use crate::eval::{EvalResult, Interpreter};
use crate::source::Span;
use sha2::Digest;
use std::cell::RefCell;

natives! { FUNCTIONS:
    "md5" => |i, a, s| create(i, a, Algorithm::Md5, s),
    "sha1" => |i, a, s| create(i, a, Algorithm::Sha1, s),
    "sha224" => |i, a, s| create(i, a, Algorithm::Sha224, s),
    "sha256" => |i, a, s| create(i, a, Algorithm::Sha256, s),
    "sha384" => |i, a, s| create(i, a, Algorithm::Sha384, s),
    "sha512" => |i, a, s| create(i, a, Algorithm::Sha512, s),
    "new" => new,
}

natives! { MD5:
    "new" => |i, a, s| create(i, a, Algorithm::Md5, s),
    "md5" => |i, a, s| create(i, a, Algorithm::Md5, s),
}

natives! { SHA:
    "new" => |i, a, s| create(i, a, Algorithm::Sha1, s),
    "sha" => |i, a, s| create(i, a, Algorithm::Sha1, s),
}

natives! { METHODS:
    "update" => update,
    "digest" => digest,
    "hexdigest" => hex_digest,
    "copy" => copy,
}

/// `hashlib`.
pub(super) fn module(_: &mut Interpreter, span: Span) -> EvalResult {
    let names = Algorithm::ALL.map(|algorithm| Value::string(algorithm.name(), span));
    Ok(ModuleBuilder::new("hashlib", span)
        .functions(FUNCTIONS)
        .value("algorithms", Value::tuple(names, span))
        .finish())
}

/// `md5`, as it was called before `hashlib`.
pub(super) fn md5(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("md5", span).functions(MD5).finish())
}

/// `sha`, as it was called before `hashlib`.
pub(super) fn sha(_: &mut Interpreter, span: Span) -> EvalResult {
    Ok(ModuleBuilder::new("sha", span).functions(SHA).finish())
}

#[derive(Clone, Copy, Debug)]
enum Algorithm {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Algorithm {
    const ALL: [Algorithm; 6] = [
        Algorithm::Md5,
        Algorithm::Sha1,
        Algorithm::Sha224,
        Algorithm::Sha256,
        Algorithm::Sha384,
        Algorithm::Sha512,
    ];

    fn name(self) -> &'static str {
        match self {
            Algorithm::Md5 => "md5",
            Algorithm::Sha1 => "sha1",
            Algorithm::Sha224 => "sha224",
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha384 => "sha384",
            Algorithm::Sha512 => "sha512",
        }
    }

    fn block_size(self) -> i64 {
        match self {
            Algorithm::Sha384 | Algorithm::Sha512 => 128,
            _ => 64,
        }
    }

    fn digest(self, data: &[u8]) -> Vec<u8> {
        match self {
            Algorithm::Md5 => md5::Md5::digest(data).to_vec(),
            Algorithm::Sha1 => sha1::Sha1::digest(data).to_vec(),
            Algorithm::Sha224 => sha2::Sha224::digest(data).to_vec(),
            Algorithm::Sha256 => sha2::Sha256::digest(data).to_vec(),
            Algorithm::Sha384 => sha2::Sha384::digest(data).to_vec(),
            Algorithm::Sha512 => sha2::Sha512::digest(data).to_vec(),
        }
    }
}

/// A hash object. It keeps the data, because its digest may be asked for in between.
#[derive(Debug)]
struct Hash {
    algorithm: Algorithm,
    data: RefCell<Vec<u8>>,
}

impl Foreign for Hash {
    fn type_name(&self) -> &'static str {
        "HASH"
    }

    fn attribute(
        &self,
        _: &mut Interpreter,
        this: &Value,
        name: &str,
        span: Span,
    ) -> EvalResult<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::string(self.algorithm.name(), span)),
            "digest_size" | "digestsize" => {
                let size = self.algorithm.digest(&[]).len();
                Some(Value::integer(size as i64, span))
            }
            "block_size" => Some(Value::integer(self.algorithm.block_size(), span)),
            _ => method(METHODS, this, name, span),
        })
    }

    fn repr(&self, _: &mut Interpreter) -> EvalResult<String> {
        Ok(format!("<{} HASH object>", self.algorithm.name()))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn create(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    algorithm: Algorithm,
    span: Span,
) -> EvalResult {
    let ([], [data]) = take(algorithm.name(), arguments, [], ["string"], span)?;
    let data = match data {
        Some(data) => bytes(algorithm.name(), &data, span)?,
        None => Vec::new(),
    };
    interpreter.allocate(data.len(), span)?;
    let data = RefCell::new(data);
    Ok(foreign(Hash { algorithm, data }, span))
}

fn new(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([name], [data]) = take("new", arguments, ["name"], ["string"], span)?;
    let name = string("hashlib.new", &name, span)?.text.to_lowercase();
    let algorithm = Algorithm::ALL
        .into_iter()
        .find(|algorithm| algorithm.name() == name);
    match algorithm {
        Some(algorithm) => create(interpreter, super::build::positional(data), algorithm, span),
        None => Err(super::arguments::bad_value(
            format!("unsupported hash type {name}"),
            span,
        )),
    }
}

fn update(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this, data], []) = take("update", arguments, ["", ""], [], span)?;
    let data = bytes("update", &data, span)?;
    interpreter.allocate(data.len(), span)?;
    receiver::<Hash>("update", &this, span)?
        .data
        .borrow_mut()
        .extend(data);
    Ok(Value::none(span))
}

fn result(
    interpreter: &mut Interpreter,
    function: &str,
    arguments: Arguments,
    span: Span,
) -> EvalResult<Vec<u8>> {
    let ([this], []) = take(function, arguments, [""], [], span)?;
    let hash = receiver::<Hash>(function, &this, span)?;
    let data = hash.data.borrow();
    interpreter.work(data.len(), span)?;
    Ok(hash.algorithm.digest(&data))
}

fn digest(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    Ok(byte_string(
        &result(interpreter, "digest", arguments, span)?,
        span,
    ))
}

fn hex_digest(interpreter: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let bytes = result(interpreter, "hexdigest", arguments, span)?;
    Ok(Value::string(super::encodings::hexadecimal(&bytes), span))
}

fn copy(_: &mut Interpreter, arguments: Arguments, span: Span) -> EvalResult {
    let ([this], []) = take("copy", arguments, [""], [], span)?;
    let hash = receiver::<Hash>("copy", &this, span)?;
    let copy = Hash {
        algorithm: hash.algorithm,
        data: hash.data.clone(),
    };
    Ok(foreign(copy, span))
}
