use kernel::{Currency, Date, Money, Percent, Rounding, RoundingMode};

use super::*;
use crate::market::{PriceBasis, TaxRounding};

fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

fn eur(amount: &str) -> Money {
    Money::parse(amount, Currency::EUR).unwrap()
}

#[test]
fn the_treatment_follows_from_where_goods_go_and_who_buys() {
    // Seller, ship to, buyer's country, VAT id, category, expected.
    let cases = [
        ("IT", "IT", "IT", Some("IT01234567890"), TaxCategory::Standard, Treatment::S),
        ("IT", "IT", "IT", None, TaxCategory::Standard, Treatment::S),
        ("IT", "IT", "IT", Some("IT01234567890"), TaxCategory::Zero, Treatment::Z),
        ("IT", "DE", "DE", Some("DE123456789"), TaxCategory::Standard, Treatment::K),
        ("IT", "DE", "DE", Some("123456789"), TaxCategory::Standard, Treatment::K),
        ("IT", "GR", "GR", Some("EL123456789"), TaxCategory::Reduced, Treatment::K),
        ("IT", "DE", "DE", None, TaxCategory::Standard, Treatment::S),
        ("IT", "DE", "DE", Some("  "), TaxCategory::Standard, Treatment::S),
        // An Italian VAT id does not exempt goods that go to Germany.
        ("IT", "DE", "IT", Some("IT01234567890"), TaxCategory::Standard, Treatment::S),
        // A German buyer whose goods stay in Italy.
        ("IT", "IT", "DE", Some("DE123456789"), TaxCategory::Standard, Treatment::S),
        // A buyer identified in France has goods sent to Spain.
        ("IT", "ES", "FR", Some("FR12345678901"), TaxCategory::Standard, Treatment::K),
        ("IT", "CH", "CH", Some("CHE123456788"), TaxCategory::Standard, Treatment::G),
        ("IT", "US", "US", None, TaxCategory::Zero, Treatment::G),
        ("IT", "GB", "GB", Some("GB123456789"), TaxCategory::Standard, Treatment::G),
        ("IT", "XI", "XI", Some("XI123456789"), TaxCategory::Standard, Treatment::K),
        ("IT", "SM", "SM", Some("SM12345"), TaxCategory::Standard, Treatment::G),
        ("FR", "MC", "MC", Some("FR12345678901"), TaxCategory::Standard, Treatment::S),
        ("IT", "MC", "MC", Some("FR12345678901"), TaxCategory::Standard, Treatment::K),
        // A Swiss buyer's number exempts nothing that stays in the Union.
        ("IT", "DE", "CH", Some("CHE123456788"), TaxCategory::Standard, Treatment::S),
        ("CH", "CH", "CH", None, TaxCategory::Standard, Treatment::S),
        ("CH", "IT", "IT", Some("IT01234567890"), TaxCategory::Standard, Treatment::G),
    ];
    for (from, ship_to, buyer, vat_id, category, expected) in cases {
        let place = TaxPlace::new(country(ship_to), country(buyer), vat_id);
        assert_eq!(Treatment::determine(country(from), &place, category), expected, "{from} → {ship_to}, {vat_id:?}");
    }
    assert_eq!(Treatment::K.reason(), Some("VATEX-EU-IC"));
    assert_eq!(Treatment::G.reason(), Some("VATEX-EU-G"));
}

#[test]
fn italys_rates_are_known_and_give_way_to_the_tenants() {
    let day = |year, month, day| Date::constant(year, month, day);
    let none = RateTable::new(Vec::new());
    let it = Country::ITALY;
    for (category, percent) in
        [(TaxCategory::Standard, 22), (TaxCategory::Reduced, 10), (TaxCategory::SuperReduced, 4), (TaxCategory::Zero, 0)]
    {
        assert_eq!(none.rate(it, category, day(2025, 6, 15)), Some(Percent::whole(percent)));
    }
    for (on, percent) in
        [(day(2013, 9, 30), Some(21)), (day(2000, 1, 1), Some(20)), (day(1996, 7, 4), Some(19)), (day(1970, 1, 1), None)]
    {
        assert_eq!(none.rate(it, TaxCategory::Standard, on), percent.map(Percent::whole), "{on}");
    }
    assert_eq!(none.rate(country("DE"), TaxCategory::Standard, day(2025, 6, 15)), None);
    let rate =
        |percent, valid_from| TaxRate { country: it, category: TaxCategory::Standard, rate: Percent::whole(percent), valid_from };
    let own = RateTable::new(vec![rate(22, day(2013, 10, 1)), rate(23, day(2026, 1, 1)), rate(21, day(2011, 9, 17))]);
    for (on, percent) in [(day(2012, 1, 1), 21), (day(2025, 12, 31), 22), (day(2026, 1, 1), 23)] {
        assert_eq!(own.rate(it, TaxCategory::Standard, on), Some(Percent::whole(percent)), "{on}");
    }
    let planned = RateTable::new(vec![rate(23, day(2027, 1, 1))]);
    for (on, percent) in [(day(2026, 12, 31), 22), (day(2027, 1, 1), 23)] {
        assert_eq!(planned.rate(it, TaxCategory::Standard, on), Some(Percent::whole(percent)), "{on}");
    }
}

