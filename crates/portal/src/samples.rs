//! Believable contents for the samples of pages: Officine Rossi buys bearings. Read by the test that renders every page
//! and by whoever wants to look at one without a database.

use kernel::{Currency, Date, Money, Percent, Quantity, Timestamp, Unit, UnitPrice};
use web::page::Phrase;

use crate::part::product::{
    AskedPrice, AttributeView, AvailabilityState, AvailabilityView, EvenPrice, IncomingView, PackView, PackagingView, PriceStep,
    PriceView, ProductView, TierView, ValueView, WarehouseView, evenly,
};

pub fn eur(amount: &str) -> Money {
    Money::parse(amount, Currency::EUR).unwrap_or(Money::zero(Currency::EUR))
}

pub fn price(amount: &str) -> UnitPrice {
    UnitPrice::parse(amount, Currency::EUR).unwrap_or(UnitPrice::from_micros(0, Currency::EUR))
}

pub fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap_or(Percent::ZERO)
}

pub fn moment(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap_or(Timestamp::from_micros(0))
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap_or(Date::MIN)
}

/// Officine Rossi's price for 6204-2RSH: two lists below the public one.
pub fn price_view() -> PriceView {
    let step = |effect: &str, list: &str, scope: &str, result: &str| PriceStep {
        what: Phrase::new(format!("price-effect-{effect}")),
        list: list.to_owned(),
        scope: Some(scope.to_owned()),
        percent_off: None,
        from: None,
        won: effect == "won",
        result: Some(price(result)),
    };
    let tier = |from, even, saving, applies| TierView { from: Quantity::pieces(from), price: even, saving, applies };
    let [one, two, three, four] = ["4.86", "4.42", "3.98", "3.6450"].map(price);
    let mut even = evenly(&[one, two, three, four]).into_iter();
    let mut next = || even.next().unwrap_or_else(|| EvenPrice { amount: "0".to_owned(), currency: "EUR".to_owned() });
    PriceView {
        own: price("4.86"),
        list: Some(price("7.20")),
        saving: Some(percent("32.5")),
        per: Quantity::pieces(1),
        asked: Some(AskedPrice { quantity: Quantity::pieces(2), total: eur("9.72") }),
        tiers: vec![
            tier(1, next(), None, true),
            tier(25, next(), Some(percent("9")), false),
            tier(100, next(), Some(percent("18.1")), false),
            tier(500, next(), Some(percent("25")), false),
        ],
        steps: vec![
            step("won", "ROSSI-2026", "account", "4.86"),
            step("outranked", "METAL-2026", "group", "5.40"),
            step("outranked", "LIST-2026", "everyone", "7.20"),
        ],
        source: "contract".to_owned(),
        as_of: moment("2026-11-24T07:12:00Z"),
    }
}

pub fn plain_price(own: &str, list: Option<&str>) -> PriceView {
    PriceView {
        own: price(own),
        list: list.map(price),
        saving: None,
        per: Quantity::pieces(1),
        asked: None,
        tiers: Vec::new(),
        steps: Vec::new(),
        source: "price_list".to_owned(),
        as_of: moment("2026-11-24T07:12:00Z"),
    }
}

pub fn availability(state: AvailabilityState, available: u32, date: Option<&str>, days: Option<u32>) -> AvailabilityView {
    AvailabilityView { state, available: Quantity::pieces(available), date: date.map(day), lead_time_days: days }
}

pub fn packaging(minimum: u32, step: u32, pack: u32) -> PackagingView {
    PackagingView {
        unit: "C62".to_owned(),
        minimum: Quantity::pieces(minimum),
        step: Quantity::pieces(step),
        packs: vec![
            PackView { name: "box".to_owned(), quantity: Quantity::pieces(pack) },
            PackView { name: "pallet".to_owned(), quantity: Quantity::pieces(pack * 120) },
        ],
    }
}

pub fn warehouses() -> Vec<WarehouseView> {
    let warehouse = |code: &str, name: &str, available, incoming: Vec<IncomingView>| WarehouseView {
        code: code.to_owned(),
        name: name.to_owned(),
        available: Quantity::pieces(available),
        incoming,
    };
    vec![
        warehouse("BO", "Magazzino centrale Bologna", 8420, Vec::new()),
        warehouse("MI", "Filiale Milano", 310, vec![IncomingView { date: day("2026-12-03"), quantity: Quantity::pieces(2000) }]),
        warehouse("PD", "Filiale Padova", 0, Vec::new()),
    ]
}

