//! Numbers as people say them.

/// A number and its noun.
pub fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// Bytes in the largest unit that gives a number of at most three decimals, beside the units' sizes as the schema
/// has them.
pub fn bytes(bytes: i64) -> String {
    const UNITS: [(&str, i64); 4] = [
        ("TB", 1 << 40),
        ("GB", 1 << 30),
        ("MB", 1 << 20),
        ("KB", 1 << 10),
    ];
    for (unit, size) in UNITS {
        if bytes >= size {
            // Whole thousandths, so that nothing is rounded away unseen.
            let exact = (bytes as i128 * 1000) % size as i128 == 0;
            let number = trim(format!("{:.3}", bytes as f64 / size as f64));
            return match exact {
                true => format!("{number} {unit}"),
                false => format!("about {number} {unit} ({bytes} bytes)"),
            };
        }
    }
    match bytes {
        1 => "1 byte".to_owned(),
        _ => format!("{bytes} bytes"),
    }
}

/// A number without decimals that say nothing.
pub fn number(number: f64) -> String {
    trim(format!("{number:.6}"))
}

fn trim(text: String) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn bytes_are_said_in_their_unit() {
        for (bytes, words) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1023 bytes"),
            (1024, "1 KB"),
            (128 << 20, "128 MB"),
            (1536 << 20, "1.5 GB"),
            (3 << 40, "3 TB"),
            ((1 << 30) + 1, "about 1 GB (1073741825 bytes)"),
            (i64::MAX, "about 8388608 TB (9223372036854775807 bytes)"),
            (-5, "-5 bytes"),
        ] {
            assert_eq!(super::bytes(bytes), words);
        }
    }

    #[test]
    fn numbers_are_short() {
        for (number, words) in [
            (1.0, "1"),
            (0.25, "0.25"),
            (100.0, "100"),
            (0.1 + 0.2, "0.3"),
        ] {
            assert_eq!(super::number(number), words);
        }
    }
}