fn rule(basis: PriceBasis, tax_rounding: TaxRounding) -> DocumentRule {
    DocumentRule { basis, tax_rounding, rounding: Rounding::CENTS }
}

fn line(amount: &str, treatment: Treatment, rate: i32) -> TaxedLine {
    let charged = if treatment.reason().is_some() { 0 } else { rate };
    TaxedLine { amount: eur(amount), treatment, rate: Percent::whole(charged), domestic_rate: Percent::whole(rate) }
}

#[test]
fn vat_rounds_per_line_or_per_rate_as_the_market_says() {
    // 22 % of 0.12 is 0.0264 → 0.03 a line; of 0.36 it is 0.0792 → 0.08.
    let lines = [line("0.12", Treatment::S, 22), line("0.12", Treatment::S, 22), line("0.12", Treatment::S, 22)];
    for (rounding, tax) in [(TaxRounding::Line, "0.09"), (TaxRounding::Rate, "0.08")] {
        let totals = total(rule(PriceBasis::Net, rounding), Currency::EUR, &lines).unwrap();
        assert_eq!((totals.net, totals.tax[0].amount), (eur("0.36"), eur(tax)));
        assert_eq!(totals.gross, eur("0.36").plus(eur(tax)).unwrap());
        assert_eq!(totals.tax_rounding, rounding);
    }
    // The same with VAT held: 0.12 × 22 / 122 = 0.0216 → 0.02 a line; 0.36 → 0.0649 → 0.06.
    for rounding in [TaxRounding::Line, TaxRounding::Rate] {
        let totals = total(rule(PriceBasis::Gross, rounding), Currency::EUR, &lines).unwrap();
        assert_eq!((totals.gross, totals.tax[0].amount, totals.net), (eur("0.36"), eur("0.06"), eur("0.30")));
    }
}

#[test]
fn each_treatment_and_rate_is_a_line_of_its_own() {
    let lines =
        [line("100", Treatment::S, 22), line("50", Treatment::S, 10), line("10", Treatment::Z, 0), line("1", Treatment::S, 22)];
    let totals = total(rule(PriceBasis::Net, TaxRounding::Rate), Currency::EUR, &lines).unwrap();
    let told: Vec<String> = totals
        .tax
        .iter()
        .map(|tax| format!("{} {} {} {}", tax.category.code(), tax.rate, tax.base.amount(), tax.amount.amount()))
        .collect();
    assert_eq!(told, ["S 10 50.00 5.00", "S 22 101.00 22.22", "Z 0 10.00 0.00"]);
    assert_eq!((totals.net, totals.gross), (eur("161"), eur("188.22")));
    let none = total(rule(PriceBasis::Net, TaxRounding::Rate), Currency::EUR, &[]).unwrap();
    assert_eq!((none.net, none.gross, none.tax.len()), (eur("0"), eur("0"), 0));
}

#[test]
fn an_exempt_buyer_does_not_pay_the_vat_that_gross_prices_hold() {
    let totals = total(rule(PriceBasis::Gross, TaxRounding::Rate), Currency::EUR, &[line("122", Treatment::K, 22)]).unwrap();
    assert_eq!((totals.net, totals.gross), (eur("100"), eur("100")));
    assert_eq!(totals.tax[0].reason.as_deref(), Some("VATEX-EU-IC"));
    assert_eq!(totals.tax[0].rate, Percent::ZERO);
}

#[test]
fn halves_go_where_the_market_says() {
    // 10 % of 0.25 = 0.025.
    for (mode, tax) in [(RoundingMode::HalfUp, "0.03"), (RoundingMode::HalfEven, "0.02")] {
        let rule = DocumentRule { rounding: Rounding { mode, decimals: 2 }, ..rule(PriceBasis::Net, TaxRounding::Rate) };
        assert_eq!(total(rule, Currency::EUR, &[line("0.25", Treatment::S, 10)]).unwrap().tax[0].amount, eur(tax));
    }
}

#[test]
fn a_line_in_another_currency_is_refused() {
    let dollars = Money::parse("1", Currency::parse("USD").unwrap()).unwrap();
    let foreign = TaxedLine { amount: dollars, ..line("1", Treatment::S, 22) };
    assert!(total(rule(PriceBasis::Net, TaxRounding::Rate), Currency::EUR, &[foreign]).is_err());
}
