//! The tenant's settings: its name and colour, its markets with their rounding, its VAT rates.

use kernel::{Percent, Version};
use web::page::Phrase;

use super::form::{FormPage, remembering};
use super::head::{Button, Head};
use super::record::{Pair, RecordPage, Section, table};
use crate::part::form::{Choice, Field, FieldKind, Form};
use crate::part::segment;
use crate::part::table::{Cell, Column, Row};
use crate::samples;

/// What the tenant's form holds.
#[derive(Debug, Clone)]
pub struct TenantValues {
    pub slug: String,
    pub name: String,
    pub host: String,
    pub time_zone: String,
    pub locale: String,
    pub accent: String,
}

pub fn tenant_form(values: &TenantValues, version: Version) -> Form {
    let locales = ["it", "en"].map(|locale| Choice::keyed(locale, format!("language-{locale}"))).to_vec();
    let form = Form::new("/office/settings", "action-save")
        .version(version)
        .with(Field::text("name", "tenant-name").required().most(120).hint("tenant-name-hint").value(&values.name))
        .with(Field::text("accent", "tenant-accent").required().most(7).hint("tenant-accent-hint").value(&values.accent).half())
        .with(Field::select("locale", "tenant-locale", locales).hint("tenant-locale-hint").value(&values.locale).half())
        .with(
            Field::text("time_zone", "office-time-zone")
                .required()
                .most(64)
                .hint("tenant-zone-hint")
                .value(&values.time_zone)
                .half(),
        )
        .with(Field::text("host", "tenant-host").most(253).hint("tenant-host-hint").value(&values.host).half());
    remembering(form)
}

#[derive(Debug, Clone)]
pub struct MarketRow {
    pub code: String,
    pub country: String,
    pub currency: String,
    pub decimals: u8,
    /// `half_up`, `half_even`.
    pub rounding: String,
    /// `line`, `rate`.
    pub tax_rounding: String,
    /// `net`, `gross`.
    pub basis: String,
    /// `first_match`, `lowest`, `most_specific`.
    pub policy: String,
    pub is_default: bool,
}

#[derive(Debug, Clone)]
pub struct RateRow {
    pub country: String,
    pub category: String,
    pub rate: Percent,
    pub valid_from: kernel::Date,
}

/// What the settings' page shows.
#[derive(Debug, Clone)]
pub struct SettingsFacts {
    pub id: String,
    pub slug: String,
    pub version: Version,
    pub markets: Vec<MarketRow>,
    pub rates: Vec<RateRow>,
}

pub fn page(settings: &SettingsFacts, form: Form, conflict: Option<super::form::Conflict>) -> RecordPage {
    let tenant = Section { conflict, ..Section::form("tenant", "office-tenant", form).note("office-tenant-note") };
    RecordPage::new(Head::keyed("office-nav-settings").sub(Phrase::new("office-settings-sub")))
        .main(tenant)
        .main(markets(&settings.markets))
        .main(rates(&settings.rates))
        .side(Section::identity(&settings.id, Some(settings.version), vec![Pair::new("tenant-slug", Cell::code(&settings.slug))]))
}

fn markets(rows: &[MarketRow]) -> Section {
    let row = |market: &MarketRow| {
        Row::new(vec![
            Cell::code_link(&market.code, format!("/office/settings/markets/{}", segment(&market.code))),
            Cell::text(format!("{} · {}", market.country, market.currency)),
            Cell::Said { phrase: Phrase::new(format!("market-basis-{}", market.basis)) },
            Cell::Said { phrase: Phrase::new(format!("market-policy-{}", market.policy)) },
            Cell::count(market.decimals),
            Cell::Said { phrase: Phrase::new(format!("market-rounding-{}", market.rounding)) },
            Cell::Said { phrase: Phrase::new(format!("market-tax-{}", market.tax_rounding)) },
            if market.is_default { Cell::YesNo { yes: true } } else { Cell::Nothing },
        ])
    };
    let columns = vec![
        Column::text("account-market"),
        Column::text("market-place"),
        Column::text("market-basis"),
        Column::text("market-policy"),
        Column::number("market-decimals"),
        Column::text("market-rounding"),
        Column::text("market-tax"),
        Column::text("site-default"),
    ];
    let rows = rows.iter().map(row).collect();
    Section::table("markets", "office-markets", table(columns, rows, "market-row", None))
        .note("office-markets-note")
        .empty("office-markets-none")
        .button(Button::go("office-market-new", "/office/settings/markets/new").icon("plus"))
}

fn rates(rows: &[RateRow]) -> Section {
    let row = |rate: &RateRow| {
        Row::new(vec![
            Cell::text(&rate.country),
            Cell::Said { phrase: Phrase::new(format!("office-tax-{}", rate.category)) },
            Cell::Date { date: rate.valid_from },
            Cell::Percent { percent: rate.rate.to_string() },
        ])
    };
    let columns = vec![
        Column::text("account-country"),
        Column::text("product-tax"),
        Column::text("office-list-from"),
        Column::number("office-rate"),
    ];
    let rows = rows.iter().map(row).collect();
    Section::table("rates", "office-rates", table(columns, rows, "rate-row", None))
        .note("office-rates-note")
        .empty("office-rates-none")
        .button(Button::go("office-nav-vat", "/office/vat-rates").icon("receipt-tax"))
}