/// A row of the results for `6204 2RS`.
#[expect(clippy::too_many_arguments, reason = "a row of a table of samples")]
pub fn product(sku: &str, name: &str, brand: &str, values: [&str; 4], view: PriceView, stock: AvailabilityView) -> ProductView {
    let [bore, outside, width, seal] = values;
    let millimetres = |text: &str| Some(ValueView::number(text, Some("MMT")));
    ProductView {
        sku: sku.to_owned(),
        name: name.to_owned(),
        brand: Some(brand.to_owned()),
        mpn: Some(sku.to_owned()),
        customer_sku: None,
        picture: None,
        values: vec![millimetres(bore), millimetres(outside), millimetres(width), Some(ValueView::text(seal))],
        price: Some(view),
        availability: stock,
        packaging: packaging(1, 1, 10),
        matched_by: vec!["code".to_owned()],
    }
}

pub fn products() -> Vec<ProductView> {
    use AvailabilityState::{Now, Order, Soon};
    let mut first = product(
        "6204-2RSH",
        "Cuscinetto radiale rigido a sfere 6204-2RSH",
        "Tarvensk",
        ["20", "47", "14", "2RS – gomma su due lati"],
        price_view(),
        availability(Now, 8730, None, Some(0)),
    );
    first.customer_sku = Some("OR-100234".to_owned());
    vec![
        first,
        product(
            "6204-2Z",
            "Cuscinetto radiale rigido a sfere 6204-2Z",
            "Tarvensk",
            ["20", "47", "14", "2Z – schermi metallici"],
            plain_price("4.51", Some("6.80")),
            availability(Now, 1240, None, Some(0)),
        ),
        product(
            "6204-C3",
            "Cuscinetto radiale rigido a sfere 6204 C3",
            "Rovandur",
            ["20", "47", "14", "aperto"],
            plain_price("3.97", None),
            availability(Soon, 0, Some("2026-11-30"), Some(4)),
        ),
        product(
            "W6204-2RS1",
            "Cuscinetto in acciaio inossidabile W 6204-2RS1",
            "Tarvensk",
            ["20", "47", "14", "2RS – gomma su due lati"],
            plain_price("18.3450", Some("24.10")),
            availability(Now, 64, None, Some(0)),
        ),
        product(
            "6204-2RSH-HT",
            "Cuscinetto per alte temperature 6204-2RSH/VA228",
            "Tenutia",
            ["20", "47", "14", "2RS – gomma su due lati"],
            plain_price("1236.00", Some("1480.00")),
            availability(Order, 0, None, Some(21)),
        ),
        product(
            "62204-2RS1",
            "Cuscinetto radiale rigido a sfere serie larga 62204-2RS1",
            "Rovandur",
            ["20", "47", "18", "2RS – gomma su due lati"],
            plain_price("6.12", Some("8.05")),
            availability(Now, 410, None, Some(0)),
        ),
    ]
}

pub fn attributes() -> Vec<AttributeView> {
    let number = |code: &str, label: &str, text: &str, unit: &str| AttributeView {
        code: code.to_owned(),
        label: label.to_owned(),
        value: ValueView::number(text, Some(unit)),
    };
    let words = |code: &str, label: &str, text: &str| AttributeView {
        code: code.to_owned(),
        label: label.to_owned(),
        value: ValueView::text(text),
    };
    vec![
        number("bore_diameter", "Diametro foro d", "20", "MMT"),
        number("outside_diameter", "Diametro esterno D", "47", "MMT"),
        number("width", "Larghezza B", "14", "MMT"),
        number("dynamic_load", "Coefficiente di carico dinamico C", "13.5", "B47"),
        number("static_load", "Coefficiente di carico statico C0", "6.55", "B47"),
        number("limiting_speed", "Velocità limite", "10000", "RPM"),
        words("seal", "Tenuta", "2RS – gomma su due lati"),
        words("clearance", "Gioco interno", "CN – normale"),
        words("cage", "Gabbia", "acciaio stampato"),
        number("temperature_max", "Temperatura massima", "110", "CEL"),
        words("standard", "Norma", "ISO 15, DIN 625-1"),
        AttributeView {
            code: "food_grade".to_owned(),
            label: "Contatto alimentare accidentale (H1)".to_owned(),
            value: ValueView::yes_no(false),
        },
    ]
}

/// A quantity in a unit that is not the piece.
pub fn metres(value: &str) -> Quantity {
    let metre = Unit::parse("MTR").unwrap_or(Unit::PIECE);
    Quantity::parse(value, metre).unwrap_or(Quantity::zero(metre))
}
