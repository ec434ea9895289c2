//! Contactors and thermal overload relays.
//!
//! Source: IEC 60947-4-1:2018 (utilisation category AC-3, usual motor powers at 400 V).

use crate::catalogue::draft::{Article, Draft, Sale};
use crate::catalogue::number::decimal;
use crate::catalogue::price;
use crate::catalogue::range::{Rank, Shelf};

/// Rated current in amperes, motor power at 400 V in hundreds of watts, width in millimetres, mass in grams, price in cents.
const RATINGS: &[(i64, i64, i64, i64, i64)] = &[
    (7, 30, 45, 280, 1850),
    (9, 40, 45, 320, 2150),
    (12, 55, 45, 325, 2480),
    (18, 75, 45, 340, 3150),
    (25, 110, 45, 380, 4100),
    (32, 150, 45, 400, 5900),
    (40, 185, 55, 850, 8700),
    (50, 220, 55, 900, 10_900),
    (65, 300, 55, 920, 13_400),
    (80, 370, 70, 1550, 17_800),
    (95, 450, 70, 1600, 21_500),
    (115, 550, 100, 2500, 34_000),
    (150, 750, 100, 2600, 44_500),
];

/// Tail of the SKU, volts, supply, price in percent.
const COILS: &[(&str, i64, &str, i64)] = &[
    ("24DC", 24, "dc", 118),
    ("230AC", 230, "ac", 100),
    ("24AC", 24, "ac", 100),
    ("400AC", 400, "ac", 103),
    ("48AC", 48, "ac", 104),
    ("110AC", 110, "ac", 104),
    ("110DC", 110, "dc", 126),
    ("12DC", 12, "dc", 126),
    ("48DC", 48, "dc", 124),
    ("220DC", 220, "dc", 130),
];

const AUXILIARY: &[(&str, &str, i64)] = &[("", "1NO+1NC", 100), ("-2NO", "2NO", 104), ("-2NC", "2NC", 104)];

/// Setting range of overload relays in hundredths of an ampere, price in cents.
const RELAYS: &[(i64, i64, i64)] = &[
    (10, 16, 2450),
    (16, 25, 2450),
    (25, 40, 2450),
    (40, 63, 2450),
    (63, 100, 2450),
    (100, 160, 2480),
    (160, 250, 2480),
    (250, 400, 2520),
    (400, 600, 2560),
    (550, 800, 2600),
    (700, 1000, 2680),
    (900, 1300, 2790),
    (1200, 1800, 3050),
    (1600, 2400, 3480),
    (2300, 3200, 4100),
    (3000, 4000, 7900),
    (3700, 5000, 8600),
    (4800, 6500, 9900),
    (6300, 8000, 12_400),
    (8000, 10_400, 15_200),
];

pub(super) fn fill(shelf: &mut Shelf) {
    for auxiliary in AUXILIARY {
        for coil in COILS {
            for rating in RATINGS {
                let core = auxiliary.0.is_empty() && matches!(coil.0, "24DC" | "230AC" | "24AC") && rating.0 <= 95;
                shelf.put(if core { Rank::Core } else { Rank::Extended }, Contactor { rating, coil, auxiliary });
            }
        }
    }
    for manual in [false, true] {
        for relay in RELAYS {
            shelf.put(if manual { Rank::Extended } else { Rank::Core }, Relay { relay, manual });
        }
    }
}

struct Contactor {
    rating: &'static (i64, i64, i64, i64, i64),
    coil: &'static (&'static str, i64, &'static str, i64),
    auxiliary: &'static (&'static str, &'static str, i64),
}

impl Contactor {
    fn sku_with(&self, coil: &str) -> String {
        format!("CT-{:02}-{coil}{}", self.rating.0, self.auxiliary.0)
    }
}

impl Article for Contactor {
    fn sku(&self) -> String {
        self.sku_with(self.coil.0)
    }

    fn group(&self) -> Option<String> {
        Some(format!("G-CT-{:02}", self.rating.0))
    }