pub fn market_form(values: &MarketRow, version: Option<Version>) -> Form {
    let keyed = |codes: &[&str], stem: &str| {
        codes.iter().map(|code| Choice::keyed(*code, format!("{stem}{code}"))).collect::<Vec<Choice>>()
    };
    let (action, code) = match version {
        Some(_) => (
            format!("/office/settings/markets/{}", segment(&values.code)),
            Field::new(FieldKind::Fixed, "code", "office-code").value(&values.code),
        ),
        None => (
            "/office/settings/markets".to_owned(),
            Field::text("code", "office-code").required().most(64).hint("office-code-hint").value(&values.code),
        ),
    };
    let form = Form::new(action, "action-save")
        .with(code.half())
        .with(
            Field::text("country", "account-country")
                .required()
                .most(2)
                .hint("market-country-hint")
                .value(&values.country)
                .half(),
        )
        .with(Field::text("currency", "account-currency").required().most(3).value(&values.currency).half())
        .with(
            Field::select("prices", "market-basis", keyed(&["net", "gross"], "market-basis-"))
                .hint("market-basis-hint")
                .value(&values.basis)
                .half(),
        )
        .with(
            Field::select("policy", "market-policy", keyed(&["first_match", "lowest", "most_specific"], "market-policy-"))
                .hint("market-policy-hint")
                .value(&values.policy)
                .half(),
        )
        .with(
            Field::text("unit_price_decimals", "market-decimals")
                .required()
                .most(1)
                .hint("market-decimals-hint")
                .value(values.decimals.to_string())
                .half(),
        )
        .with(
            Field::select("rounding", "market-rounding", keyed(&["half_up", "half_even"], "market-rounding-"))
                .value(&values.rounding)
                .half(),
        )
        .with(
            Field::select("tax_rounding", "market-tax", keyed(&["rate", "line"], "market-tax-"))
                .hint("market-tax-hint")
                .value(&values.tax_rounding)
                .half(),
        )
        .with(
            Field::new(FieldKind::Check, "is_default", "market-default").value(if values.is_default { "yes" } else { "" }).half(),
        );
    match version {
        Some(version) => remembering(form.version(version)),
        None => form,
    }
}

pub fn market_page(form: Form, known: Option<&str>) -> FormPage {
    let head = known
        .map_or_else(|| Head::keyed("office-market-new"), |code| Head::new(Phrase::new("office-market-one").with("code", code)));
    FormPage::new(head.below("office-nav-settings", "/office/settings"), form, "/office/settings").intro("office-markets-note")
}

fn sample_market() -> MarketRow {
    MarketRow {
        code: "IT".to_owned(),
        country: "IT".to_owned(),
        currency: "EUR".to_owned(),
        decimals: 4,
        rounding: "half_up".to_owned(),
        tax_rounding: "rate".to_owned(),
        basis: "net".to_owned(),
        policy: "first_match".to_owned(),
        is_default: true,
    }
}

pub fn record_samples() -> Vec<RecordPage> {
    let tenant = TenantValues {
        slug: "demo".to_owned(),
        name: "Meccanica Fondaco".to_owned(),
        host: String::new(),
        time_zone: "Europe/Rome".to_owned(),
        locale: "it".to_owned(),
        accent: "#0b6b5d".to_owned(),
    };
    let rate = |category: &str, rate: &str| RateRow {
        country: "IT".to_owned(),
        category: category.to_owned(),
        rate: samples::percent(rate),
        valid_from: samples::day("2013-10-01"),
    };
    let swiss = MarketRow {
        code: "CH".to_owned(),
        country: "CH".to_owned(),
        currency: "CHF".to_owned(),
        rounding: "half_even".to_owned(),
        tax_rounding: "line".to_owned(),
        basis: "gross".to_owned(),
        is_default: false,
        ..sample_market()
    };
    let facts = SettingsFacts {
        id: "0192f3a1-7c44-7d10-9a3e-5b6f1c2d3e4f".to_owned(),
        slug: "demo".to_owned(),
        version: 3,
        markets: vec![sample_market(), swiss],
        rates: vec![rate("standard", "22"), rate("reduced", "10"), rate("super_reduced", "4"), rate("zero", "0")],
    };
    let sent = [("accent".to_owned(), "blue".to_owned())];
    let faults = [kernel::FieldFault::new("accent", "not_a_colour", "must be a colour")];
    let bare = SettingsFacts { markets: Vec::new(), rates: Vec::new(), ..facts.clone() };
    vec![page(&facts, tenant_form(&tenant, 3), None), page(&bare, tenant_form(&tenant, 3).refused(&sent, &faults), None)]
}

pub fn form_samples() -> Vec<FormPage> {
    let market = sample_market();
    vec![
        market_page(market_form(&market, Some(1)), Some("IT")),
        market_page(market_form(&MarketRow { code: String::new(), ..market }, None), None),
    ]
}
