//! Sizes as people say them.

/// Bytes in the largest unit that they fill, with at most two decimals.
pub fn bytes(bytes: i64) -> String {
    const UNITS: [(&str, i64); 4] = [
        ("TB", 1 << 40),
        ("GB", 1 << 30),
        ("MB", 1 << 20),
        ("KB", 1 << 10),
    ];
    let unit = UNITS.iter().find(|(_, size)| bytes >= *size);
    let Some((unit, size)) = unit else {
        return format!("{bytes} bytes");
    };
    let number = format!("{:.2}", bytes as f64 / *size as f64);
    let number = number.trim_end_matches('0').trim_end_matches('.');
    let about = if bytes % size * 100 % size == 0 {
        ""
    } else {
        "about "
    };
    format!("{about}{number} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units() {
        for (number, words) in [
            (0, "0 bytes"),
            (1023, "1023 bytes"),
            (1 << 20, "1 MB"),
            (3 << 29, "1.5 GB"),
            ((1 << 30) + 1, "about 1 GB"),
            (i64::MAX, "about 8388608 TB"),
        ] {
            assert_eq!(bytes(number), words);
        }
    }
}
