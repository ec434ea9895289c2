use kernel::{Currency, RoundingMode, UnitPrice};
use proptest::prelude::*;

use super::*;

const MARKET: Rounding = Rounding { mode: RoundingMode::HalfUp, decimals: 4 };

fn micros(text: &str) -> i64 {
    UnitPrice::parse(text, Currency::EUR).unwrap().micros()
}

fn told(micros: i64) -> String {
    UnitPrice::from_micros(micros, Currency::EUR).amount()
}

/// What each formula makes of `a` = 10 and `b` = 7.35, worked out by hand.
#[test]
fn formulas_are_worked_out_exactly_and_rounded_once() {
    for (text, expected) in [
        ("12.5", "12.50"),
        (r#"list("a")"#, "10.00"),
        // 9.2; 10 − 7.35 · 2 is below zero.
        (r#"list("a") * 0.92"#, "9.20"),
        (r#"list("a") - list("b") * 2"#, "0.00"),
        // 7.35 · 0.92 = 6.762 → 6.75 (nearest), 6.80 (up), 6.75 (down).
        (r#"list("b") * 0.92 rounded to 0.05"#, "6.75"),
        (r#"list("b") * 0.92 rounded up to 0.05"#, "6.80"),
        (r#"list("b")*0.92 rounded down to 0.05"#, "6.75"),
        // 7.35 / 3 = 2.45 exactly; 10 / 3 = 3.3333…; thirds thrice are whole again.
        (r#"list("b") / 3"#, "2.45"),
        (r#"list("a") / 3"#, "3.3333"),
        (r#"list("a") / 3 + list("a") / 3 + list("a") / 3 rounded down to 0.01"#, "10.00"),
        // 7.35 · 1.25 + 0.3 = 9.4875.
        (r#"list("b") * 1.25 + 0.30"#, "9.4875"),
        (r#"0.30 + 1.25 * list("b")"#, "9.4875"),
        (r#"max(list("a"), list("b") * 1.5) rounded up to 0.01"#, "11.03"),
        (r#"min(list("a"), list("b") * 1.5, 9.99)"#, "9.99"),
        (r#"(list("a") + list("b")) * (1 - 0.1) / (2 * 0.5)"#, "15.615"),
        // A half goes away from zero: 10.025 → 10.03.
        (r#"list("a") + 0.025 rounded to 0.01"#, "10.03"),
        // A step finer than the market's decimals is kept.
        (r#"list("a") / 3 rounded to 0.000001"#, "3.333333"),
    ] {
        let formula = Formula::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let prices: Vec<i64> =
            formula.lists().iter().map(|code| if code == "a" { micros("10") } else { micros("7.35") }).collect();
        assert_eq!(told(formula.value(&prices, MARKET).unwrap()), expected, "{text}");
    }
    let even = Rounding { mode: RoundingMode::HalfEven, decimals: 2 };
    let half = Formula::parse(r#"list("a") + 0.025"#).unwrap();
    assert_eq!(told(half.value(&[micros("10")], even).unwrap()), "10.02");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    use FormulaFault as Fault;
    for (text, at, fault) in [
        ("", 1, Fault::ValueExpected),
        ("1 +", 4, Fault::ValueExpected),
        ("1 2", 3, Fault::OperatorExpected),
        ("1 times 2", 3, Fault::OperatorExpected),
        ("0,92", 2, Fault::Comma),
        (r#"list("a") * 0,92"#, 14, Fault::Comma),
        ("(1 + 2", 7, Fault::NotClosed),
        ("max(1, 2", 9, Fault::NotClosed),
        ("1)", 2, Fault::OperatorExpected),
        ("list", 5, Fault::NotOpened),
        ("list(base)", 6, Fault::CodeExpected),
        (r#"list("")"#, 7, Fault::CodeExpected),
        (r#"list("a"#, 8, Fault::CodeExpected),
        ("è * 2", 1, Fault::UnknownName),
        ("2 * listino", 5, Fault::UnknownName),
        ("1.2.3", 1, Fault::NotANumber),
        ("0.1234567", 1, Fault::NotANumber),
        ("1 rounded", 10, Fault::RoundingExpected),
        ("1 rounded 0.05", 11, Fault::RoundingExpected),
        ("1 rounded up 0.05", 14, Fault::RoundingExpected),
        ("1 rounded to x", 14, Fault::StepExpected),
        ("1 rounded to 0", 14, Fault::StepExpected),
        ("1 rounded to 0.05 + 1", 19, Fault::EndExpected),
        (r#"list("a") * list("b")"#, 11, Fault::PriceTimesPrice),
        (r#"2 / list("a")"#, 3, Fault::DividedByPrice),
        (r#"list("a") / (1 - 1)"#, 11, Fault::DividedByZero),
        (r#"list("à") / 0"#, 11, Fault::DividedByZero),
        (r#"max(list("a"), list("b"), list("c"), list("d"), list("e"))"#, 49, Fault::TooManyLists),
        ("-5", 1, Fault::ValueExpected),
    ] {
        assert_eq!(Formula::parse(text), Err(FormulaError { at, fault }), "{text}");
    }
    let deep = format!("{}1{}", "(".repeat(13), ")".repeat(13));
    assert_eq!(Formula::parse(&deep).unwrap_err(), FormulaError { at: 13, fault: Fault::TooDeep });
    assert_eq!(Formula::parse(&"1+".repeat(200)).unwrap_err().fault, Fault::TooLong);
    assert!(Formula::parse(&format!("{}1{}", "(".repeat(12), ")".repeat(12))).is_ok());
    let codes: std::collections::BTreeSet<_> = FormulaFault::ALL.iter().map(|fault| fault.code()).collect();
    assert_eq!(codes.len(), FormulaFault::ALL.len());
}

#[test]
fn what_cannot_be_counted_is_an_error() {
    let doubled = Formula::parse(r#"list("a") * 2"#).unwrap();
    assert_eq!(doubled.value(&[i64::MAX], MARKET), Err(AmountError::Overflow));
    assert_eq!(doubled.value(&[4_000_000_000_000_000_000], MARKET), Ok(8_000_000_000_000_000_000));
    let many = format!("1{}", " * 999999999999".repeat(12));
    assert_eq!(Formula::parse(&many).unwrap_err().fault, FormulaFault::TooLarge);
    let many = format!(r#"list("a"){}"#, " * 999999999999".repeat(12));
    assert_eq!(Formula::parse(&many).unwrap().value(&[i64::MAX], MARKET), Err(AmountError::Overflow));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Whatever is written, reading it ends with a formula or a place in it, never with a panic.
    #[test]
    fn any_text_is_read_or_refused(text in r#"(list\("[ab]"\)|max\(|min\(|[0-9.]{1,4}|[-+*/(),]|rounded|up|down|to|à| ){0,14}"#) {
        match Formula::parse(&text) {
            Ok(formula) => {
                let prices = vec![1_234_567; formula.lists().len()];
                let _any = formula.value(&prices, MARKET);
                prop_assert_eq!(Formula::parse(formula.text()), Ok(formula.clone()));
            }
            Err(error) => prop_assert!(error.at <= text.chars().count() + 1),
        }
    }

    /// Percent and step against whole-number arithmetic.
    #[test]
    fn a_share_rounded_to_a_step_is_the_nearest_multiple(price in 0_i64..1_000_000_000_000, share in 1_i64..3_000_000, step in 1_i64..5_000_000) {
        let decimal = |micros: i64| format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
        let text = format!(r#"list("a") * {} rounded to {}"#, decimal(share), decimal(step));
        let got = i128::from(Formula::parse(&text).unwrap().value(&[price], MARKET).unwrap());
        // In millionths of millionths, to stay whole.
        let exact = i128::from(price) * i128::from(share);
        let (got, step) = (got * 1_000_000, i128::from(step) * 1_000_000);
        prop_assert_eq!(got % step, 0);
        prop_assert!((got - exact).abs() * 2 <= step, "{} is not nearest to {}", got, exact);
    }
}
