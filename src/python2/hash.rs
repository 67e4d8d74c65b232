//! Hashes of CPython 2.7 on a machine with 64 bits, without randomization.
//!
//! All arithmetic wraps at 64 bits. -1 stands for an error inside of Python, so no hash is -1.

use crate::source::Guard;
use num_bigint::{BigInt, Sign};
use num_traits::FromPrimitive;

/// A text by its units: the bytes of a `str`, the code points of a `unicode` (`string_hash`, `unicode_hash`). Both are the
/// same for ASCII.
pub fn text(units: impl IntoIterator<Item = u32>) -> i64 {
    let mut units = units.into_iter();
    let Some(first) = units.next() else {
        return 0;
    };
    let step = |hash: i64, unit: u32| hash.wrapping_mul(1_000_003) ^ i64::from(unit);
    let mut length = 1;
    let mut hash = step(i64::from(first) << 7, first);
    for unit in units {
        hash = step(hash, unit);
        length += 1;
    }
    valid(hash ^ length)
}

/// A `unicode`, or a `str` that is ASCII. Charges its bytes ([`Guard`]).
pub fn characters(text: &str) -> i64 {
    if !Guard::work(text.len()) {
        return 0;
    }
    if text.is_ascii() {
        self::text(text.bytes().map(u32::from))
    } else {
        self::text(text.chars().map(u32::from))
    }
}

/// A number that fits 64 bits: `int`, `long` and `bool` alike.
pub fn integer(number: i64) -> i64 {
    valid(number)
}

/// A `long`: modulo 2⁶⁴ - 1, by its digits of 30 bits (`long_hash`).
pub fn long(number: &BigInt) -> i64 {
    let mut hash = 0u64;
    for digit in digits(number).into_iter().rev() {
        hash = hash.rotate_left(30);
        let (sum, carries) = hash.overflowing_add(digit);
        hash = sum.wrapping_add(u64::from(carries));
    }
    let hash = hash as i64;
    valid(match number.sign() {
        Sign::Minus => hash.wrapping_neg(),
        _ => hash,
    })
}

/// The digits of 30 bits that CPython keeps a long number in, the least first.
fn digits(number: &BigInt) -> Vec<u64> {
    const BITS: u64 = 30;
    let words = number.magnitude().to_u64_digits();
    let word = |at: u64| words.get(at as usize).copied().unwrap_or(0);
    let digit = |index: u64| {
        let (at, offset) = (index * BITS / 64, index * BITS % 64);
        let both = u128::from(word(at)) | u128::from(word(at + 1)) << 64;
        (both >> offset) as u64 & ((1 << BITS) - 1)
    };
    (0..number.bits().div_ceil(BITS)).map(digit).collect()
}

/// A `float` (`_Py_HashDouble`): a whole one has the hash of the integer.
pub fn float(number: f64) -> i64 {
    if number.is_nan() {
        return 0;
    }
    if number.is_infinite() {
        return if number < 0.0 { -271_828 } else { 314_159 };
    }
    if number.fract() == 0.0 {
        return BigInt::from_f64(number).map_or(0, |number| long(&number));
    }
    const BITS_31: f64 = 2_147_483_648.0;
    let (mantissa, exponent) = frexp(number);
    let scaled = mantissa * BITS_31;
    let high = scaled as i64;
    let low = ((scaled - high as f64) * BITS_31) as i64;
    valid(high.wrapping_add(low).wrapping_add(exponent << 15))
}

/// A number as a fraction between 0.5 and 1, and a power of two. It is neither whole nor tiny but for the smallest of all.
fn frexp(number: f64) -> (f64, i64) {
    const EXPONENT: u64 = 0x7ff << 52;
    if number.to_bits() & EXPONENT == 0 {
        let (mantissa, exponent) = frexp(number * 2f64.powi(64));
        return (mantissa, exponent - 64);
    }
    let bits = number.to_bits();
    let exponent = ((bits & EXPONENT) >> 52) as i64 - 1022;
    let mantissa = f64::from_bits(bits & !EXPONENT | 1022 << 52);
    (mantissa, exponent)
}

/// A `tuple`, by the hashes of its elements (`tuplehash`).
pub fn tuple(elements: &[i64]) -> i64 {
    let (mut hash, mut factor) = (0x0034_5678_i64, 1_000_003_i64);
    for (index, element) in elements.iter().enumerate() {
        let behind = (elements.len() - index - 1) as i64;
        hash = (hash ^ element).wrapping_mul(factor);
        factor = factor.wrapping_add(82_520 + behind + behind);
    }
    valid(hash.wrapping_add(97_531))
}

/// A `frozenset`, by the hashes of its elements in any order (`frozenset_hash`).
pub fn frozenset(elements: &[i64]) -> i64 {
    let mut hash = 1_927_868_237_u64.wrapping_mul(elements.len() as u64 + 1);
    for element in elements {
        let element = *element as u64;
        hash ^= (element ^ (element << 16) ^ 89_869_747).wrapping_mul(3_644_798_167);
    }
    let hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923) as i64;
    if hash == -1 { 590_923_713 } else { hash }
}

fn valid(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}
