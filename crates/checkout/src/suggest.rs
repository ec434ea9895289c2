//! Near codes: what somebody may have meant who mistyped a part number. Pure.

use catalog::{Product, normalised};

/// How many near codes are told for one unknown code.
const MOST: usize = 5;
/// A code shorter than this is near to everything, hence to nothing.
const SHORTEST: usize = 4;

/// For each unknown code the SKUs of products whose codes begin with it or differ from it by one slip (two in long codes):
/// a character wrong, missing, too many, or two swapped. The nearest first.
pub(crate) fn near_codes<'a>(unknown: &[String], products: impl Iterator<Item = &'a Product>) -> Vec<Vec<String>> {
    let wanted: Vec<Vec<char>> = unknown.iter().map(|code| normalised(code).chars().collect()).collect();
    let mut near: Vec<Vec<(usize, &str)>> = vec![Vec::new(); unknown.len()];
    for product in products {
        let codes = std::iter::once(&*product.sku).chain(product.codes());
        let codes: Vec<Vec<char>> = codes.map(|code| normalised(code).chars().collect()).collect();
        for (wanted, near) in wanted.iter().zip(&mut near) {
            if let Some(distance) = codes.iter().filter_map(|code| distance(wanted, code)).min() {
                near.push((distance, &product.sku));
            }
        }
    }
    let nearest = |mut near: Vec<(usize, &str)>| {
        near.sort_unstable();
        near.into_iter().take(MOST).map(|(_, sku)| sku.to_owned()).collect()
    };
    near.into_iter().map(nearest).collect()
}

/// How far a code is from the one wanted; none when it is not near. A code that goes on where the wanted one ends is one away.
fn distance(wanted: &[char], code: &[char]) -> Option<usize> {
    if wanted.len() < SHORTEST {
        return None;
    }
    if code.starts_with(wanted) {
        return Some(1);
    }
    let most = if wanted.len() >= 9 { 2 } else { 1 };
    if code.len().abs_diff(wanted.len()) > most {
        return None;
    }
    // Cheap refusal of nearly everything: a slip or two leave the beginning or the end as it was.
    let same_start = wanted.iter().zip(code).take_while(|(left, right)| left == right).count();
    let same_end = wanted.iter().rev().zip(code.iter().rev()).take_while(|(left, right)| left == right).count();
    if same_start == 0 && same_end == 0 {
        return None;
    }
    Some(slips(wanted, code)).filter(|slips| *slips <= most)
}

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
fn slips(left: &[char], right: &[char]) -> usize {
    let width = right.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, one) in left.iter().enumerate() {
        let mut now = vec![row + 1; width];
        for (column, other) in right.iter().enumerate() {
            let replaced = last[column] + usize::from(one != other);
            let mut least = replaced.min(last[column + 1] + 1).min(now[column] + 1);
            let swapped = row > 0 && column > 0 && left[row - 1] == *other && right[column - 1] == *one;
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            now[column + 1] = least;
        }
        before = std::mem::replace(&mut last, now);
    }
    last[width - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_near_and_more_are_not() {
        let cases = [
            ("62042RS", "62042RS", Some(1)),
            ("62042RS", "62O42RS", Some(1)),
            ("62042RS", "6204RS", Some(1)),
            ("62042RS", "620422RS", Some(1)),
            ("62042RS", "62024RS", Some(1)),
            ("62042RS", "63052RS", None),
            ("62042RS", "62042RSC3", Some(1)),
            ("ISO476212X40", "ISO476212X50", Some(1)),
            ("ISO476212X40", "ISO476112X50", Some(2)),
            ("620", "621", None),
        ];
        for (wanted, code, near) in cases {
            let characters = |text: &str| text.chars().collect::<Vec<char>>();
            let distance = distance(&characters(wanted), &characters(code));
            assert_eq!(distance, near, "{wanted} {code}");
        }
    }
}
