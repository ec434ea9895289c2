use crate::*;

fn eur(amount: &str) -> Money {
    Money::parse(amount, Currency::EUR).unwrap()
}

#[test]
fn amounts_read_and_write_plain_decimals_only() {
    for (text, written) in [("0", "0.00"), ("12.5", "12.50"), ("0.0834", "0.0834"), ("-3.1", "-3.10"), ("7.000000", "7.00")] {
        assert_eq!(eur(text).amount(), written);
    }
    for bad in ["", "-", ".", "1.", ".5", "1e3", "1,5", " 1", "+1", "1.1234567", "0x1", "١", "NaN", "99999999999999999999"] {
        assert!(Money::parse(bad, Currency::EUR).is_err(), "{bad:?} was accepted");
    }
}

#[test]
fn halves_go_where_the_rule_says() {
    let up = Rounding { mode: RoundingMode::HalfUp, decimals: 2 };
    let even = Rounding { mode: RoundingMode::HalfEven, decimals: 2 };
    for (amount, half_up, half_even) in [
        ("0.005", "0.01", "0.00"),
        ("0.015", "0.02", "0.02"),
        ("-0.005", "-0.01", "0.00"),
        ("-0.015", "-0.02", "-0.02"),
        ("1.0049", "1.00", "1.00"),
    ] {
        assert_eq!(eur(amount).rounded(up).unwrap().amount(), half_up);
        assert_eq!(eur(amount).rounded(even).unwrap().amount(), half_even);
    }
}

#[test]
fn price_times_quantity_is_rounded_once() {
    let price = UnitPrice::parse("0.0835", Currency::EUR).unwrap();
    let quantity = Quantity::parse("30", Unit::PIECE).unwrap();
    assert_eq!(price.times(quantity, Rounding::CENTS).unwrap(), eur("2.51"));
    assert_eq!(eur("100").percent(Percent::whole(22), Rounding::CENTS).unwrap(), eur("22"));
    assert_eq!(
        UnitPrice::parse("10", Currency::EUR).unwrap().less(Percent::parse("12.5").unwrap(), Rounding::CENTS).unwrap().amount(),
        "8.75"
    );
}

#[test]
fn what_is_counted_is_whole_and_no_quantity_has_more_than_twelve_digits() {
    for (value, unit, broken) in [
        ("0.5", "C62", true),
        ("-1.000001", "EA", true),
        ("2.5", "PR", true),
        ("3", "C62", false),
        ("0.5", "DZN", false),
        ("0.5", "MTR", false),
    ] {
        assert_eq!(Quantity::parse(value, Unit::parse(unit).unwrap()).unwrap().is_broken(), broken, "{value} {unit}");
    }
    assert_eq!(Quantity::parse("999999999999.999999", Unit::PIECE).unwrap().micros(), Quantity::MOST_MICROS);
    for beyond in ["1000000000000", "-1000000000000"] {
        assert_eq!(Quantity::parse(beyond, Unit::PIECE), Err(AmountError::Overflow));
    }
}

#[test]
fn the_largest_numbers_fail_instead_of_wrapping() {
    let largest = UnitPrice::from_micros(i64::MAX, Currency::EUR);
    let many = Quantity::from_micros(i64::MAX, Unit::PIECE);
    assert_eq!(largest.times(many, Rounding::CENTS), Err(AmountError::Overflow));
    assert_eq!(Money::from_micros(i64::MAX, Currency::EUR).plus(eur("1")), Err(AmountError::Overflow));
}

#[test]
fn currencies_and_units_do_not_mix() {
    let dollars = Money::parse("1", Currency::parse("USD").unwrap()).unwrap();
    assert!(matches!(eur("1").plus(dollars), Err(AmountError::Mixed { .. })));
    assert!(Quantity::pieces(1).plus(Quantity::parse("1", Unit::parse("MTR").unwrap()).unwrap()).is_err());
}

#[test]
fn units_convert_exactly() {
    let convert = |value: &str, from: &str, to: &str| {
        Quantity::parse(value, Unit::parse(from).unwrap()).unwrap().in_unit(Unit::parse(to).unwrap()).unwrap().value()
    };
    assert_eq!(convert("1", "INH", "MMT"), "25.4");
    assert_eq!(convert("3", "DZN", "C62"), "36");
    assert_eq!(convert("250", "CMT", "MTR"), "2.5");
    assert_eq!(convert("1", "LBR", "KGM"), "0.453592");
}

#[test]
fn exact_conversions_lose_nothing_or_fail() {
    let exact = |value: &str, from: &str, to: &str| {
        Quantity::parse(value, Unit::parse(from).unwrap()).unwrap().exactly_in(Unit::parse(to).unwrap()).map(Quantity::value)
    };
    assert_eq!(exact("18", "C62", "DZN").as_deref(), Ok("1.5"));
    assert_eq!(exact("2.5", "MTR", "MMT").as_deref(), Ok("2500"));
    assert_eq!(exact("1", "C62", "DZN"), Err(AmountError::TooPrecise));
    assert_eq!(exact("0.000001", "MMT", "MTR"), Err(AmountError::TooPrecise));
    assert!(matches!(exact("1", "C62", "MTR"), Err(AmountError::Mixed { .. })));
}

