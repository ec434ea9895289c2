//! How part numbers are compared: people add, drop and change separators and case, and GTINs come with and without
//! leading zeros.

/// A code reduced to what tells it apart: upper-case letters and digits of any script, no spaces, dashes, dots,
/// slashes or other separators. `6204-2rs` and `6204 2RS` become `62042RS`.
///
/// A code of digits only loses its leading zeros, so that one GTIN is found in its 8, 12, 13 and 14-digit forms.
pub fn normalised(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    for character in code.chars().filter(|character| character.is_alphanumeric()) {
        if character.is_ascii() {
            kept.push(character.to_ascii_uppercase());
        } else {
            kept.extend(character.to_uppercase());
        }
    }
    if kept.bytes().all(|byte| byte.is_ascii_digit()) {
        let zeros = kept.len() - kept.trim_start_matches('0').len();
        kept.drain(..zeros);
    }
    kept
}

/// Whether this is a GTIN: 8, 12, 13 or 14 digits of which the last is the GS1 check digit.
pub fn is_gtin(code: &str) -> bool {
    if !matches!(code.len(), 8 | 12 | 13 | 14) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits = code.bytes().rev().map(|byte| u32::from(byte - b'0'));
    let weighted: u32 = digits.enumerate().map(|(place, digit)| if place % 2 == 1 { digit * 3 } else { digit }).sum();
    weighted.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{is_gtin, normalised};

    #[test]
    fn separators_and_case_do_not_count() {
        for (code, form) in [
            ("6204-2RS", "62042RS"),
            ("6204 2rs", "62042RS"),
            ("0095205603217", "95205603217"),
            ("00-95.205/603217", "95205603217"),
            ("0A-1", "0A1"),
            ("größe_5", "GRÖSSE5"),
            ("---", ""),
            ("000", ""),
        ] {
            assert_eq!(normalised(code), form, "{code}");
        }
    }

    #[test]
    fn gtins_carry_a_check_digit() {
        for (code, valid) in [
            ("4006381333931", true),
            ("4006381333932", false),
            ("00735858190046", true),
            ("0735858190046", true),
            ("96385074", true),
            ("036000291452", true),
            ("12345678901", false),
            ("400638133393X", false),
            ("", false),
        ] {
            assert_eq!(is_gtin(code), valid, "{code}");
        }
    }
}
