//! Check digits.

/// A GTIN with its check digit, after GS1's rule: weights 3 and 1 in turn from the right, up to the next ten.
pub(crate) fn with_gs1_check_digit(digits: &str) -> String {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::with_gs1_check_digit;

    #[test]
    fn published_examples_come_out() {
        // GS1's own worked example and the ISBN of a well-known printing.
        for (digits, gtin) in
            [("629104150021", "6291041500213"), ("978030640615", "9780306406157"), ("200000000000", "2000000000008")]
        {
            assert_eq!(with_gs1_check_digit(digits), gtin);
        }
    }
}