#[test]
fn quantities_round_up_to_the_next_step() {
    let pieces = |value: &str| Quantity::parse(value, Unit::PIECE).unwrap();
    assert_eq!(pieces("7").rounded_up(pieces("1"), pieces("5")).unwrap(), pieces("10"));
    assert_eq!(pieces("7").rounded_up(pieces("20"), pieces("5")).unwrap(), pieces("20"));
    assert!(pieces("10").is_multiple_of(pieces("5")));
    assert!(!pieces("7").is_multiple_of(pieces("5")));
}

#[test]
fn json_numbers_are_no_amounts() {
    assert!(serde_json::from_str::<Money>(r#"{"amount":12.5,"currency":"EUR"}"#).is_err());
    let money: Money = serde_json::from_str(r#"{"amount":"12.5","currency":"EUR"}"#).unwrap();
    assert_eq!(serde_json::to_string(&money).unwrap(), r#"{"amount":"12.50","currency":"EUR"}"#);
}

#[test]
fn permits_need_the_action_and_the_reach() {
    let now = Timestamp::from_micros(1_700_000_000_000_000);
    let (own, other) = (AccountId::new(now), AccountId::new(now));
    let mut ctx = Ctx::system(TenantId::new(now), now);
    ctx.actor.actions = Role::Requester.actions();
    ctx.actor.reach = Reach::Accounts([own].into());
    assert!(ctx.permit(Action::CartEdit, Scope::Account(own)).is_ok());
    assert_eq!(ctx.permit(Action::CartEdit, Scope::Account(other)).unwrap_err(), Denied::Secret);
    assert_eq!(ctx.permit(Action::PriceManage, Scope::Account(own)).unwrap_err(), Denied::Forbidden(Action::PriceManage));
    assert_eq!(ctx.permit(Action::CatalogRead, Scope::Tenant).unwrap_err(), Denied::Forbidden(Action::CatalogRead));
    ctx.actor = Actor::anonymous();
    assert_eq!(ctx.permit(Action::CatalogRead, Scope::Account(own)).unwrap_err(), Denied::Anonymous);
}

#[test]
fn texts_are_trimmed_bounded_and_clean() {
    assert_eq!(line("  Officine Rossi  ", 40).unwrap(), "Officine Rossi");
    assert_eq!(line("\u{0}", 40), Err(TextError::ControlCharacters));
    assert_eq!(line(" \n ", 40), Err(TextError::Empty));
    for hidden in ['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}', '\u{2028}', '\u{e0041}'] {
        let text = format!("fattura_{hidden}fdp.exe");
        assert_eq!(line(&text, 40), Err(TextError::InvisibleCharacters(hidden)));
        assert_eq!(multiline(&text, 40), Err(TextError::InvisibleCharacters(hidden)));
        assert!(TextError::InvisibleCharacters(hidden).to_string().contains(&format!("U+{:04X}", u32::from(hidden))));
    }
    for seen in ["👩\u{200d}🔧", "می\u{200c}خواهم", "Kugel\u{ad}lager", "☎\u{fe0f}"] {
        assert_eq!(line(seen, 40).unwrap(), seen);
    }
    assert_eq!(multiline("a\r\nb", 40).unwrap(), "a\nb");
    assert_eq!(code("A B"), Err(TextError::NotACode));
}

#[test]
fn a_permit_is_for_its_action_and_as_far_as_its_scope() {
    let now = Timestamp::from_micros(0);
    let (ours, theirs) = (Scope::Account(AccountId::new(now)), Scope::Account(AccountId::new(now)));
    let permit = |scope| Ctx::system(TenantId::new(now), now).permit(Action::StockManage, scope).unwrap();
    for (granted, action, wanted, allowed) in [
        (Scope::Tenant, Action::StockManage, Scope::Tenant, true),
        (Scope::Tenant, Action::StockManage, ours, true),
        (ours, Action::StockManage, ours, true),
        (ours, Action::StockManage, theirs, false),
        (ours, Action::StockManage, Scope::Tenant, false),
        (Scope::Tenant, Action::PriceManage, Scope::Tenant, false),
    ] {
        assert_eq!(permit(granted).covers(action, wanted).is_ok(), allowed, "{granted:?} for {action:?} in {wanted:?}");
    }
}

#[test]
fn only_whole_coins_can_be_paid() {
    let (yen, dinar) = (Currency::parse("JPY").unwrap(), Currency::parse("BHD").unwrap());
    for (amount, currency, payable) in [
        ("0", Currency::EUR, true),
        ("1000.50", Currency::EUR, true),
        ("0.001", Currency::EUR, false),
        ("-0.001", Currency::EUR, false),
        ("100", yen, true),
        ("0.5", yen, false),
        ("0.001", dinar, true),
        ("0.0001", dinar, false),
    ] {
        assert_eq!(Money::parse(amount, currency).unwrap().is_payable(), payable, "{amount} {currency}");
    }
}