    fn draft(&self) -> Draft {
        let &(amperes, hundred_watts, width, grams, cents) = self.rating;
        let &(_, volts, supply, coil_price) = self.coil;
        let &(_, contacts, auxiliary_price) = self.auxiliary;
        let power = hundred_watts * 100_000;
        let current = if supply == "dc" { "DC" } else { "AC" };
        Draft::new(
            "contactor",
            "contactors",
            format!("Contattore tripolare {amperes} A AC-3, bobina {volts} V {current}"),
            format!("Three-pole contactor {amperes} A AC-3, {volts} V {current} coil"),
        )
        .say(
            format!("Contattore per motori fino a {} kW a 400 V, corrente AC-3 {amperes} A.", decimal(power, ',')),
            format!("A contactor for motors up to {} kW at 400 V, AC-3 current {amperes} A.", decimal(power, '.')),
        )
        .say(
            format!("Bobina {volts} V {current}, contatti ausiliari {contacts}, montaggio su guida DIN da 35 mm."),
            format!("{volts} V {current} coil, auxiliary contacts {contacts}, mounts on 35 mm DIN rail."),
        )
        .say(
            if supply == "dc" {
                "Assorbimento ridotto: comandabile direttamente da PLC con interfaccia."
            } else {
                "Durata meccanica oltre 10 milioni di manovre."
            },
            if supply == "dc" {
                "Low consumption: can be driven by a PLC through an interface."
            } else {
                "Mechanical life of more than 10 million operations."
            },
        )
        .whole("rated_current", amperes)
        .number("power", power)
        .whole("coil_voltage", volts)
        .choice("coil_supply", supply)
        .text("auxiliary_contacts", contacts)
        .whole("width", width)
        .text("standard", "IEC 60947-4-1")
        .costs(grams * 1000, cents * price::CENT * coil_price / 100 * auxiliary_price / 100)
        .lead(if amperes > 95 { 14 } else { 6 })
        .sold(Sale::pieces(&[10]))
        .drawn("contactor", &[("B", width.to_string()), ("A", amperes.to_string()), ("V", format!("{volts} V {current}"))])
        .grouped(
            self.group(),
            format!("Contattori {amperes} A AC-3"),
            format!("Contactors {amperes} A AC-3"),
            &["coil_voltage", "coil_supply", "auxiliary_contacts"],
        )
        .replaced_by(
            RATINGS
                .iter()
                .filter(|other| other.0 > amperes && other.2 == width)
                .map(|other| format!("CT-{:02}-{}", other.0, self.coil.0)),
        )
        .goes_with(RELAYS.iter().filter(|relay| relay.1 <= amperes * 100 + 400 && relay.1 * 2 >= amperes * 100).map(relay_sku))
    }
}

fn relay_sku(relay: &(i64, i64, i64)) -> String {
    format!("RT-{}-{}", decimal(relay.0 * 10_000, '.'), decimal(relay.1 * 10_000, '.'))
}

struct Relay {
    relay: &'static (i64, i64, i64),
    manual: bool,
}

impl Article for Relay {
    fn sku(&self) -> String {
        format!("{}{}", relay_sku(self.relay), if self.manual { "-MR" } else { "" })
    }

    fn draft(&self) -> Draft {
        let &(from, to, cents) = self.relay;
        let range = |mark| format!("{}–{} A", decimal(from * 10_000, mark), decimal(to * 10_000, mark));
        let (reset_it, reset_en) = if self.manual {
            (
                "Solo riarmo manuale, per macchine che non devono ripartire da sole.",
                "Manual reset only, for machines that must not restart by themselves.",
            )
        } else {
            ("Riarmo manuale o automatico selezionabile.", "Manual or automatic reset, selectable.")
        };
        Draft::new(
            "overload_relay",
            "contactors",
            format!("Relè termico {}", range(',')),
            format!("Thermal overload relay {}", range('.')),
        )
        .say(
            format!("Relè termico tripolare sensibile alla mancanza di fase, classe 10, taratura {}.", range(',')),
            format!("A three-pole overload relay with phase failure protection, class 10, setting {}.", range('.')),
        )
        .say(reset_it, reset_en)
        .say("Si aggancia direttamente sotto il contattore.", "Plugs in directly below the contactor.")
        .number("setting_from", from * 10_000)
        .number("setting_to", to * 10_000)
        .text("auxiliary_contacts", "1NO+1NC")
        .text("standard", "IEC 60947-4-1")
        .costs(if to > 3300 { 480_000 } else { 145_000 }, cents * price::CENT * if self.manual { 103 } else { 100 } / 100)
        .lead(6)
        .drawn("overload-relay", &[("A", range('.'))])
        .goes_with(
            RATINGS
                .iter()
                .filter(|rating| to <= rating.0 * 100 + 400 && to * 2 >= rating.0 * 100)
                .map(|rating| format!("CT-{:02}-24DC", rating.0)),
        )
    }
}
